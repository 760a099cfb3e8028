using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Restatements;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Restatements;

/// <summary>Says back to the customer what they meant, in their terms: by a link that asks them, or on a call; or says why that was left out.</summary>
public sealed class Restate(Stores stores, CaseSteps steps, KnownHours hours, Restate.Means means)
{
    /// <summary>By what the customer is told.</summary>
    public sealed record Means(TellSoon Tell, CasesReached Reached);

    /// <summary>What is asked.</summary>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is one.</param>
    /// <param name="Text">What the customer meant.</param>
    /// <param name="Way">How they hear it.</param>
    /// <param name="Corrected">On a call: what they said instead; null where they confirmed.</param>
    public sealed record Request(Guid Id, string? Text, RestatementWay Way, string? Corrected);

    /// <summary>Says it back.</summary>
    public Task<Result<Restatement>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var text = Understandings.Read(request.Text, "text");
        if (text.Refusal is { } refusal) return Task.FromResult<Result<Restatement>>(refusal);
        var now = hours.Now;
        var asked = request.Way == RestatementWay.Link;
        var said = string.IsNullOrWhiteSpace(request.Corrected) || asked ? null : request.Corrected;
        if (said is not null && Understandings.Read(said, "said") is { Refusal: { } wrong }) return Task.FromResult<Result<Restatement>>(wrong);
        return Keep(member, number, new()
        {
            Id = request.Id, Text = text.Value, Way = request.Way, WrittenBy = member.Id, SentAt = now, Said = said?.Trim(), EndedAt = asked ? null : now,
            Ending = asked ? RestatementEnding.Waiting : said is null ? RestatementEnding.Confirmed : RestatementEnding.Corrected,
        }, cancel);
    }

    /// <summary>Leaves it out, with the reason.</summary>
    public Task<Result<Restatement>> Skip(Member member, long number, Guid id, string? why, CancellationToken cancel)
    {
        var (read, now) = (Understandings.Read(why, "why"), hours.Now);
        return read.Refusal is { } refusal ? Task.FromResult<Result<Restatement>>(refusal)
            : Keep(member, number, new() { Id = id, Why = read.Value, WrittenBy = member.Id, SentAt = now, EndedAt = now, Ending = RestatementEnding.Skipped }, cancel);
    }

    private async Task<Result<Restatement>> Keep(Member member, long number, Restatement said, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row) return new Refusal.NotFound();
        if (await store.Restatements.SingleOrDefaultAsync(one => one.Id == said.Id, cancel) is { } known) return known.CaseId == row.Id ? known : new Refusal.NotFound();
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        var waits = said.Ending == RestatementEnding.Waiting;
        var reach = waits ? await means.Reached.Of(store, row, cancel) : null;
        if (reach is { Any: false }) return new Refusal.Invalid("text", "nowhere");
        var cases = await store.Together(row, cancel);
        // What waits for an answer is not asked twice: the new one stands in its place.
        await store.Restatements.Where(one => cases.Contains(one.CaseId) && one.Ending == RestatementEnding.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Ending, RestatementEnding.Replaced).SetProperty(one => one.EndedAt, said.SentAt), cancel);
        var whole = new Restatement
        {
            Id = said.Id, CaseId = row.Id, Text = said.Text, Why = said.Why, Way = said.Way, WrittenBy = said.WrittenBy, SentAt = said.SentAt, Ending = said.Ending, EndedAt = said.EndedAt, Said = said.Said,
        };
        store.Restatements.Add(whole);
        if (reach is { Mail: true }) means.Tell.Leave(store, new(row.Id, CaseMailKind.Restated, whole.Id), whole.SentAt);
        await steps.Add(store, row, StepOf(whole, member.Id, byCustomer: false), cancel);
        await writing.Commit(cancel);
        means.Tell.Ring(member.Organisation);
        return whole;
    }

    /// <summary>A restatement as a step of its case.</summary>
    internal static CaseStep StepOf(Restatement said, Guid? member, bool byCustomer) => new()
    {
        Kind = said.Ending switch { RestatementEnding.Waiting => "restated", RestatementEnding.Skipped => "restatement_skipped", RestatementEnding.Confirmed => "restatement_confirmed", _ => "restatement_corrected" },
        At = said.EndedAt ?? said.SentAt, ByMember = member, ByCustomer = byCustomer, Text = said.Why ?? said.Said ?? said.Text, Details = CaseDetails.Of(("restatement", said.Id)), SeenByCustomer = said.Ending != RestatementEnding.Skipped,
    };
}
