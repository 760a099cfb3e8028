using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Answers the errand "remove what is over": some of each kind at a time, until nothing is left; then it is due again the next night.</summary>
/// <remarks>What one part removed stands in the same transaction as the part: broken off, it goes on from there, and two nodes never remove the same.</remarks>
public sealed class RetentionNights(KeptKinds kinds, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "retention.night";

    // Others write between two parts, so a part is short.
    private const int Together = 1_000;

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>When the next night begins.</summary>
    public async Task<DateTime> Next(OrganisationStore store, CancellationToken cancel) =>
        RetentionBorder.NextNight(clock.GetUtcNow().UtcDateTime, await Zone(store, cancel));

    /// <summary>Has the next night come, or none where everything is kept always. The caller saves.</summary>
    public async Task Arm(OrganisationStore store, bool anything, CancellationToken cancel)
    {
        await store.Errands.Where(errand => errand.Kind == Errand).ExecuteDeleteAsync(cancel);
        if (anything) store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = await Next(store, cancel) });
    }

    /// <summary>The first moment that is kept, for so many months.</summary>
    public async Task<DateTime> Border(OrganisationStore store, int months, CancellationToken cancel) =>
        RetentionBorder.Of(clock.GetUtcNow().UtcDateTime, months, await Zone(store, cancel));

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var rules = await store.RetentionRules.AsNoTracking().Where(rule => rule.Months != null).ToDictionaryAsync(rule => rule.Kind, rule => rule.Months ?? 0, cancel);
        if (rules.Count == 0) return;
        var now = clock.GetUtcNow().UtcDateTime;
        var run = await store.RetentionRuns.FirstOrDefaultAsync(run => run.EndedAt == null, cancel);
        if (run is null) store.RetentionRuns.Add(run = new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), BegunAt = now, Removed = "{}" });
        await store.HoldCustomersStill(cancel);
        var more = await Part(store, run, rules, cancel);
        if (!more) End(store, run, now);
        // However many there were of it: there is one night.
        store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = more ? errands.Min(errand => errand.DueAt) : await Next(store, cancel) });
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>What a run removed, by code.</summary>
    public static IReadOnlyDictionary<string, long> RemovedBy(RetentionRun run) => JsonSerializer.Deserialize<Dictionary<string, long>>(run.Removed) ?? [];

    private async Task<bool> Part(OrganisationStore store, RetentionRun run, Dictionary<string, int> rules, CancellationToken cancel)
    {
        var removed = new Dictionary<string, long>(RemovedBy(run));
        var more = false;
        foreach (var kind in kinds.All)
        {
            if (!rules.TryGetValue(kind.Code, out var months)) continue;
            var count = await kind.Remove(store, await Border(store, months, cancel), Together, cancel);
            if (count > 0) removed[kind.Code] = removed.GetValueOrDefault(kind.Code) + count;
            more |= count >= Together;
        }

        run.Removed = JsonSerializer.Serialize(removed);
        return more;
    }

    private static void End(OrganisationStore store, RetentionRun run, DateTime now)
    {
        run.EndedAt = now;
        if (RemovedBy(run).Count > 0) store.LogLines.Add(new() { At = now, ByName = "Kolot", Act = "retention.applied", Subject = run.Id.ToString(), Detail = run.Removed });
    }

    private static async Task<TimeZoneInfo> Zone(OrganisationStore store, CancellationToken cancel) =>
        await store.Profiles.Select(profile => profile.TimeZone).SingleOrDefaultAsync(cancel) is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? found
            : TimeZoneInfo.Utc;
}
