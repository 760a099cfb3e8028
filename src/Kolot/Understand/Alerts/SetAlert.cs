using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation.People;
using Kolot.Store;
using Kolot.Understand.Measures;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Sets an alert, or changes one: on which measure of whose voices, of which changes, and who is told.</summary>
public sealed class SetAlert(Stores stores, LookAtAlerts look, ErrandRounds rounds, Log log)
{
    // Each is counted by itself, for each who is told.
    private const int MostOfOne = 100;
    private const int MostTold = 50;

    /// <summary>What is asked.</summary>
    public sealed record Draft
    {
        /// <summary>The measure and whose voices.</summary>
        public ScoreQuery Query { get; init; } = new();

        /// <summary>Weeks or months.</summary>
        public Grain Grain { get; init; } = Grain.Week;

        /// <summary>Of which changes.</summary>
        public AlertDirection Direction { get; init; }

        /// <summary>Who is told beside whoever sets it.</summary>
        public IReadOnlyList<Guid> Told { get; init; } = [];

        /// <summary>The version that was seen; null for a new one.</summary>
        public int? Version { get; init; }

        /// <summary>An alert as it stands.</summary>
        public static Draft Of(Alert alert, IEnumerable<AlertReader> readers) => new()
        {
            Query = AlertQuery.Read(alert), Grain = alert.Grain, Direction = alert.Direction, Version = alert.Version,
            Told = [.. readers.Where(reader => reader.AlertId == alert.Id && reader.MemberId != alert.OwnerId).Select(reader => reader.MemberId)],
        };
    }

    /// <summary>Sets a new one; where somebody has the same already, that one is the answer.</summary>
    public async Task<Result<Alert>> Run(Member member, Draft draft, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await RuleOf(store, draft, cancel) is not { } measure) return new Refusal.Invalid("measure", "unknown");
        var query = AlertQuery.Of(draft.Query);
        if (query.Length > AlertQuery.Longest) return new Refusal.Invalid("measure", "too_long");
        var told = await Told(store, member, draft, cancel);
        if (told.Refusal is { } refusal) return refusal;
        var mine = await store.Alerts.Where(alert => alert.OwnerId == member.Id && alert.RemovedAt == null).ToArrayAsync(cancel);
        if (mine.FirstOrDefault(alert => alert.Measure == measure.Code && alert.Query == query && alert.Grain == draft.Grain) is { } same) return same;
        if (mine.Length >= MostOfOne) return new Refusal.Invalid("measure", "too_many_alerts");
        var alert = new Alert
        {
            Id = Guid.CreateVersion7(now), OwnerId = member.Id, Measure = measure.Code, MeasureVersion = measure.Version, Query = query, Grain = draft.Grain,
            Direction = draft.Direction, MadeAt = now, Version = 1,
        };
        store.Alerts.Add(alert);
        foreach (var id in told.Value.Prepend(member.Id)) store.AlertReaders.Add(new() { AlertId = alert.Id, MemberId = id });
        log.Write(store, member, "alert.set", alert.Id.ToString(), new { measure = measure.Code, query, told = told.Value.Length });
        await Keep(store, writing, cancel);
        return alert;
    }

    /// <summary>The alert that tells a member of a view, one that does not rest first; null where none does.</summary>
    public async Task<Alert?> On(Member member, ScoreQuery seen, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var (measure, query) = (seen.Measure, AlertQuery.Of(seen));
        return await store.Alerts.AsNoTracking()
            .Where(alert => alert.RemovedAt == null && alert.Measure == measure && alert.Query == query && store.AlertReaders.Any(reader => reader.AlertId == alert.Id && reader.MemberId == member.Id))
            .OrderBy(alert => alert.PausedAt != null).ThenBy(alert => alert.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Changes one's own.</summary>
    public async Task<Result<Alert>> Change(Member member, Guid id, Draft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Alerts.SingleOrDefaultAsync(alert => alert.Id == id && alert.OwnerId == member.Id && alert.RemovedAt == null, cancel) is not { } alert) return new Refusal.NotFound();
        if (draft.Version != alert.Version) return new Refusal.Conflict("changed_meanwhile");
        if (await RuleOf(store, draft, cancel) is not { } measure) return new Refusal.Invalid("measure", "unknown");
        var told = await Told(store, member, draft, cancel);
        if (told.Refusal is { } refusal) return refusal;
        var query = AlertQuery.Of(draft.Query);
        var anew = (measure.Code, measure.Version, query, draft.Grain) != (alert.Measure, alert.MeasureVersion, alert.Query, alert.Grain);
        (alert.Measure, alert.MeasureVersion, alert.Query, alert.Grain, alert.Direction) = (measure.Code, measure.Version, query, draft.Grain, draft.Direction);
        alert.Version++;
        var readers = await store.AlertReaders.Where(reader => reader.AlertId == id).ToArrayAsync(cancel);
        store.RemoveRange(readers.Where(reader => anew || (reader.MemberId != member.Id && !told.Value.Contains(reader.MemberId))));
        if (anew) await store.SaveChangesAsync(cancel);
        foreach (var one in told.Value.Prepend(member.Id).Where(one => anew || readers.All(reader => reader.MemberId != one))) store.AlertReaders.Add(new() { AlertId = id, MemberId = one });
        log.Write(store, member, "alert.changed", id.ToString(), new { measure = measure.Code, query, told = told.Value.Length });
        try
        {
            await Keep(store, writing, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return alert;
    }

    /// <summary>Who may be told: whoever is here and reads scores; of what rests on attributes of customers, whoever may read those.</summary>
    public static async Task<IReadOnlyList<MemberRow>> Offered(OrganisationStore store, Member member, ScoreQuery query, CancellationToken cancel) =>
    [
        .. (await store.Members.AsNoTracking().Where(row => row.LeftAt == null && row.Id != member.Id).OrderBy(row => row.Name).ToArrayAsync(cancel))
            .Where(row => Rights.For(row.Role) is var rights && rights.Contains(Right.ReadScores) && (query.Attributes.Count == 0 || rights.Contains(Right.ReadCustomers))),
    ];

    private static async Task<Result<Guid[]>> Told(OrganisationStore store, Member member, Draft draft, CancellationToken cancel)
    {
        Guid[] wanted = [.. draft.Told.Where(id => id != member.Id).Distinct()];
        if (wanted.Length > MostTold) return new Refusal.Invalid("told", "too_many_told");
        var offered = (await Offered(store, member, draft.Query, cancel)).Select(row => row.Id).ToHashSet();
        return wanted.All(offered.Contains) ? wanted : new Refusal.Invalid("told", "unknown");
    }

    // The rule that holds now: a later one has the alert say so when it begins.
    private async Task<Measure?> RuleOf(OrganisationStore store, Draft draft, CancellationToken cancel) =>
        AlertQuery.RuleOf(draft.Query.Measure, await LoadMeasures.Of(store, cancel), await look.LastDay(store, draft.Grain, cancel));

    private async Task Keep(OrganisationStore store, Writing writing, CancellationToken cancel)
    {
        await look.Arm(store, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(store.Organisation);
    }
}
