using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Store.Backups;

/// <summary>Lets an organisation's people in again where it was restored: last of all, in the directory.</summary>
internal sealed class LetIn(Databases databases, string organisation, RestoreWishes wishes, DateTime now)
{
    /// <summary>Has the account that stands here take over from its owner, and ends invitations where that is wished. Done twice it changes nothing more.</summary>
    /// <returns>How many invitations open.</returns>
    public async Task<int> InOrganisation(OwnerHere? owner, CancellationToken cancel)
    {
        await using var store = databases.OpenOrganisation(organisation);
        await using var writing = await store.BeginWriting(cancel);
        if (owner is not null && owner.Archived != owner.Here.Id && !await store.Members.AnyAsync(member => member.Id == owner.Here.Id, cancel))
            await TakeOver(store, owner, cancel);
        var open = store.JoinLinks.Where(link => link.SpentAt == null && link.Until > now);
        if (wishes.EndKeys) await open.ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, now), cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return await open.CountAsync(cancel);
    }

    /// <summary>Writes down who may sign in, with the keys. Whoever has an account here keeps it, with its password; a key that is here goes on opening what it opens.</summary>
    /// <returns>The mails of those who cannot come in, and how many keys open.</returns>
    public async Task<(IReadOnlyList<string> Strangers, int Keys)> InDirectory(
        ArchivedPeople people, OwnerHere? owner, ArchiveContents contents, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        // What an archive says of how to sign in counts only for accounts that it brings along.
        var before = await Accounts(directory, cancel);
        await Add(writing.GetDbTransaction(), people.Tables.Where(one => one.Table.Name == "accounts"), _ => true, cancel);
        var here = await Accounts(directory, cancel);
        await Add(writing.GetDbTransaction(), people.Tables.Where(one => one.Table.Name != "accounts"), row =>
            row("user_id") is Guid user ? here.Contains(user) && !before.Contains(user) : row("account_id") is not Guid account || here.Contains(account), cancel);
        if (owner is not null && !await directory.Memberships.AnyAsync(row => row.Organisation == organisation && row.AccountId == owner.Here.Id, cancel))
            directory.Memberships.Add(new() { AccountId = owner.Here.Id, Organisation = organisation });
        directory.Placements.Add(new() { Organisation = organisation, FoundedAt = contents.FoundedAt, RingsAt = contents.TakenAt });
        await directory.SaveChangesAsync(cancel);
        var mine = directory.AccessKeys.Where(key => key.Organisation == organisation);
        if (owner is not null) await mine.Where(key => key.MadeBy == owner.Archived).ExecuteUpdateAsync(set => set.SetProperty(key => key.MadeBy, owner.Here.Id), cancel);
        var open = mine.Where(key => key.RevokedAt == null);
        if (wishes.EndKeys) await open.ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancel);
        var keys = await open.CountAsync(cancel);
        await writing.CommitAsync(cancel);
        return (Strangers(people, here, owner), keys);
    }

    // The log goes on saying who it was, by the name that they had.
    private async Task TakeOver(OrganisationStore store, OwnerHere owner, CancellationToken cancel)
    {
        var (was, here) = (owner.Archived, owner.Here.Id);
        await store.Members.Where(member => member.Id == was).ExecuteUpdateAsync(set => set.SetProperty(member => member.Id, here), cancel);
        await store.SavedViews.Where(view => view.MemberId == was).ExecuteUpdateAsync(set => set.SetProperty(view => view.MemberId, here), cancel);
        await store.Surveys.Where(survey => survey.BegunBy == was).ExecuteUpdateAsync(set => set.SetProperty(survey => survey.BegunBy, here), cancel);
        await store.MeasureRules.Where(rule => rule.By == was).ExecuteUpdateAsync(set => set.SetProperty(rule => rule.By, here), cancel);
        await store.Alerts.Where(alert => alert.OwnerId == was).ExecuteUpdateAsync(set => set.SetProperty(alert => alert.OwnerId, here), cancel);
        await store.AlertReaders.Where(reader => reader.MemberId == was).ExecuteUpdateAsync(set => set.SetProperty(reader => reader.MemberId, here), cancel);
        await store.Signals.Where(signal => signal.MemberId == was).ExecuteUpdateAsync(set => set.SetProperty(signal => signal.MemberId, here), cancel);
        await store.JoinLinks.Where(link => link.InvitedBy == was).ExecuteUpdateAsync(set => set.SetProperty(link => link.InvitedBy, here), cancel);
        await store.ImportRuns.Where(run => run.By == was).ExecuteUpdateAsync(set => set.SetProperty(run => run.By, here), cancel);
        store.LogLines.Add(new() { At = now, ByName = "Kolot", Act = "member.joined", Subject = here.ToString(), Detail = """{"way":"restore"}""" });
    }

    private static async Task<HashSet<Guid>> Accounts(DirectoryStore directory, CancellationToken cancel) =>
        [.. await directory.Users.Select(account => account.Id).ToArrayAsync(cancel)];

    private static string[] Strangers(ArchivedPeople people, HashSet<Guid> here, OwnerHere? owner) =>
    [
        .. people.RowsOf("accounts").Where(account => account("id") is Guid id && !here.Contains(id) && id != owner?.Archived)
            .Select(account => account("email") as string ?? "").Order(StringComparer.Ordinal),
    ];

    private async Task Add(
        System.Data.Common.DbTransaction transaction, IEnumerable<(ArchiveTable Table, IReadOnlyList<object?[]> Rows)> tables, Func<Func<string, object?>, bool> isWanted,
        CancellationToken cancel)
    {
        foreach (var (table, rows) in tables)
        {
            var places = table.Places;
            foreach (var row in rows)
            {
                if (places.TryGetValue("organisation", out var named)) row[named] = organisation;
                if (isWanted(column => places.TryGetValue(column, out var at) ? row[at] : null)) await TableFilling.AddUnlessThere(transaction, table, row, cancel);
            }
        }
    }
}
