using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>What is held of one person.</summary>
/// <param name="Asked">By what they are called, and what is typed to confirm: a name, a mail or a phone.</param>
/// <param name="Customer">Their record; null where there is none.</param>
/// <param name="Identities">By what they are recognised.</param>
/// <param name="Counts">How much there is, by kind: what an erasure would remove.</param>
/// <param name="Mentions">Where else they are mentioned.</param>
public sealed record HeldPerson(
    string Asked, CustomerView? Customer, IReadOnlyList<WrittenIdentity> Identities, ErasureCounts Counts, Mentions Mentions)
{
    /// <summary>The files that wait to be brought in and hold them.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    /// <summary>Whether a member has one of their addresses: as a member they stay.</summary>
    public bool IsMember { get; init; }

    /// <summary>Whether somebody decided that they are not to be removed for now: a claim, an order of a court.</summary>
    public bool IsOnHold { get; init; }

    /// <summary>The ids of their records: also of those that were found to be the same person.</summary>
    public IReadOnlyList<Guid> Customers { get; init; } = [];

    /// <summary>The systems that know them, and their ids there.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Whom to look for in texts.</summary>
    public Sought Sought => Sought.Of(Identities, [Customer?.Customer.Name, .. Numbers]);
}

/// <summary>Finds what is held of one person: by their record, or by a mail or phone where there is none.</summary>
public sealed class WhatIsHeld(Stores stores, WaitingFiles files)
{
    /// <summary>Of a customer; null where there is none.</summary>
    public async Task<HeldPerson?> Of(Member reader, Guid customer, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var whole = await store.Customers.Where(row => row.Id == customer).Select(row => row.MergedInto).SingleOrDefaultAsync(cancel) ?? customer;
        var found = await CustomerView.Load(store, store.Customers.Where(row => row.Id == whole), cancel);
        return found is [var view] ? await Of(reader.Organisation, store, view, view.CalledBy, cancel) : null;
    }

    /// <summary>Of whom a mail or phone belongs to; null where what was typed is neither.</summary>
    public async Task<HeldPerson?> Of(Member reader, string typed, CancellationToken cancel)
    {
        if (IdentityIn(typed) is not { } identity) return null;
        await using var store = await stores.Open(reader.Organisation, cancel);
        string[] kinds = identity.Kind == "phone" ? ["phone", "whatsapp"] : [identity.Kind];
        var owner = await store.Identities.Where(row => kinds.Contains(row.Kind) && row.Value == identity.Value).Select(row => (Guid?)row.CustomerId).FirstOrDefaultAsync(cancel);
        if (owner is { } id && await CustomerView.Load(store, store.Customers.Where(row => row.Id == id), cancel) is [var view])
            return await Of(reader.Organisation, store, view, view.CalledBy, cancel);
        return await Of(reader.Organisation, store, null, identity.Value, cancel, identity);
    }

    /// <summary>A mail or phone as typed, in its canonical form; null if it is neither.</summary>
    public static WrittenIdentity? IdentityIn(string typed) =>
        Identities.Mail(typed) is { } mail ? new("mail", mail)
        : !typed.Contains('@', StringComparison.Ordinal) && Identities.Phone(typed) is { } phone ? new("phone", phone)
        : null;

    private async Task<HeldPerson> Of(
        string organisation, OrganisationStore store, CustomerView? view, string asked, CancellationToken cancel, params WrittenIdentity[] more)
    {
        WrittenIdentity[] identities = [.. more, .. view?.Identities.Select(identity => new WrittenIdentity(identity.Kind, identity.Value)) ?? []];
        var id = view?.Customer.Id;
        var records = await store.Customers.AsNoTracking().Where(row => id != null && (row.Id == id || row.MergedInto == id)).ToArrayAsync(cancel);
        Guid[] customers = [.. records.Select(row => row.Id)];
        string[] numbers = [.. records.Select(row => row.SourceId)];
        var sought = Sought.Of(identities, [view?.Customer.Name, .. numbers]);
        var own = store.Voices.Where(voice => voice.CustomerId != null && customers.Contains(voice.CustomerId.Value));
        var ids = await own.Select(voice => voice.Id).ToArrayAsync(cancel);
        var places = await own.Select(voice => voice.Place).ToHashSetAsync(cancel);
        // Whoever spoke very often has more voices than a query has room for parameters: each list goes as one.
        var ownRevisions = await store.VoiceRevisions.Where(revision => EF.Parameter(ids).Contains(revision.VoiceId)).Select(revision => revision.Id).ToHashSetAsync(cancel);
        var all = await Mentions.Find(store, sought, cancel);
        var mentions = all with { Voices = [.. all.Voices.Where(place => !places.Contains(place))], Revisions = [.. all.Revisions.Where(one => !ownRevisions.Contains(one))] };
        string[] subjects = [.. ids.Concat(customers).Select(row => row.ToString())];
        var held = await files.Holding(organisation, sought, cancel);
        var mails = identities.Where(identity => identity.Kind == "mail").Select(identity => identity.Value).ToArray();
        return new(asked, view, identities, new()
        {
            Customers = customers.Length, Identities = view?.Identities.Count ?? 0, Attributes = view?.Attributes.Count ?? 0, Voices = ids.Length,
            Revisions = ownRevisions.Count, Mentions = mentions.Voices.Count + mentions.Revisions.Count, RefusedRows = mentions.RefusedRows.Count,
            Files = held.Count, Others = mentions.Views.Count, InStudies = mentions.InStudies.Count, LogLines = await store.LogLines.CountAsync(line => line.Subject != null && EF.Parameter(subjects).Contains(line.Subject), cancel),
            ScoresKept = await own.CountAsync(voice => voice.Score != null, cancel),
        }, mentions)
        {
            Customers = customers,
            Numbers = numbers,
            Files = held,
            IsOnHold = await store.CustomerHolds.AnyAsync(hold => customers.Contains(hold.CustomerId), cancel),
            IsMember = await store.Members.AnyAsync(member => mails.Contains(member.Mail), cancel),
        };
    }
}
