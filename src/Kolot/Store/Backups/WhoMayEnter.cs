using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Backups;

/// <summary>Whether an organisation that is restored has an owner who can sign in to it.</summary>
internal static class WhoMayEnter
{
    /// <summary>True if an owner's account comes with the archive or is here already. One whose mail belongs to another account here cannot sign in.</summary>
    public static async Task<bool> HasOwner(OpenedArchive archive, DirectoryStore directory, CancellationToken cancel)
    {
        var owners = new HashSet<Guid>();
        await foreach (var member in Rows(archive, "members", cancel))
            if (member("role") is (int)Role.Owner && member("left_at") is null && member("id") is Guid id) owners.Add(id);
        if (await directory.Users.AnyAsync(account => owners.Contains(account.Id), cancel)) return true;
        await foreach (var account in Rows(archive, "accounts", cancel))
        {
            var name = account("normalized_user_name") as string;
            if (account("id") is Guid id && owners.Contains(id) && !await directory.Users.AnyAsync(other => other.NormalizedUserName == name, cancel)) return true;
        }

        return false;
    }

    private static async IAsyncEnumerable<Func<string, object?>> Rows(
        OpenedArchive archive, string name, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (entry, table) = archive.All.Single(one => one.Table.Name == name);
        var columns = table.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
        await foreach (var row in archive.Rows(entry, table, cancel)) yield return column => row[columns[column]];
    }
}
