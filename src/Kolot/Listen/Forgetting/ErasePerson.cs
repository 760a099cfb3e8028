using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.Told;
using Kolot.Organisation.People;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>Erases one person: everything that is held of them, wherever it follows from what they said. What is removed does not come back.</summary>
/// <remarks>
/// The tombstones are entered first, in the directory; then the rows go, many voices in turns between which others write, and the rest in one transaction;
/// then it is looked through once more and the database's file swept, by whichever node is there. Whatever breaks off in between goes on by the tombstones.
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
        // Nobody else goes on with it as long as it is gone on with here.
        var erased = false;
        await finish.Alone(erasure.Id, async hold => erased = await Remove(by, held, erasure, hold), cancel);
        if (!erased) return new Refusal.Busy(SoonAgain);
        finish.Soon();
        finish.Ring(by.Organisation);
        return erasure.Id;
    }

    private async Task<bool> Remove(Member by, HeldPerson held, Erasure erasure, CancellationToken cancel)
    {
        var counts = new ErasureCounts();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (marks, voices) = await Marks(by.Organisation, held, cancel);
            await tombstones.Enter(erasure, marks, cancel);
            var (gone, rest) = await InTurns(erasure, new([], voices, held.Mentions, held.Sought.IsGone, erasure.KeepsScores), counts, cancel);
            counts = counts.And(gone);
            if (await RemoveLast(by, held, (erasure, counts, rest.Mentions), marks, cancel) is not { } last) continue;
            counts = counts.And(last) with { Files = await finish.LetGo(by.Organisation, held.Files, cancel) };
            await finish.Note(erasure, counts, ended: null, cancel);
            return true;
        }

        return false;
    }

    private async Task<(ErasureCounts Gone, ToErase Left)> InTurns(Erasure erasure, ToErase what, ErasureCounts before, CancellationToken cancel)
    {
        await using var store = await stores.Open(erasure.Organisation, cancel);
        return await Erasing.InTurns(store, what, gone => finish.Note(erasure, before.And(gone), ended: null, cancel), cancel);
    }

    // By what everything of theirs will be recognised, and which voices are among it.
    private async Task<(HashSet<string> Marks, IReadOnlyCollection<Guid> Voices)> Marks(string organisation, HeldPerson held, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await Marks(store, held, cancel);
    }

    private static async Task<(HashSet<string> Marks, IReadOnlyCollection<Guid> Voices)> Marks(OrganisationStore store, HeldPerson held, CancellationToken cancel)
    {
        var customers = held.Customers;
        var marks = held.Identities.Select(TombstoneMarks.Of).ToHashSet();
        foreach (var row in await store.Identities.Where(identity => customers.Contains(identity.CustomerId)).ToArrayAsync(cancel))
            marks.Add(TombstoneMarks.Of(new(row.Kind, row.Value)));
        foreach (var customer in await store.Customers.Where(customer => customers.Contains(customer.Id)).ToArrayAsync(cancel))
            marks.UnionWith([TombstoneMarks.OfRow(customer.Id), TombstoneMarks.OfCustomer(customer.Source, customer.SourceId)]);
        var voices = await store.Voices.Where(voice => voice.CustomerId != null && customers.Contains(voice.CustomerId.Value))
            .Select(voice => new { voice.Id, voice.Source, voice.SourceId }).ToArrayAsync(cancel);
        foreach (var voice in voices)
        {
            marks.Add(TombstoneMarks.OfRow(voice.Id));
            if (voice.SourceId is { } id) marks.Add(TombstoneMarks.OfVoice(voice.Source, id));
        }

        return (marks, [.. voices.Select(voice => voice.Id)]);
    }

    // Null where something of theirs came in since the tombstones were entered.
    private async Task<ErasureCounts?> RemoveLast(
        Member by, HeldPerson held, (Erasure Erasure, ErasureCounts Gone, Mentions Mentions) so, HashSet<string> marks, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldCustomersStill(cancel);
        if (!(await Marks(store, held, cancel)).Marks.IsSubsetOf(marks)) return null;
        var last = await Erasing.Run(store, new(held.Customers, [], so.Mentions, held.Sought.IsGone, so.Erasure.KeepsScores), cancel);
        var all = so.Gone.And(last);
        await store.Tell(CustomerErased.Code, held.Customers, finish.Now.UtcDateTime, cancel);
        log.Write(store, by, "person.erased", so.Erasure.Id.ToString(), new { so.Erasure.KeepsScores, all.Customers, all.Voices, all.Mentions, all.RefusedRows });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return last;
    }
}
