using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Tells the organisations that somebody belongs to by what name they now go, each for itself: one that is closed harms no other.</summary>
public sealed class TellColleagues(DirectoryStore directory, Stores stores, EntranceMembers entrance, Log log)
{
    /// <summary>Tells them.</summary>
    /// <returns>The organisations that could not be told, because they are closed for now.</returns>
    public async Task<string[]> Run(Account account, CancellationToken cancel)
    {
        var closed = new List<string>();
        var organisations = await directory.Memberships.Where(row => row.AccountId == account.Id).Select(row => row.Organisation).ToListAsync(cancel);
        foreach (var organisation in organisations)
            try
            {
                await Tell(organisation, account, cancel);
            }
            catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
            {
                closed.Add(organisation);
            }

        return [.. closed];
    }

    private async Task Tell(string organisation, Account account, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Members.SingleOrDefaultAsync(member => member.Id == account.Id && member.Name != account.Name, cancel) is not { } row) return;

        log.Write(
            store, new(organisation, row.Id, row.Name, Rights.For(row.Role), row.Reach, null), "member.renamed", row.Id.ToString(),
            new { before = new { row.Name }, after = new { account.Name } });
        row.Name = account.Name;
        row.Version++;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        entrance.Forget(organisation);
    }
}
