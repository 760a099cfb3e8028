using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>What a member holds that would be nobody's once they left: it goes to a colleague, or ends.</summary>
/// <remarks>Two databases: keys go first, views in the transaction of the parting. Where it breaks in between, parting again does the rest.</remarks>
public sealed class Belongings(Databases databases, Stores stores, RevokeKey revoke, Log log)
{
    /// <summary>How much somebody holds.</summary>
    /// <param name="Views">Views that they saved.</param>
    /// <param name="SharedViews">Those of them that colleagues see too.</param>
    /// <param name="Keys">Keys that open.</param>
    public sealed record Held(int Views, int SharedViews, int Keys)
    {
        /// <summary>Whether there is nothing to hand over.</summary>
        public bool Nothing => Views + Keys == 0;
    }

    /// <summary>What somebody holds.</summary>
    public async Task<Held> Of(Member member, Guid holder, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        await using var store = await stores.Open(member.Organisation, cancel);
        var shared = await store.SavedViews.Where(view => view.MemberId == holder).Select(view => view.Shared).ToListAsync(cancel);
        return new(shared.Count, shared.Count(one => one), await OpenKeys(directory, member, holder).CountAsync(cancel));
    }

    /// <summary>Gives open keys to a colleague, who answers for them from now on; revokes them where there is none.</summary>
    public async Task KeysTo(Member member, Guid holder, Guid? heir, DateTime at, CancellationToken cancel)
    {
        if (heir is not { } to)
        {
            await revoke.RunForMaker(member, holder, at, cancel);
            return;
        }

        await using var directory = databases.OpenDirectory();
        var keys = await OpenKeys(directory, member, holder).Select(key => new { key.Id, key.Name }).ToListAsync(cancel);
        if (keys.Count == 0) return;
        await using var store = await stores.Open(member.Organisation, cancel);
        foreach (var key in keys) log.Write(store, member, "key.handed-over", key.Id.ToString(), new { name = key.Name, to = to.ToString() });
        await store.SaveChangesAsync(cancel);
        await OpenKeys(directory, member, holder).ExecuteUpdateAsync(set => set.SetProperty(key => key.MadeBy, to), cancel);
    }

    /// <summary>Gives saved views to a colleague, in the transaction that is open; removes them where there is none.</summary>
    /// <returns>How many.</returns>
    public static Task<int> ViewsTo(OrganisationStore store, Guid holder, Guid? heir, CancellationToken cancel)
    {
        var views = store.SavedViews.Where(view => view.MemberId == holder);
        return heir is { } to ? views.ExecuteUpdateAsync(set => set.SetProperty(view => view.MemberId, to), cancel) : views.ExecuteDeleteAsync(cancel);
    }

    /// <summary>Takes the organisation off the list of those that somebody can enter.</summary>
    public async Task Leave(Member member, Guid holder, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        await directory.Memberships.Where(membership => membership.AccountId == holder && membership.Organisation == member.Organisation).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<AccessKey> OpenKeys(DirectoryStore directory, Member member, Guid holder) =>
        directory.AccessKeys.Where(key => key.Organisation == member.Organisation && key.MadeBy == holder && key.RevokedAt == null);
}
