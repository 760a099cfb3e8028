using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Commitments;

/// <summary>A promise that was found in an answer, with when it would be due.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="IsSaid">Whether the sentence says so; else it is a suggestion of ours.</param>
public sealed record SuggestedCommitment(string Text, DateTime DueAt, bool IsSaid);

/// <summary>Suggests commitments from what is written to a customer.</summary>
public static class PromisedTimes
{
    // More than that nobody promises in one answer; a text of promises alone is somebody's joke.
    private const int Most = 8;

    /// <summary>What an answer promises, each with its time: what it says, else the end of the next day on which somebody is there.</summary>
    public static IReadOnlyList<SuggestedCommitment> In(string text, ServiceClock clock, DateTime now) =>
        [.. SpotCommitments.In(text, clock.DayOf(now)).Take(Most).Select(found => new SuggestedCommitment(text.Substring(found.From, found.Length), (found.By ?? Usual).Due(clock, now), found.By is not null))];

    private static readonly SaidTime Usual = new() { OpenDays = 1 };
}
