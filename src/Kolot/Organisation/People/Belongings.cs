using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>What a member holds that would be nobody's once they left: it goes to a colleague, or ends.</summary>
public sealed class Belongings(Databases databases, Stores stores, Log log)
{
    /// <summary>How much somebody holds.</summary>
    /// <param name="Views">Views that they saved.</param>
    /// <param name="SharedViews">Those of them that colleagues see too.</param>
    /// <param name="Keys">Keys that open.</param>
    public sealed record Held(int Views, int SharedViews, int Keys)
    {
        /// <summary>Boards that they arrange.</summary>
        public int Boards { get; init; }

        /// <summary>Whether there is nothing to hand over.</summary>
        public bool Nothing => Views + Keys + Boards == 0;
    }

    /// <summary>What somebody holds.</summary>
    public async Task<Held> Of(Member member, Guid holder, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        await using var store = await stores.Open(member.Organisation, cancel);
        var shared = await store.SavedViews.Where(view => view.MemberId == holder).Select(view => view.Shared).ToListAsync(cancel);
        return new(shared.Count, shared.Count(one => one), await KeysOf(directory, member.Organisation, holder).CountAsync(cancel))
        {
            Boards = await store.Boards.CountAsync(board => board.MemberId == holder && board.RemovedAt == null, cancel),
        };
    }

    /// <summary>Hands over in the transaction of the parting: the views at once, the keys, which lie in the directory, by an errand of it.</summary>
    /// <param name="store">Where the transaction is open.</param>
    /// <param name="member">Who parts.</param>
    /// <param name="holder">From whom.</param>
    /// <param name="heir">Who takes over; null where it ends.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>How many views.</returns>
    public async Task<int> HandOver(OrganisationStore store, Member member, Guid holder, Guid? heir, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        foreach (var key in await KeysOf(directory, member.Organisation, holder).Select(key => new { key.Id, key.Name }).ToListAsync(cancel))
        {
            log.Write(store, member, heir is null ? "key.revoked" : "key.handed-over", key.Id.ToString(), new { name = key.Name, to = heir?.ToString() });
            if (heir is null) await store.PassAlertsOn(key.Id, null, cancel);
        }

        store.Errands.Add(new() { Kind = HandKeysOver.Errand, Subject = $"{holder} {heir}".TrimEnd(), DueAt = at });
        store.LeaveCasesOf(holder, heir, at);
        await HandBoardsOver(store, holder, heir, cancel);
        await store.PassAlertsOn(holder, heir, cancel);
        var views = store.SavedViews.Where(view => view.MemberId == holder);
        return heir is { } to ? await views.ExecuteUpdateAsync(set => set.SetProperty(view => view.MemberId, to), cancel) : await views.ExecuteDeleteAsync(cancel);
    }

    // Whoever is not here any more gets none by mail; what was on its way is dropped when its turn comes.
    private static async Task HandBoardsOver(OrganisationStore store, Guid holder, Guid? heir, CancellationToken cancel)
    {
        await store.MailingReaders.Where(reader => reader.MemberId == holder).ExecuteDeleteAsync(cancel);
        var boards = store.Boards.Where(board => board.MemberId == holder);
        if (heir is { } to) await boards.ExecuteUpdateAsync(set => set.SetProperty(board => board.MemberId, to).SetProperty(board => board.Version, board => board.Version + 1), cancel);
        else await store.RemoveBoards(boards.Select(board => board.Id), cancel);
    }

    /// <summary>The keys that somebody made for an organisation and that open.</summary>
    internal static IQueryable<AccessKey> KeysOf(DirectoryStore directory, string organisation, Guid holder) =>
        directory.AccessKeys.Where(key => key.Organisation == organisation && key.MadeBy == holder && key.RevokedAt == null);
}
