using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>Erases one person: everything that is held of them, wherever it follows from what they said. What is removed does not come back.</summary>
/// <remarks>
/// The tombstones are entered first, in the directory; then the rows go in one transaction; then it is looked through once more and the database's
/// file swept, by whichever node is there. Whatever breaks off in between goes on by the tombstones.
/// </remarks>
public sealed class ErasePerson(Stores stores, Tombstones tombstones, FinishErasures finish, Log log)
{
    private const int Attempts = 5;
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(5);

    /// <summary>Erases whom was found.</summary>
    /// <returns>The erasure's id.</returns>
    public async Task<Result<Guid>> Run(Member by, HeldPerson held, bool keepsScores, CancellationToken cancel)
    {
        if (held.IsOnHold) return new Refusal.Conflict("on_hold");
        var at = finish.Now.UtcDateTime;
        var erasure = new Erasure
        {
            Organisation = by.Organisation, Id = Guid.CreateVersion7(finish.Now), At = at, By = by.Id, ByName = by.Name, KeepsScores = keepsScores,
            Counts = JsonSerializer.Serialize(new ErasureCounts()),
        };
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var marks = await Marks(by.Organisation, held, cancel);
            await tombstones.Enter(erasure, marks, cancel);
            if (await Remove(by, held, erasure, marks, cancel) is not { } counts) continue;
            counts = counts with { Files = await finish.LetGo(by.Organisation, held.Files, cancel) };
            await finish.Note(erasure, counts, ended: null, cancel);
            finish.Soon();
            return erasure.Id;
        }

        return new Refusal.Busy(SoonAgain);
    }

    // By what everything of theirs will be recognised.
    private async Task<HashSet<string>> Marks(string organisation, HeldPerson held, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await Marks(store, held, cancel);
    }

    private static async Task<HashSet<string>> Marks(OrganisationStore store, HeldPerson held, CancellationToken cancel)
    {
        var customers = held.Customers;
        var marks = held.Identities.Select(TombstoneMarks.Of).ToHashSet();
        foreach (var row in await store.Identities.Where(identity => customers.Contains(identity.CustomerId)).ToArrayAsync(cancel))
            marks.Add(TombstoneMarks.Of(new(row.Kind, row.Value)));
        foreach (var customer in await store.Customers.Where(customer => customers.Contains(customer.Id)).ToArrayAsync(cancel))
            marks.UnionWith([TombstoneMarks.OfRow(customer.Id), TombstoneMarks.OfCustomer(customer.Source, customer.SourceId)]);
        foreach (var voice in await store.Voices.Where(voice => voice.CustomerId != null && customers.Contains(voice.CustomerId.Value))
            .Select(voice => new { voice.Id, voice.Source, voice.SourceId }).ToArrayAsync(cancel))
        {
            marks.Add(TombstoneMarks.OfRow(voice.Id));
            if (voice.SourceId is { } id) marks.Add(TombstoneMarks.OfVoice(voice.Source, id));
        }

        return marks;
    }

    // Null where something of theirs came in since the tombstones were entered.
    private async Task<ErasureCounts?> Remove(Member by, HeldPerson held, Erasure erasure, HashSet<string> marks, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldCustomersStill(cancel);
        if (!(await Marks(store, held, cancel)).IsSubsetOf(marks)) return null;
        var counts = await Erasing.Run(store, new(held.Customers, [], held.Mentions, held.Sought.IsGone, erasure.KeepsScores), cancel);
        log.Write(store, by, "person.erased", erasure.Id.ToString(), new { erasure.KeepsScores, counts.Customers, counts.Voices, counts.Mentions, counts.RefusedRows });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return counts;
    }
}
