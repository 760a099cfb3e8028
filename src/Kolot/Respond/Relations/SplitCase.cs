using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Relations;

/// <summary>Makes a case of its own of some voices of another: whoever speaks of two matters is answered on both. Both say where they come from.</summary>
public sealed class SplitCase(Stores stores, CaseSteps steps, Log log, TimeProvider clock)
{
    private const int LongestReason = 1_000;

    /// <summary>What is asked.</summary>
    /// <param name="Which">Of which case, and what was seen of it.</param>
    /// <param name="Voices">Which of its voices go.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(ChangeCase.Which Which, IReadOnlyList<Guid> Voices, string? Reason);

    /// <summary>Does it; the answer is the new case.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var reason = PlainText.Of(request.Reason, LongestReason, "why", faults);
        if (reason is null) faults.Add(new("why", "required"));
        if (request.Voices.Count == 0) faults.Add(new("voices", "choose_voices"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, request.Which.Number, cancel) is not { } from) return new Refusal.NotFound();
        if (request.Which.Id is { } id && await store.CaseSteps.AsNoTracking().SingleOrDefaultAsync(step => step.Id == id && step.CaseId == from.Id, cancel) is { } done)
            return await store.Cases.SingleAsync(row => row.Number == long.Parse(done.Detail("into")!, CultureInfo.InvariantCulture), cancel);
        if (request.Which.Seen is { } seen && seen != from.Version) return new Refusal.Conflict("changed_meanwhile");
        if (from.ClosedAt is not null) return new Refusal.Conflict("closed");
        var all = await store.Voices.AsNoTracking().Where(voice => store.CaseVoices.Any(one => one.CaseId == from.Id && one.VoiceId == voice.Id)).OrderBy(voice => voice.Place).ToListAsync(cancel);
        var going = all.Where(voice => request.Voices.Contains(voice.Id)).ToArray();
        if (going.Length == 0) return new Refusal.Invalid("voices", "choose_voices");
        if (going.Length == all.Count) return new Refusal.Invalid("voices", "leave_one");
        var row = await Keep(store, member, (from, going, reason), request.Which.Id, cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/split", async (long number, HttpContext context, SplitCase act, CasePages pages) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Guid[] voices = [.. form["voices"].Select(id => Guid.TryParse(id, out var read) ? read : Guid.Empty).Where(read => read != Guid.Empty).Distinct()];
        return await pages.After(context, number, "split", await act.Run(pages.Member, new(CasePages.Which(number, form), voices, form["why"]), context.RequestAborted), Words.DoneSplit);
    }).Needs(Right.EnterVoices);

    private async Task<Case> Keep(OrganisationStore store, Member member, (Case From, Voice[] Voices, string? Reason) split, Guid? id, CancellationToken cancel)
    {
        var ((from, voices, reason), now) = (split, clock.GetUtcNow().UtcDateTime);
        var ids = voices.Select(voice => voice.Id).ToArray();
        var row = NewCase(member, from, voices, now);
        store.Cases.Add(row);
        store.CaseRelations.Add(new() { CaseId = from.Id, OtherId = row.Id, Kind = CaseRelationKind.Related, ByMember = member.Id, At = now });
        log.Write(store, member, "case.split", from.Id.ToString());
        // Its number is the database's to give.
        await store.SaveChangesAsync(cancel);
        await store.CaseVoices.Where(voice => voice.CaseId == from.Id && EF.Parameter(ids).Contains(voice.VoiceId)).ExecuteUpdateAsync(set => set.SetProperty(voice => voice.CaseId, row.Id), cancel);
        await steps.Add(store,
        [
            (from, new() { Id = id ?? Guid.Empty, Kind = CaseStepKinds.SplitAway, At = now, ByMember = member.Id, Text = reason, Details = CaseDetails.Of(("into", row.Number), ("voices", ids)) }),
            (row, new() { Kind = CaseStepKinds.Opened, At = now, ByMember = member.Id, Details = CaseDetails.Of(("owner", row.OwnerId), ("voice", ids[0])), SeenByCustomer = true }),
            (row, new() { Kind = CaseStepKinds.SplitFrom, At = now, ByMember = member.Id, Text = reason, Details = CaseDetails.Of(("from", from.Number)) }),
        ], cancel);
        return row;
    }

    // Whoever has the one has the other, until somebody says otherwise.
    private static Case NewCase(Member member, Case from, Voice[] voices, DateTime now)
    {
        var said = WantedCalls.Of(voices[0]);
        return new()
        {
            Id = Guid.CreateVersion7(now), CustomerId = voices[0].CustomerId ?? from.CustomerId, MergedFrom = voices[0].MergedFrom ?? from.MergedFrom, UnitId = from.UnitId, OwnerId = from.OwnerId, OpenedBy = member.Id, OpenedAt = now,
            HeardAt = voices.Max(voice => voice.HeardAt), Kind = CaseOpening.KindOf(said), Severity = CaseOpening.SeverityOf(said), Impact = CaseRubric.Least, TouchpointId = voices[0].TouchpointId, Title = CaseOpening.TitleOf(voices[0]),
        };
    }
}
