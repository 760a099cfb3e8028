using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Understand.Measures;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Shows what somebody was told, and the alerts that tell them.</summary>
public sealed class AlertsView(Stores stores)
{
    private const int MostSignals = 50;

    /// <summary>One alert as it stands for whoever looks.</summary>
    /// <param name="Alert">The alert.</param>
    /// <param name="Reader">How it stands; null where whoever set it is not told themselves.</param>
    /// <param name="Told">The names of the others who are told; empty for whoever did not set it.</param>
    /// <param name="Last">What it told last.</param>
    public sealed record Line(Alert Alert, AlertReader? Reader, IReadOnlyList<string> Told, Signal? Last);

    /// <summary>What the page shows.</summary>
    /// <param name="Signals">What happened, the newest first.</param>
    /// <param name="Lines">The alerts, the newest first.</param>
    /// <param name="Removed">Those that were removed of late, and can be had again.</param>
    /// <param name="Names">The names of places.</param>
    public sealed record View(IReadOnlyList<(Signal Signal, Alert Alert)> Signals, IReadOnlyList<Line> Lines, IReadOnlyList<Alert> Removed, StreamNames Names)
    {
        /// <summary>The measures that there are.</summary>
        public required KnownMeasures Known { get; init; }

        /// <summary>How many signals nobody looked at yet.</summary>
        public int Unseen => Signals.Count(one => one.Signal.SeenAt is null);
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var seen = store.AlertsSeenBy(member);
        var alerts = await seen.AsNoTracking().OrderByDescending(alert => alert.MadeAt).ToArrayAsync(cancel);
        var readers = await store.AlertReaders.AsNoTracking().Where(reader => seen.Any(alert => alert.Id == reader.AlertId)).ToArrayAsync(cancel);
        var names = await store.Members.Where(row => row.LeftAt == null).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        // Those that were not looked at first, and then the newest.
        var signals = await store.SignalsOf(member).AsNoTracking().OrderByDescending(signal => signal.SeenAt == null).ThenByDescending(signal => signal.At).Take(MostSignals).ToArrayAsync(cancel);
        var known = alerts.ToDictionary(alert => alert.Id);
        return new(
            [.. signals.Where(signal => known.ContainsKey(signal.AlertId)).OrderByDescending(signal => signal.At).Select(signal => (signal, known[signal.AlertId]))],
            [.. alerts.Where(alert => alert.RemovedAt is null).Select(alert => LineOf(alert))],
            [.. alerts.Where(alert => alert.RemovedAt is not null && alert.OwnerId == member.Id)], await StreamNames.Load(store, cancel))
        {
            Known = await LoadMeasures.Of(store, cancel),
        };

        Line LineOf(Alert alert)
        {
            AlertReader[] its = [.. readers.Where(reader => reader.AlertId == alert.Id)];
            string[] told = alert.OwnerId == member.Id ? [.. its.Where(reader => reader.MemberId != member.Id && names.ContainsKey(reader.MemberId)).Select(reader => names[reader.MemberId]).Order()] : [];
            return new(alert, its.SingleOrDefault(reader => reader.MemberId == member.Id), told, signals.Where(signal => signal.AlertId == alert.Id).MaxBy(signal => signal.At));
        }
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/alerts", async (Visit visit, AlertsView act, CancellationToken cancel) =>
        new RazorComponentResult<AlertsPage>(new { View = await act.Run(visit.Here, cancel) })).Needs(Right.ReadScores);
}

/// <summary>Queries that start from a member: alerts of others are not found.</summary>
internal static class AlertsSeen
{
    /// <summary>Those that somebody set or is told by.</summary>
    public static IQueryable<Alert> AlertsSeenBy(this OrganisationStore store, Member member) => store.Alerts.Where(alert =>
        alert.OwnerId == member.Id || (alert.RemovedAt == null && store.AlertReaders.Any(reader => reader.AlertId == alert.Id && reader.MemberId == member.Id)));

    /// <summary>What somebody was told.</summary>
    public static IQueryable<Signal> SignalsOf(this OrganisationStore store, Member member) =>
        store.Signals.Where(signal => signal.MemberId == member.Id && store.Alerts.Any(alert => alert.Id == signal.AlertId && alert.RemovedAt == null));
}
