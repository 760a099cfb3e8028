using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Relations;

/// <summary>Says that two cases have to do with each other, and takes that back. Each tells of it; neither is changed by it.</summary>
public sealed class RelateCases(Stores stores, CaseSteps steps, TimeProvider clock)
{
    /// <summary>What is asked.</summary>
    /// <param name="Number">Of which case.</param>
    /// <param name="With">With which other.</param>
    /// <param name="Kind">What they have to do with each other.</param>
    public sealed record Request(long Number, long With, CaseRelationKind? Kind);

    /// <summary>A case that has to do with the one that is shown.</summary>
    /// <param name="Row">The other.</param>
    /// <param name="Kind">What they have to do with each other.</param>
    public sealed record Related(Case Row, CaseRelationKind Kind);

    /// <summary>Those of a case that are within reach too, the newest first.</summary>
    public async Task<IReadOnlyList<Related>> Of(Member reader, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var found = await (from one in store.CaseRelations.AsNoTracking()
                           where one.CaseId == id || one.OtherId == id
                           join row in store.CasesSeenBy(reader).AsNoTracking() on one.CaseId == id ? one.OtherId : one.CaseId equals row.Id
                           orderby row.Number descending
                           select new { row, one.Kind }).ToListAsync(cancel);
        return [.. found.Select(one => new Related(one.row, one.Kind))];
    }

    /// <summary>Relates them; said again otherwise, the last word holds.</summary>
    public Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel) => Both(member, (request.Number, request.With), async (store, here, there, now) =>
    {
        if (request.Kind is not { } kind || !Enum.IsDefined(kind)) return new Refusal.Invalid("relation", "unknown");
        var (first, second) = InOrder(here, there);
        var known = await store.CaseRelations.SingleOrDefaultAsync(one => one.CaseId == first.Id && one.OtherId == second.Id, cancel);
        if (known?.Kind == kind) return here;
        if (known is null) store.CaseRelations.Add(known = new() { CaseId = first.Id, OtherId = second.Id });
        (known.Kind, known.ByMember, known.At) = (kind, member.Id, now);
        await steps.Add(store, [Told(here, there), Told(there, here)], cancel);
        return here;

        (Case, CaseStep) Told(Case of, Case other) => (of, new() { Kind = CaseStepKinds.Related, At = now, ByMember = member.Id, Details = CaseDetails.Of(("into", other.Number), ("relation", kind.ToString())) });
    }, cancel);

    /// <summary>Takes it back.</summary>
    public Task<Result<Case>> Undo(Member member, long number, long with, CancellationToken cancel) => Both(member, (number, with), async (store, here, there, now) =>
    {
        var (first, second) = InOrder(here, there);
        if (await store.CaseRelations.Where(one => one.CaseId == first.Id && one.OtherId == second.Id).ExecuteDeleteAsync(cancel) == 0) return here;
        await steps.Add(store, [Told(here, there), Told(there, here)], cancel);
        return here;

        (Case, CaseStep) Told(Case of, Case other) => (of, new() { Kind = CaseStepKinds.Unrelated, At = now, ByMember = member.Id, Details = CaseDetails.Of(("into", other.Number)) });
    }, cancel);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/cases/{number:long}/relations", async (long number, HttpContext context, RelateCases act, CasePages pages) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!long.TryParse(form["other"].ToString().Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var other))
                return await pages.After(context, number, "relate", new Refusal.Invalid("other", string.IsNullOrWhiteSpace(form["other"]) ? "required" : "unknown_case"), "");
            var kind = Enum.GetNames<CaseRelationKind>().FirstOrDefault(name => name == form["relation"]) is { } known ? Enum.Parse<CaseRelationKind>(known) : (CaseRelationKind?)null;
            return await pages.After(context, number, "relate", await act.Run(pages.Member, new(number, other, kind), context.RequestAborted), Words.DoneRelated);
        }).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/relations/{other:long}/removal", async (long number, long other, HttpContext context, RelateCases act, CasePages pages) =>
            await pages.After(context, number, "relate", await act.Undo(pages.Member, number, other, context.RequestAborted), Words.DoneUnrelated)).Needs(Right.EnterVoices);
    }

    private static (Case First, Case Second) InOrder(Case one, Case other) => one.Number < other.Number ? (one, other) : (other, one);

    // Both are held, the lower first, so that two who relate crosswise wait for each other in no ring.
    private async Task<Result<Case>> Both(Member member, (long Here, long There) numbers, Func<OrganisationStore, Case, Case, DateTime, Task<Result<Case>>> change, CancellationToken cancel)
    {
        if (numbers.Here == numbers.There) return new Refusal.Invalid("other", "same_case");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var lower = await store.HoldCase(member, Math.Min(numbers.Here, numbers.There), cancel);
        var higher = await store.HoldCase(member, Math.Max(numbers.Here, numbers.There), cancel);
        var (here, there) = numbers.Here < numbers.There ? (lower, higher) : (higher, lower);
        if (here is null) return new Refusal.NotFound();
        if (there is null) return new Refusal.Invalid("other", "unknown_case");
        var done = await change(store, here, there, clock.GetUtcNow().UtcDateTime);
        if (done.Refused) return done;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return done;
    }
}
