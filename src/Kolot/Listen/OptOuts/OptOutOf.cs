using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>Notes that somebody wants no more messages of a purpose; or that they want them again.</summary>
public sealed class OptOutOf(Stores stores, Marks marks, Log log, TimeProvider clock)
{
    // Long enough to see what one pressed; what a finger did on somebody else's telephone a week ago is not mended by it.
    private static readonly TimeSpan Mendable = TimeSpan.FromHours(1);

    /// <summary>Notes it of those whose marks are given. Said twice, it is known since the first time.</summary>
    /// <returns>How many marks were new.</returns>
    public async Task<int> Run(string organisation, IReadOnlyCollection<string> whose, Purpose purpose, OptOutWay way, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var count = await Note(store, whose, new() { Mark = "", Purpose = purpose, Way = way }, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return count;
    }

    /// <summary>Takes back what was just said by a link: it was a mistake.</summary>
    public async Task Mend(string organisation, IReadOnlyCollection<string> whose, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var writer = await marks.Of(organisation, cancel);
        string[] theirs = [.. whose.SelectMany(writer.Readings)];
        var since = clock.GetUtcNow().UtcDateTime - Mendable;
        await store.OptOuts.Where(one => theirs.Contains(one.Mark) && one.Way == OptOutWay.Link && one.At >= since).ExecuteDeleteAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Notes it as a member was told it.</summary>
    public Task<bool> Run(Member member, Guid customer, Purpose purpose, OptOutWay way, CancellationToken cancel) => Change(member, customer, "customer.opted-out", new { purpose, way }, async store =>
    {
        var theirs = await KnownOptOuts.MarksOf(store, customer, cancel);
        await Note(store, theirs, new() { Mark = "", Purpose = purpose, Way = way, By = member.Id }, cancel);
    }, cancel);

    /// <summary>Takes it back, as the customer told a member.</summary>
    public Task<bool> End(Member member, Guid customer, Purpose purpose, CancellationToken cancel) => Change(member, customer, "customer.opted-in", new { purpose }, async store =>
    {
        var writer = await marks.Of(store.Organisation, cancel);
        string[] theirs = [.. (await KnownOptOuts.MarksOf(store, customer, cancel)).SelectMany(writer.Readings)];
        await store.OptOuts.Where(one => one.Purpose == purpose && theirs.Contains(one.Mark)).ExecuteDeleteAsync(cancel);
    }, cancel);

    /// <summary>Lets nobody else note wishes or dead addresses here until the transaction ends: who comes second sees what the first noted, and does not fail on it.</summary>
    public static async Task Alone(OrganisationStore store, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended(current_setting('search_path'), 27))", cancel);
    }

    /// <summary>Notes it within a writing of the caller's, who saves.</summary>
    /// <param name="store">Where.</param>
    /// <param name="whose">Whose marks.</param>
    /// <param name="like">What is noted of each.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<int> Note(OrganisationStore store, IReadOnlyCollection<string> whose, OptOut like, CancellationToken cancel)
    {
        if (whose.Count == 0) return 0;
        await Alone(store, cancel);
        var writer = await marks.Of(store.Organisation, cancel);
        var count = 0;
        foreach (var part in whose.Distinct().Chunk(500))
        {
            string[] read = [.. part.SelectMany(writer.Readings)];
            var known = (await store.OptOuts.AsNoTracking().Where(one => one.Purpose == like.Purpose && read.Contains(one.Mark)).Select(one => one.Mark).ToListAsync(cancel)).ToHashSet();
            foreach (var mark in part.Where(mark => !writer.Readings(mark).Any(known.Contains)))
            {
                store.OptOuts.Add(new() { Mark = writer.Write(mark), Purpose = like.Purpose, At = clock.GetUtcNow().UtcDateTime, Way = like.Way, By = like.By });
                count++;
            }
        }

        return count;
    }

    private async Task<bool> Change(Member member, Guid customer, string act, object detail, Func<OrganisationStore, Task> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.CustomersSeenBy(member).AnyAsync(row => row.Id == customer, cancel)) return false;
        await change(store);
        log.Write(store, member, act, customer.ToString(), detail);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }
}
