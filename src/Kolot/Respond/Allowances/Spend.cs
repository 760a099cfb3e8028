using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>Spends from one's allowance for a customer, at one's own judgement: nobody is asked, and whoever leads reads of it afterwards.</summary>
public sealed class Spend(Stores stores, CaseSteps steps, KnownHours hours)
{
    /// <summary>What is asked.</summary>
    /// <param name="Id">Drawn when the page was opened: pressed twice, it is spent once.</param>
    /// <param name="Kind">For a mishap, or of one's own accord.</param>
    /// <param name="Amount">As it was typed, or offered.</param>
    /// <param name="What">What the customer gets.</param>
    public sealed record Request(Guid Id, SpendKind? Kind, string? Amount, string? What)
    {
        /// <summary>In whose name a program gives it; null for whoever acts.</summary>
        public Guid? For { get; init; }
    }

    /// <summary>Does it.</summary>
    public async Task<Result<AllowanceEntry>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var read = SpendDraft.Read(request.Kind, request.Amount, request.What);
        if (read.Refusal is { } refusal) return refusal;
        var (draft, now) = (read.Value, hours.Now);
        var month = AllowanceBook.MonthOf(now, (await hours.Of(member.Organisation, cancel)).Zone);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldLedger(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row) return new Refusal.NotFound();
        if (await store.AllowanceEntries.AsNoTracking().SingleOrDefaultAsync(one => one.Id == request.Id, cancel) is { } known) return known.CaseId == row.Id ? known : new Refusal.NotFound();
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        if (await Giver(store, member, (row, request.For), cancel) is not { } giver) return new Refusal.Invalid("member", "unknown");
        var entry = new AllowanceEntry { Id = request.Id, CaseId = row.Id, MemberId = giver, Kind = draft.Kind, Amount = draft.Amount, What = draft.What, At = now, CountsAt = now, ByMember = member.Id };
        if (!await SpendIf.Within(store, entry, (row, await store.LimitOf(giver, cancel), month), cancel)) return new Refusal.Invalid("amount", "beyond_limit");
        await steps.Add(store, row, new()
        {
            Kind = draft.Kind == SpendKind.Gesture ? "gesture" : "compensation", At = now, ByMember = member.Id, Text = draft.What, Details = CaseDetails.Of(("entry", entry.Id), ("amount", entry.Amount)), SeenByCustomer = false,
        }, cancel);
        await writing.Commit(cancel);
        return entry;
    }

    // Whoever gives must see the case themselves.
    private static async Task<Guid?> Giver(OrganisationStore store, Member member, (Case Row, Guid? For) what, CancellationToken cancel)
    {
        if (what.For is not { } wanted) return member.Id;
        if (await store.Members.AsNoTracking().SingleOrDefaultAsync(one => one.Id == wanted && one.LeftAt == null, cancel) is not { } row) return null;
        var giver = new Member(member.Organisation, row.Id, row.Name, Rights.For(row.Role), row.Reach, Member.UnitsOf(row.Reach, row.UnitId, await store.Units.AsNoTracking().ToListAsync(cancel)));
        return await store.CasesSeenBy(giver).AnyAsync(one => one.Id == what.Row.Id, cancel) ? giver.Id : null;
    }

    /// <summary>Takes an entry back, by another that is added: whoever spent or noted it, or whoever leads.</summary>
    public async Task<Result<AllowanceEntry>> Reverse(Member member, long number, Guid id, CancellationToken cancel)
    {
        var now = hours.Now;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldLedger(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row || await store.AllowanceEntries.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.CaseId == row.Id && one.ReversesId == null, cancel) is not { } was) return new Refusal.NotFound();
        if (was.MemberId != member.Id && was.ByMember != member.Id && !member.May(Right.SetUp)) return new Refusal.NotAllowed();
        if (await store.AllowanceEntries.AsNoTracking().SingleOrDefaultAsync(one => one.ReversesId == id, cancel) is { } done) return done;
        var back = new AllowanceEntry { Id = Guid.CreateVersion7(now), CaseId = row.Id, MemberId = was.MemberId, Kind = was.Kind, Amount = -was.Amount, At = now, CountsAt = was.CountsAt, ReversesId = was.Id, ByMember = member.Id };
        store.AllowanceEntries.Add(back);
        await steps.Add(store, row, new() { Kind = "spending_reversed", At = now, ByMember = member.Id, Details = CaseDetails.Of(("entry", was.Id), ("amount", was.Amount)) }, cancel);
        await writing.Commit(cancel);
        return back;
    }
}
