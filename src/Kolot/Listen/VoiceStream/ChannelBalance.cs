using System.Collections.Concurrent;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Template;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>How voices of the last thirty days are spread over the channels, against the plan.</summary>
/// <remarks>Counted along one index, a few times a minute at most.</remarks>
public sealed class ChannelBalance(Stores stores, TimeProvider clock)
{
    /// <summary>The days that are counted.</summary>
    public const int Days = 30;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    // The first voice should be seen soon.
    private static readonly TimeSpan FreshWhileEmpty = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string, Guid), (long At, IReadOnlyList<Line> Lines)> counted = new();

    /// <summary>One channel.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Share">Its share of the voices, 0 to 1.</param>
    /// <param name="LastHeardAt">When it was last heard, if within these days.</param>
    /// <param name="Quiet">Whether less than half of what was planned is heard, or nothing for a week, once somebody planned anything.</param>
    public sealed record Line(Channel Channel, double Share, DateTime? LastHeardAt, bool Quiet);

    /// <summary>The balance within a reader's reach; empty where nothing was heard.</summary>
    public async Task<IReadOnlyList<Line>> Of(Member reader, CancellationToken cancel)
    {
        var key = (reader.Organisation, reader.Id);
        if (counted.TryGetValue(key, out var last) && clock.GetElapsedTime(last.At) < (last.Lines.Count == 0 ? FreshWhileEmpty : Fresh)) return last.Lines;
        var lines = await Count(reader, cancel);
        if (counted.Count > 10_000) counted.Clear();
        counted[key] = (clock.GetTimestamp(), lines);
        return lines;
    }

    private async Task<IReadOnlyList<Line>> Count(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var from = Place.From(clock.GetUtcNow().UtcDateTime.AddDays(-Days));
        var channels = await store.Channels.AsNoTracking().Where(channel => !channel.Retired).OrderBy(channel => channel.Position).ToArrayAsync(cancel);
        var seen = store.VoicesSeenBy(reader);
        var heard = new List<(Channel Channel, int Count, DateTime? Last)>();
        foreach (var channel in channels)
        {
            var voices = seen.Where(voice => voice.ChannelId == channel.Id && voice.Place >= from);
            var count = await voices.CountAsync(cancel);
            var last = await voices.OrderByDescending(voice => voice.Place).Select(voice => (DateTime?)voice.HeardAt).FirstOrDefaultAsync(cancel);
            heard.Add((channel, count, last));
        }

        var all = heard.Sum(line => line.Count);
        var planned = !channels.All(OrganisationTemplate.Holds);
        var week = clock.GetUtcNow().UtcDateTime.AddDays(-7);
        return all == 0 ? [] : [.. heard.Where(line => line.Count > 0 || line.Channel.PlannedShare > 0)
            .Select(line => new Line(line.Channel, (double)line.Count / all, line.Last, planned && IsQuiet(line.Channel, (double)line.Count / all, line.Last is null || line.Last < week)))];
    }

    private static bool IsQuiet(Channel channel, double share, bool silent) =>
        channel.PlannedShare is { } planned and > 0 && (silent || share < planned / 2);
}
