using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Recovery;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Recovery;

/// <summary>Notes a step by which something is made right for a customer, with what they read of it and by what it can be seen.</summary>
public sealed class MakeRight(Stores stores, CaseSteps steps, KnownHours hours, MakeRight.Means means)
{
    /// <summary>By what the customer is told.</summary>
    public sealed record Means(TellSoon Tell, CasesReached Reached);

    /// <summary>What is asked.</summary>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is one.</param>
    /// <param name="Part">Which of the four steps.</param>
    /// <param name="Told">What the customer reads.</param>
    /// <param name="Evidence">By what it can be seen.</param>
    /// <param name="Entry">What was spent for it, where something was.</param>
    public sealed record Request(Guid Id, RecoveryPart? Part, string? Told, string? Evidence, Guid? Entry);

    /// <summary>Does it.</summary>
    public async Task<Result<RecoveryStep>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var read = RecoveryDraft.Read(request.Part, request.Told, request.Evidence);
        if (read.Refusal is { } refusal) return refusal;
        var now = hours.Now;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row) return new Refusal.NotFound();
        if (await store.RecoverySteps.SingleOrDefaultAsync(one => one.Id == request.Id, cancel) is { } known) return known.CaseId == row.Id ? known : new Refusal.NotFound();
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        var cases = await store.Together(row, cancel);
        if (request.Entry is { } entry && !await store.AllowanceEntries.AnyAsync(one => one.Id == entry && cases.Contains(one.CaseId), cancel)) return new Refusal.Invalid("entry", "unknown");
        var made = new RecoveryStep { Id = request.Id, CaseId = row.Id, Part = read.Value.Part, Told = read.Value.Told, Evidence = read.Value.Evidence, EntryId = request.Entry, ByMember = member.Id, At = now };
        store.RecoverySteps.Add(made);
        // Where nothing reaches them it is noted all the same: whoever noted it is told to call.
        if ((await means.Reached.Of(store, row, cancel)).Mail) means.Tell.Leave(store, new(row.Id, CaseMailKind.Recovered, made.Id), now);
        var step = new CaseStep { Kind = "recovery_" + made.Part.ToString().ToLowerInvariant(), At = now, ByMember = member.Id, Text = made.Told, Details = CaseDetails.Of(("recovery", made.Id), ("entry", made.EntryId)), SeenByCustomer = true };
        await steps.Add(store, row, step, cancel);
        await writing.Commit(cancel);
        means.Tell.Ring(member.Organisation);
        return made;
    }
}
