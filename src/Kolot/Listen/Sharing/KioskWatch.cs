using System.Collections.Concurrent;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Sharing;

/// <summary>Remembers for a little while what was answered last at each kiosk, on the node that it speaks with.</summary>
public sealed class KioskWatch(TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string Organisation, Guid Survey, string Kiosk), (KioskTurn Turn, Guid Response, bool Play)> turns = new();

    /// <summary>Whether what somebody finished there is play.</summary>
    /// <param name="kiosk">Which kiosk: the survey, and the address and the name that it comes by.</param>
    /// <param name="walk">What was answered.</param>
    /// <param name="response">The response: sent twice, it is not held against itself.</param>
    /// <param name="openedAt">When they opened the first page.</param>
    public bool IsPlay((string Organisation, Guid Survey, string Kiosk) kiosk, SurveyWalk walk, Guid response, DateTime openedAt)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (turns.Count > Most) turns.Clear();
        var known = turns.TryGetValue(kiosk, out var last);
        if (known && last.Response == response) return last.Play;
        var (play, turn) = KioskPlay.Look(walk, now - openedAt, known ? last.Turn : null, now);
        turns[kiosk] = (turn, response, play);
        return play;
    }
}
