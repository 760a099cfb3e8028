using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Removes by their tombstones those who were erased: from a backup that is restored, and whatever an erasure that broke off left.</summary>
/// <remarks>All of an organisation's texts are looked through, since nothing is known of whom one looks for. What was kept after the erasure is of somebody new.</remarks>
public static class ForgetAgain
{
    private const int Together = 2_000;

    /// <summary>Removes them.</summary>
    public static async Task<ErasureCounts> Run(OrganisationStore store, Forgotten forgotten, CancellationToken cancel)
    {
        if (forgotten.IsEmpty) return new();
        var (customers, voices) = (await Customers(store, forgotten, cancel), await Voices(store, forgotten, cancel));
        var until = forgotten.Last;
        await ExportRows.LetGo(store, until, cancel);
        var mentions = await Mentions.Find(store, Sought.All(forgotten, until), cancel);
        var total = new ErasureCounts();
        var left = new List<ToErase>();
        async Task InTurns(ToErase what)
        {
            var (gone, rest) = await Erasing.InTurns(store, what, noted: null, cancel);
            total = total.And(gone);
            left.Add(rest);
        }

        foreach (var keeps in new[] { true, false })
        {
            var these = customers.Where(one => one.Value.KeepsScores == keeps).Select(one => one.Key).ToArray();
            var those = voices.Where(one => one.Value.KeepsScores == keeps).Select(one => one.Key).ToArray();
            if (these.Length + those.Length > 0) await InTurns(new(these, those, new([], [], [], [], []), forgotten.Has, keeps));
        }

        await InTurns(new([], [], mentions, forgotten.Has, KeepsScores: false));
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldCustomersStill(cancel);
        foreach (var rest in left) total = total.And(await Erasing.Run(store, rest, cancel));
        await writing.Commit(cancel);
        return total;
    }

    private static async Task<Dictionary<Guid, Erasure>> Customers(OrganisationStore store, Forgotten forgotten, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Erasure>();
        var kept = new Dictionary<Guid, DateTime>();
        void Note(Guid id, string mark)
        {
            if (forgotten.By(mark) is { } erasure && kept[id] <= erasure.At) found[id] = erasure;
        }

        var merged = new Dictionary<Guid, Guid>();
        await foreach (var customer in store.Customers.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (customer.MergedInto is { } whole) merged[customer.Id] = whole;
            kept[customer.Id] = customer.KeptAt;
            Note(customer.Id, TombstoneMarks.OfRow(customer.Id));
            Note(customer.Id, TombstoneMarks.OfCustomer(customer.Source, customer.SourceId));
        }

        await foreach (var identity in store.Identities.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancel))
            if (kept.ContainsKey(identity.CustomerId)) Note(identity.CustomerId, TombstoneMarks.Of(new(identity.Kind, identity.Value)));
        foreach (var (part, whole) in merged)
            if (found.TryGetValue(whole, out var erasure)) found[part] = erasure;
        return found;
    }

    private static async Task<Dictionary<Guid, Erasure>> Voices(OrganisationStore store, Forgotten forgotten, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, Erasure>();
        for (var after = -1L; ;)
        {
            var page = await store.Voices.Where(voice => voice.Place > after).OrderBy(voice => voice.Place).Take(Together)
                .Select(voice => new { voice.Place, voice.Id, voice.Source, voice.SourceId, voice.KeptAt }).ToArrayAsync(cancel);
            foreach (var voice in page)
            {
                var erasure = forgotten.By(TombstoneMarks.OfRow(voice.Id))
                    ?? (voice.SourceId is null ? null : forgotten.By(TombstoneMarks.OfVoice(voice.Source, voice.SourceId)));
                if (erasure is not null && voice.KeptAt <= erasure.At) found[voice.Id] = erasure;
            }

            if (page.Length < Together) return found;
            after = page[^1].Place;
        }
    }
}
