using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Backups;

/// <summary>An owner in an archive for whom an account that stands here takes over.</summary>
/// <param name="Archived">The id of the owner in the archive.</param>
/// <param name="Here">The account.</param>
internal sealed record OwnerHere(Guid Archived, Account Here);

/// <summary>Whether an organisation that is restored has an owner who can sign in to it.</summary>
internal static class WhoMayEnter
{
    /// <summary>True if an owner's account comes with the archive or is here already. One whose mail belongs to another account here cannot sign in.</summary>
    public static async Task<bool> HasOwner(OpenedArchive archive, ArchivedPeople people, DirectoryStore directory, CancellationToken cancel)
    {
        var owners = (await Owners(archive, cancel)).Select(owner => owner.Id).ToHashSet();
        if (await directory.Users.AnyAsync(account => owners.Contains(account.Id), cancel)) return true;
        foreach (var account in people.RowsOf("accounts"))
        {
            var name = account("normalized_user_name") as string;
            if (account("id") is Guid id && owners.Contains(id) && !await directory.Users.AnyAsync(other => other.NormalizedUserName == name, cancel)) return true;
        }

        return false;
    }

    /// <summary>The account here of that mail, and the owner in the archive who bears it.</summary>
    /// <returns>Null where one of them is missing.</returns>
    public static async Task<OwnerHere?> OwnerBy(string mail, OpenedArchive archive, DirectoryStore directory, CancellationToken cancel)
    {
        var name = mail.Trim().Normalize().ToUpperInvariant();
        if (await directory.Users.AsNoTracking().SingleOrDefaultAsync(account => account.NormalizedUserName == name, cancel) is not { } here) return null;
        var archived = (await Owners(archive, cancel)).Where(owner => string.Equals(owner.Mail, mail.Trim(), StringComparison.OrdinalIgnoreCase)).ToArray();
        return archived is [var owner, ..] ? new(owner.Id, here) : null;
    }

    private static async Task<List<(Guid Id, string? Mail)>> Owners(OpenedArchive archive, CancellationToken cancel)
    {
        var owners = new List<(Guid, string?)>();
        var (entry, table) = archive.All.Single(one => one.Table.Name == "members");
        var at = table.Places;
        await foreach (var row in archive.Rows(entry, table, cancel))
            if (row[at["role"]] is (int)Role.Owner && row[at["left_at"]] is null && row[at["id"]] is Guid id) owners.Add((id, row[at["mail"]] as string));
        return owners;
    }
}
