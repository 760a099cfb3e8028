using Kolot.Core.Facts;
using Kolot.Core.Listen.Rhythm;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Store;
using Kolot.Store.Facts;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Rhythm;

/// <summary>Counts, within a reader's reach, what was heard beside what was planned. All of it is counted from the facts in memory.</summary>
public sealed class CountRhythm(Stores stores, FactImages images, EntranceMembers entrance, TimeProvider clock)
{
    /// <summary>The days over which the channels' shares are counted.</summary>
    public const int ShareDays = 90;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A line of the plan, and what became of it.</summary>
    /// <param name="Row">The line.</param>
    /// <param name="Spans">The weeks or months, the last of which is not over.</param>
    /// <param name="Heard">How many voices each had, within reach.</param>
    /// <param name="Kept">How it was kept; null for whoever sees a part, since the plan is of the whole.</param>
    public sealed record Line(RhythmLine Row, IReadOnlyList<DaySpan> Spans, IReadOnlyList<long> Heard, Kept? Kept)
    {
        /// <summary>Which pieces began after the line was planned.</summary>
        public required int From { get; init; }
    }

    /// <summary>A channel in the balance.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Count">How many voices it had.</param>
    /// <param name="Share">Its share of all, with its interval; null where there were none.</param>
    /// <param name="Last">The day on which it was last heard; null where that is longer ago than a year.</param>
    /// <param name="Silence">Whether it has gone quiet.</param>
    public sealed record Balance(Channel Channel, long Count, Said<Share> Share, DateOnly? Last, Silence Silence);

    /// <summary>All of it.</summary>
    /// <param name="Lines">The plan.</param>
    /// <param name="Channels">The balance of the channels.</param>
    /// <param name="Names">What things are called.</param>
    /// <param name="Today">The organisation's day.</param>
    public sealed record Seen(IReadOnlyList<Line> Lines, IReadOnlyList<Balance> Channels, StreamNames Names, DateOnly Today)
    {
        /// <summary>Which share of the numbers is loaded; below 1 nothing is counted yet.</summary>
        public double Loaded { get; init; } = 1;
    }

    /// <summary>Counts it.</summary>
    public async Task<Seen> Run(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var rows = await store.RhythmLines.AsNoTracking().OrderBy(line => line.Id).ToListAsync(cancel);
        var zone = (await entrance.FaceOf(reader.Organisation, cancel)).TimeZone;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(clock.GetUtcNow().UtcDateTime, zone));
        var facts = await images.Of(reader.Organisation, Patience, cancel);
        if (facts.View is not { } view) return new([], [], names, today) { Loaded = facts.Loaded };
        return new([.. rows.Select(row => Of(view, reader, row, (today, zone)))], Channels(view, reader, names, today), names, today);
    }

    private static Line Of(FactView view, Member reader, RhythmLine row, (DateOnly Today, TimeZoneInfo Zone) when)
    {
        var spans = Pieces.Until(when.Today, row.Per);
        FactAxis[] filters =
        [
            .. OutcomeQuestions.VoicesOnly,
            .. row.ChannelId is { } channel ? [FactAxis.Only(FactAxisKind.Channel, new HashSet<string> { channel.ToString() })] : Array.Empty<FactAxis>(),
            .. row.TouchpointId is { } touchpoint ? [FactAxis.Only(FactAxisKind.Touchpoint, new HashSet<string> { touchpoint.ToString() })] : Array.Empty<FactAxis>(),
        ];
        var table = view.Ask(Question(reader, spans) with { Filters = filters });
        long[] heard = [.. spans.Select((_, span) => table.Cells == 0 ? 0 : table.SizeOf(table.CellOf(span)))];
        // What was before the plan breaks no rhythm; the piece in which it was planned counts as it is.
        var planned = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(row.MadeAt, when.Zone));
        var from = spans.Count(span => span.To < planned);
        return new(row, spans, heard, reader.SeesAll ? Kept.In(heard[Math.Min(from, heard.Length - 1)..], row.Expected) : null) { From = from };
    }

    private static List<Balance> Channels(FactView view, Member reader, StreamNames names, DateOnly today)
    {
        var spans = Pieces.Days(today);
        var table = view.Ask(Question(reader, spans) with { Groups = [FactAxis.Each(FactAxisKind.Channel)] });
        var heard = new Dictionary<string, long[]>();
        for (var group = 0; table.Cells > 0 && group < table.Groups[0].Count; group++)
            heard[table.Groups[0][group]] = [.. spans.Select((_, span) => table.SizeOf(table.CellOf(span, group)))];
        var all = heard.Values.Sum(days => days.TakeLast(ShareDays).Sum());
        return
        [
            .. names.Channels.Select(channel => (Channel: channel, Days: heard.GetValueOrDefault(channel.Id.ToString()) ?? new long[spans.Count]))
                .Where(one => !one.Channel.Retired || one.Days.TakeLast(ShareDays).Any(count => count > 0)).OrderBy(one => one.Channel.Position).Select(one => Of(one.Channel, one.Days, all, today)),
        ];
    }

    private static Balance Of(Channel channel, long[] days, long all, DateOnly today)
    {
        var (count, last) = (days.TakeLast(ShareDays).Sum(), days.AsSpan().LastIndexOfAnyExcept(0L));
        return new(channel, count, Share.Of(count, all), last < 0 ? null : today.AddDays(last - days.Length + 1), Silence.Of(days.AsSpan(0, days.Length - 1), days[^1]));
    }

    private static FactQuestion Question(Member reader, IReadOnlyList<DaySpan> spans) => new(null, _ => 1, spans)
    {
        Reach = reader.Units is { } units ? new(units, reader.Id) : FactReach.All, Filters = OutcomeQuestions.VoicesOnly, CountsOnly = true, Workers = Environment.ProcessorCount,
    };
}
