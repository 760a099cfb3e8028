using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Answering;

/// <summary>Which of the pages that are the same for all one is.</summary>
/// <param name="Organisation">Whose: there may be two of one name, and what Kolot brings itself is asked by all of them.</param>
/// <param name="Name">What the organisation calls itself.</param>
/// <param name="Language">In which language it speaks.</param>
/// <param name="Screen">Which screen; below 0 one of the endings.</param>
/// <param name="Action">Where its form is sent, or its languages lead.</param>
internal readonly record struct SamePage(string Organisation, string Name, string Language, int Screen, string Action)
{
    /// <summary>Of which outages it tells; null for none.</summary>
    public string? Outages { get; init; }

    /// <summary>Which version of the privacy notice stands beside it; null for none.</summary>
    public string? Notice { get; init; }
}

/// <summary>Remembers pages that are the same for all who open them, for as long as their survey is remembered.</summary>
internal static class SamePages
{
    // Whoever makes up addresses must not fill the memory.
    private const int MostOfSurvey = 64;
    private const int LongestAction = 200;

    private static readonly ConditionalWeakTable<Survey, ConcurrentDictionary<SamePage, PackedPage>> Known = [];

    /// <summary>What stands in such a page in place of what a form carries: nobody can guess it, so nobody can have written it.</summary>
    public static string Mark => Marks[0];

    /// <summary>What stands there in place of a second thing that is everybody's own.</summary>
    public static string OtherMark => Marks[1];

    private static string[] Marks { get; } = [NewMark(), NewMark()];

    private static string NewMark() => $"x{Guid.CreateVersion7():N}{Random.Shared.NextInt64():x}";

    /// <summary>The page, drawn now if it was not before.</summary>
    public static async ValueTask<PackedPage> Of(Survey survey, SamePage which, Func<Task<ReadOnlyMemory<byte>>> draw)
    {
        var pages = Known.GetValue(survey, static _ => []);
        if (pages.TryGetValue(which, out var known)) return known;
        var drawn = new PackedPage(await draw(), Marks);
        // Endings that promise a time are others each minute: they make room for each other, and never keep out a form.
        if (pages.Count >= MostOfSurvey)
            foreach (var ending in pages.Keys.Where(page => page.Screen < 0)) pages.TryRemove(ending, out _);
        if (pages.Count < MostOfSurvey && which.Action.Length <= LongestAction) pages.TryAdd(which, drawn);
        return drawn;
    }
}
