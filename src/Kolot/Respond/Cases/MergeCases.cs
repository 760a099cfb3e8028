using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Merges a case into another of the same matter: its voices are heard there, and it ends here. Undone, each has its own again.</summary>
public sealed class MergeCases(Stores stores, CaseSteps steps, TimeProvider clock)
{
    /// <summary>What is asked.</summary>
    /// <param name="Number">Which case ends.</param>
    /// <param name="Into">In which it goes on.</param>
    /// <param name="Id">Drawn when the page was opened.</param>
    public sealed record Request(long Number, long Into, Guid? Id = null);

    /// <summary>Merges; the answer is the case in which both go on.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (request.Number == request.Into) return new Refusal.Invalid("with", "same_case");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // The lower first, so that two who merge crosswise wait for each other in no ring.
        var first = await store.HoldCase(member, Math.Min(request.Number, request.Into), cancel);
        var second = await store.HoldCase(member, Math.Max(request.Number, request.Into), cancel);
        var (from, into) = request.Number < request.Into ? (first, second) : (second, first);
        if (from is null) return new Refusal.NotFound();
        if (into is null || into.MergedInto is not null) return new Refusal.Invalid("with", "unknown");
        if (into.ClosedAt is not null) return new Refusal.Invalid("with", "closed_case");
        if (from.ClosedAt is not null) return new Refusal.Conflict("closed");
        if (from.CustomerId is not null && into.CustomerId is not null && from.CustomerId != into.CustomerId) return new Refusal.Invalid("with", "other_customer");
        var (voices, now) = (await store.CaseVoices.Where(voice => voice.CaseId == from.Id).Select(voice => voice.VoiceId).ToArrayAsync(cancel), clock.GetUtcNow().UtcDateTime);
        await store.CaseVoices.Where(voice => voice.CaseId == from.Id).ExecuteUpdateAsync(set => set.SetProperty(voice => voice.CaseId, into.Id), cancel);
        (from.MergedInto, into.CustomerId) = (into.Id, into.CustomerId ?? from.CustomerId);
        if (into.HeardAt < from.HeardAt) into.HeardAt = from.HeardAt;
        // Two who wait wait no longer for being seen together.
        (into.Severity, into.Impact) = (Math.Max(into.Severity, from.Severity), Math.Max(into.Impact, from.Impact));
        await steps.Add(store,
        [
            (into, new() { Kind = CaseStepKinds.Merged, At = now, ByMember = member.Id, Details = CaseDetails.Of(("from", from.Number), ("case", from.Id)) }),
            (from, new() { Id = request.Id ?? Guid.Empty, Kind = CaseStepKinds.MergedAway, At = now, ByMember = member.Id, Details = CaseDetails.Of(("into", into.Number), ("voices", voices)) }),
        ], cancel);
        await writing.Commit(cancel);
        return into;
    }

    /// <summary>Tells them apart again: what was heard in the one before it was merged goes back.</summary>
    public async Task<Result<Case>> Undo(Member member, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { MergedInto: { } into } row) return new Refusal.NotFound();
        var merged = await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == row.Id && step.Kind == CaseStepKinds.MergedAway).OrderByDescending(step => step.Number).FirstAsync(cancel);
        var voices = System.Text.Json.JsonSerializer.Deserialize<Guid[]>(merged.Detail("voices") ?? "[]") ?? [];
        await store.CaseVoices.Where(voice => voice.CaseId == into && EF.Parameter(voices).Contains(voice.VoiceId)).ExecuteUpdateAsync(set => set.SetProperty(voice => voice.CaseId, row.Id), cancel);
        row.MergedInto = null;
        await steps.Add(store, row, new() { Kind = CaseStepKinds.MergeUndone, At = clock.GetUtcNow().UtcDateTime, ByMember = member.Id }, cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/cases/{number:long}/merges", async (long number, HttpContext context, MergeCases act, CasePages pages) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            // One of the customer's own is pressed; any other is typed.
            var with = form["into"].ToString() is { Length: > 0 } pressed ? pressed : form["with"].ToString();
            if (!long.TryParse(with.Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var into))
                return await pages.After(context, number, "merge", new Refusal.Invalid("with", string.IsNullOrWhiteSpace(with) ? "required" : "unknown"), "");
            return await pages.After(context, number, "merge", await act.Run(pages.Member, new(number, into), context.RequestAborted), Words.DoneMerged);
        }).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/merges/removal", async (long number, HttpContext context, MergeCases act, CasePages pages) =>
            await pages.After(context, number, "merge", await act.Undo(pages.Member, number, context.RequestAborted), Words.DoneUnmerged)).Needs(Right.EnterVoices);
    }
}
