using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Keeps that somebody joined, in one transaction with spending the invitation.</summary>
public sealed class JoinKeeping(Stores stores, EntranceMembers entrance, Log log, TimeProvider clock)
{
    /// <summary>A new account's id.</summary>
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>Keeps it.</summary>
    /// <returns>False if the invitation was spent or withdrawn meanwhile.</returns>
    public async Task<bool> Keep(string organisation, JoinLink link, Account account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var spent = await store.JoinLinks.Where(row => row.Id == link.Id && row.SpentAt == null && row.Until > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SpentAt, now), cancel);
        if (spent == 0) return false;

        var row = await store.Members.SingleOrDefaultAsync(member => member.Id == account.Id, cancel);
        if (row is null)
        {
            row = new() { Id = account.Id, Name = account.Name, Mail = link.Mail, JoinedAt = now };
            store.Members.Add(row);
        }
        else
        {
            row.LeftAt = null;
            row.Version++;
        }

        (row.Role, row.Reach, row.UnitId) = (link.Role, link.Reach, link.UnitId);
        log.Write(store, new(organisation, account.Id, account.Name, Rights.For(link.Role), link.Reach, null), "member.joined", account.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        entrance.Forget(organisation);
        return true;
    }
}
