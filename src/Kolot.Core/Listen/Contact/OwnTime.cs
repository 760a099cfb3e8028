using System.Globalization;

namespace Kolot.Core.Listen.Contact;

/// <summary>How much of their own time something cost a customer, as they say it: they choose a length, and nobody estimates it.</summary>
public static class OwnTime
{
    /// <summary>The most minutes that are believed: a week's worth.</summary>
    public const int Most = 10_000;

    /// <summary>The lengths that customers choose from, in minutes: some minutes, a quarter of an hour, up to a day and more.</summary>
    public static IReadOnlyList<int> Lengths { get; } = [5, 15, 30, 60, 120, 240, 480];

    /// <summary>What was chosen; null where nothing was, or it cannot be believed.</summary>
    public static int? Read(string? chosen) => int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= Most ? minutes : null;
}
