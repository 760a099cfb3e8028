using System.Globalization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>A response that counts, as it is counted.</summary>
/// <param name="Number">The version that was answered.</param>
/// <param name="Given">What counts of what was answered.</param>
public sealed record OneResponse(int Number, Given Given)
{
    /// <summary>Whether it was finished.</summary>
    public bool IsFinished { get; init; }

    /// <summary>Whether it is a voice, and so counted in scores: at once where it was finished, else a day after it was left.</summary>
    public bool IsHeard { get; init; }

    /// <summary>The day it was begun on, where the organisation is.</summary>
    public DateOnly Day { get; init; }

    /// <summary>How far it went: the screen after the last that was sent.</summary>
    public int Screen { get; init; }

    /// <summary>How many seconds each screen took; null where it was not sent.</summary>
    public IReadOnlyList<int?> Seconds { get; init; } = [];

    /// <summary>A number of whoever gave it: one customer's own, or, of nobody known, one of its own.</summary>
    public int Customer { get; init; }

    /// <summary>How many seconds all of it took.</summary>
    public int Total => Seconds.Sum() ?? 0;

    /// <summary>Whether a screen was sent.</summary>
    public bool Sent(int screen) => screen < Seconds.Count && Seconds[screen] is not null;

    /// <summary>Seconds by screen, as they are kept: separated by commas, empty where one was not sent.</summary>
    public static IReadOnlyList<int?> SecondsOf(string kept) =>
        kept.Length == 0 ? [] : [.. kept.Split(',').Select(one => int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : (int?)null)];
}
