using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;

namespace Kolot.Listen.Contact;

/// <summary>By when whoever sends the form now is answered, on each topic.</summary>
/// <remarks>
/// Reckoned from the end of the present quarter of an hour: whoever reads it still has to write, so what is promised once it came is never later than what was read. And a page that is the same for all is drawn anew four times an hour.
/// </remarks>
/// <param name="ByTopic">By when, by the topic's code; topics on which nothing is promised are not there.</param>
public sealed record PromisedReplies(IReadOnlyDictionary<string, DateTime> ByTopic)
{
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;

    /// <summary>By when on every topic alike; null where topics differ, or nothing is promised.</summary>
    public DateTime? All { get; private init; }

    /// <summary>How that was reckoned.</summary>
    public ReplyReckoned? Reckoned { get; private init; }

    /// <summary>From when on it is reckoned for whoever opens the form at a moment.</summary>
    public static DateTime Soon(DateTime now) => new((now.Ticks + Quarter - 1) / Quarter * Quarter, DateTimeKind.Utc);

    /// <summary>Those of a form, at a touchpoint or anywhere.</summary>
    public static PromisedReplies Of(OpenForm open, Touchpoint? touchpoint)
    {
        var byTopic = new Dictionary<string, DateTime>();
        if (open.Hours is not { } hours) return new(byTopic);
        ContactTopic?[] topics = open.Form.Topics.Count == 0 ? [null] : [.. open.Form.Topics];
        var same = new HashSet<(TimeSpan?, DateTime?)>();
        ReplyReckoned? reckoned = null;
        foreach (var topic in topics)
        {
            var clock = hours.HoursOf(topic?.Unit, open.Channel);
            var (promise, by) = (open.Form.PromiseOf(topic, touchpoint?.Id, open.Channel), (DateTime?)null);
            if (promise is { } time && clock.Due(open.Soon, time) is { At: { } at } due)
            {
                (by, byTopic[topic?.Code ?? ""]) = (at, at);
                reckoned ??= ReplyReckoned.Of(due, clock);
            }

            same.Add((promise, by));
        }

        return same.Count == 1 && byTopic.Count > 0 ? new PromisedReplies(byTopic) { All = byTopic.Values.First(), Reckoned = reckoned } : new(byTopic);
    }

    /// <summary>What tells apart two pages that promise otherwise.</summary>
    public override string ToString() => string.Join(' ', ByTopic.Select(one => $"{one.Key}={one.Value:s}"));
}
