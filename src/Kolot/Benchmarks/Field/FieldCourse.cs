using Kolot.Core.Benchmarks;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>How probes stand, together.</summary>
/// <param name="Planned">To be made.</param>
/// <param name="Sent">Awaiting an answer.</param>
/// <param name="Answered">Answered.</param>
/// <param name="Silent">Not answered until nobody watched any more.</param>
/// <param name="Lost">Perhaps never arrived.</param>
public readonly record struct FieldStand(int Planned, int Sent, int Answered, int Silent, int Lost)
{
    /// <summary>All of them.</summary>
    public int All => Planned + Sent + Answered + Silent + Lost;

    /// <summary>Of some probes.</summary>
    internal static FieldStand Of(IEnumerable<ProbeState> states)
    {
        var count = states.CountBy(state => state).ToDictionary();
        return new(count.GetValueOrDefault(ProbeState.Planned), count.GetValueOrDefault(ProbeState.Sent), count.GetValueOrDefault(ProbeState.Answered), count.GetValueOrDefault(ProbeState.Silent), count.GetValueOrDefault(ProbeState.Lost));
    }
}

/// <summary>How far a wave has come.</summary>
/// <param name="Days">By the day on which a probe was sent, or is to be.</param>
/// <param name="Shoppers">By who makes it, whoever has most to do first.</param>
public sealed record FieldCourse(IReadOnlyList<(DateOnly Day, FieldStand Stand)> Days, IReadOnlyList<(StudyShopper? Shopper, FieldStand Stand)> Shoppers)
{
    /// <summary>Of the wave that is asked, or of the last.</summary>
    internal static async Task<FieldCourse> Of(IQueryable<Probe> probes, IReadOnlyList<StudyWave> waves, int? wave, IReadOnlyList<StudyShopper> shoppers, TimeZoneInfo zone, CancellationToken cancel)
    {
        if (waves.Count == 0) return new([], []);
        var number = wave ?? waves[^1].Number;
        var rows = await probes.Where(probe => probe.Wave == number && probe.Review != ProbeReview.Struck).Select(probe => new { probe.State, probe.ShopperId, At = probe.SentAt ?? probe.PlannedAt }).ToListAsync(cancel);
        var byDay = rows.Where(row => row.At is not null).ToLookup(row => DateOnly.FromDateTime(Moments.Local(row.At!.Value, zone)), row => row.State);
        if (byDay.Count == 0) return new([], []);
        var (first, last) = (byDay.Min(day => day.Key), byDay.Max(day => day.Key));
        return new(
            [.. Enumerable.Range(0, Math.Min(last.DayNumber - first.DayNumber + 1, 120)).Select(first.AddDays).Select(day => (day, FieldStand.Of(byDay[day])))],
            [.. rows.GroupBy(row => row.ShopperId, row => row.State).Select(some => (shoppers.FirstOrDefault(one => one.Id == some.Key), FieldStand.Of(some))).OrderByDescending(one => one.Item2.Planned + one.Item2.Sent)]);
    }
}
