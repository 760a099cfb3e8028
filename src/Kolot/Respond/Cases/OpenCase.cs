using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Opens a case by hand: of a voice that no rule meant, or of what somebody was told without one.</summary>
public sealed class OpenCase(Stores stores, CaseSteps steps, Log log, TimeProvider clock)
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestText = 10_000;

    /// <summary>What is asked.</summary>
    public sealed record Request
    {
        /// <summary>Of which voice; null for none.</summary>
        public Guid? Voice { get; init; }

        /// <summary>Of which customer, where there is no voice; null for nobody known.</summary>
        public Guid? Customer { get; init; }

        /// <summary>What it is called; null for how its voice begins.</summary>
        public string? Title { get; init; }

        /// <summary>What is to be known of it.</summary>
        public string? Note { get; init; }

        /// <summary>What it is about; null for what its voice tells.</summary>
        public CaseKind? Kind { get; init; }

        /// <summary>How much it hurts; null for what its voice tells.</summary>
        public int? Severity { get; init; }

        /// <summary>How far it reaches.</summary>
        public int? Impact { get; init; }

        /// <summary>Which unit answers for it; null for that of its voice or customer.</summary>
        public Guid? Unit { get; init; }

        /// <summary>Who owns it; null for whoever is to, by skill, load and rest.</summary>
        public Guid? Owner { get; init; }
    }

    /// <summary>Opens it; where the voice belongs to a case already, that one is the answer.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var title = PlainText.Of(request.Title, CaseOpening.LongestTitle, "title", faults);
        var note = PlainText.Of(request.Note, LongestText, "note", faults);
        if (request.Severity is { } severity && !CaseRubric.IsLevel(severity)) faults.Add(new("severity", "unknown"));
        if (request.Impact is { } impact && !CaseRubric.IsLevel(impact)) faults.Add(new("impact", "unknown"));
        if (request.Voice is null && title is null && faults.All(fault => fault.Field != "title")) faults.Add(new("title", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldOpening(cancel);
        var about = await About(store, member, request, cancel);
        if (about.Refusal is { } refusal) return refusal;
        if (about.Value.Known is { } known) return known;
        var hands = await KnownHands.Of(store, cancel);
        var row = NewCase(member, request, about.Value, title);
        if (request.Owner is { } owner && !hands.May(owner, row.UnitId) && !(owner == member.Id && hands.All.Any(one => one.Id == owner))) return new Refusal.Invalid("owner", "unknown");
        row.OwnerId = request.Owner ?? hands.Give(new(row.Kind, about.Value.Voice?.Language), row.UnitId, row.OpenedAt);
        await Keep(store, member, (row, about.Value.Voice, note), cancel);
        await writing.Commit(cancel);
        return row;
    }

    // What is known of what it is about.
    private sealed record Whose(Voice? Voice, Customer? Customer, Guid? Unit, Case? Known);

    private static async Task<Result<Whose>> About(OrganisationStore store, Member member, Request request, CancellationToken cancel)
    {
        var voice = request.Voice is { } id ? await store.VoicesSeenBy(member).AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) : null;
        if (request.Voice is not null && voice is null) return new Refusal.NotFound();
        if (voice is not null && await store.CaseVoices.Where(one => one.VoiceId == voice.Id).Select(one => (Guid?)one.CaseId).SingleOrDefaultAsync(cancel) is { } there)
            return await store.CasesSeenBy(member).SingleOrDefaultAsync(row => row.Id == there, cancel) is { } known ? new Whose(voice, null, known.UnitId, known) : new Refusal.Conflict("taken");
        var whose = voice?.CustomerId ?? request.Customer;
        var customer = whose is null ? null : voice is not null ? await store.Customers.SingleOrDefaultAsync(one => one.Id == whose, cancel) : await store.CustomersSeenBy(member).SingleOrDefaultAsync(one => one.Id == whose, cancel);
        if (whose is not null && customer is null) return new Refusal.Invalid("customer", "unknown");
        if (request.Unit is { } wanted && !await store.UnitsSeenBy(member).AnyAsync(unit => unit.Id == wanted, cancel)) return new Refusal.Invalid("unit", "unknown");
        // Who takes a case that is of no team yet takes it to their own.
        var own = request.Owner == member.Id ? await store.Members.Where(one => one.Id == member.Id).Select(one => one.UnitId).SingleOrDefaultAsync(cancel) : null;
        return new Whose(voice, customer, request.Unit ?? voice?.UnitId ?? customer?.UnitId ?? own, null);
    }

    private Case NewCase(Member member, Request request, Whose about, string? title)
    {
        var (now, said) = (clock.GetUtcNow().UtcDateTime, about.Voice is null ? null : WantedCalls.Of(about.Voice));
        return new()
        {
            Id = Guid.CreateVersion7(now), CustomerId = about.Customer?.Id, MergedFrom = about.Voice?.MergedFrom, UnitId = about.Unit, OpenedAt = now, HeardAt = about.Voice?.HeardAt ?? now, OpenedBy = member.Id,
            Kind = request.Kind ?? (said is null ? CaseKind.Request : CaseOpening.KindOf(said)), Severity = request.Severity ?? (said is null ? CaseRubric.Least : CaseOpening.SeverityOf(said)),
            Impact = request.Impact ?? CaseRubric.Least, TouchpointId = about.Voice?.TouchpointId, Title = title ?? (about.Voice is null ? null : CaseOpening.TitleOf(about.Voice)),
        };
    }

    private async Task Keep(OrganisationStore store, Member member, (Case Row, Voice? Voice, string? Note) opened, CancellationToken cancel)
    {
        var (row, voice, note) = opened;
        store.Cases.Add(row);
        if (voice is not null) store.CaseVoices.Add(new() { CaseId = row.Id, VoiceId = voice.Id });
        log.Write(store, member, "case.opened", row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        var first = new CaseStep { Kind = CaseStepKinds.Opened, At = row.OpenedAt, ByMember = member.Id, Details = CaseDetails.Of(("owner", row.OwnerId), ("voice", voice?.Id)), SeenByCustomer = true };
        var second = note is null ? null : new CaseStep { Kind = CaseStepKinds.Noted, At = row.OpenedAt, ByMember = member.Id, Text = note };
        await steps.Add(store, second is null ? [(row, first)] : [(row, first), (row, second)], cancel);
    }
}
