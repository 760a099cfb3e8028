using System.Data.Common;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Store.Backups;

/// <summary>What came of a restore.</summary>
/// <param name="Organisation">By which name it is there now.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Strangers">The mails of members that belong to other accounts here, so that they cannot sign in to it.</param>
/// <param name="Forgotten">What was left out, of people who were erased since it was taken.</param>
public sealed record Restored(string Organisation, long Rows, IReadOnlyList<string> Strangers, ErasureCounts Forgotten);

/// <summary>Restores an organisation from an archive, on either kind of database, under its own name or another.</summary>
/// <remarks>
/// It stands in the directory only when all of it is there. A restore that broke off goes on when it is asked for again, and no row that was there
/// before is ever removed.
/// </remarks>
public sealed class RestoreBackup(Databases databases, Migrator migrator, Tombstones tombstones, SweepFile sweep)
{
    /// <summary>Restores it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="name">Under which name; null for its own.</param>
    /// <param name="progress">Told how many rows came in, now and then.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>What came of it; refused where there is an organisation, or a database with rows, of that name.</returns>
    /// <exception cref="BrokenArchiveException">The archive is not whole, or too new.</exception>
    public async Task<Result<Restored>> Run(string path, string? name, Action<long>? progress, CancellationToken cancel)
    {
        var contents = await CheckArchive.Run(path, progress: null, cancel);
        using var archive = await OpenedArchive.Open(path, cancel);
        var organisation = name ?? contents.Organisation;
        if (!Organisation.OrganisationName.IsValid(organisation)) return new Refusal.Invalid("as", "not_a_name");
        await using var directory = databases.OpenDirectory();
        if (await directory.Placements.AnyAsync(placement => placement.Organisation == organisation, cancel)) return new Refusal.Invalid("as", "taken");
        if (contents.Schema > Migrator.Newest("Organisation", databases.Kind) || contents.DirectorySchema > Migrator.Newest("Directory", databases.Kind))
            throw new BrokenArchiveException("The archive was written by a later version of Kolot.");

        await using var connection = await databases.Connect(organisation, cancel);
        if (await TablesHere.AreTaken(connection, cancel)) return new Refusal.Invalid("as", "database_there");
        await migrator.MigrateOrganisation(organisation, cancel, contents.Schema);
        if (!(await TablesHere.Columns(connection, cancel)).SetEquals(contents.Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}"))))
            throw new BrokenArchiveException("The archive does not hold what an organisation of its version has.");
        if (!await WhoMayEnter.HasOwner(archive, directory, cancel)) return new Refusal.Invalid("as", "nobody_enters");

        if (!await Fill(archive, organisation, progress, cancel)) return new Refusal.Invalid("as", "database_there");
        await migrator.MigrateOrganisation(organisation, cancel);
        var forgotten = await Forget(archive, organisation, cancel);
        var strangers = await LetIn(archive, directory, organisation, cancel);
        await Execute(connection, null, "drop table _restored", cancel);
        return new Restored(organisation, contents.Tables.Sum(table => table.Rows), strangers, forgotten);
    }

    /// <returns>False if other rows are there.</returns>
    private async Task<bool> Fill(OpenedArchive archive, string organisation, Action<long>? progress, CancellationToken cancel)
    {
        var mark = $"{archive.Contents.Organisation} {archive.Contents.TakenAt:O}";
        using var turn = await databases.GateOf(organisation).Enter(cancel);
        await using var connection = await databases.Connect(organisation, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, transaction, "create table if not exists _restored (archive text not null)", cancel);
        if (await Scalar(connection, transaction, "select max(archive) from _restored", cancel) is string filled) return filled == mark;
        foreach (var table in archive.Contents.Tables)
            if (await Scalar(connection, transaction, $"select count(*) from (select 1 from \"{table.Name}\" limit 1) one", cancel) is not (0L or 0)) return false;

        var rows = 0L;
        foreach (var table in archive.Contents.Tables)
        {
            await using var filling = await TableFilling.Of(transaction, table, cancel);
            await foreach (var row in archive.Rows(Archive.OfOrganisation(table.Name), table, cancel))
            {
                await filling.Add(row, cancel);
                if (++rows % 10_000 == 0) progress?.Invoke(rows);
            }

            await filling.End(cancel);
        }

        await WordsAnew.Write(transaction, cancel);
        await Execute(connection, transaction, $"insert into _restored (archive) values ('{mark}')", cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    // Before anybody can open it: those who were erased since the archive was taken, by what is known of them here, and those whom it names itself.
    private async Task<ErasureCounts> Forget(OpenedArchive archive, string organisation, CancellationToken cancel)
    {
        await using (var directory = databases.OpenDirectory())
        {
            await using var writing = await directory.Database.BeginTransactionAsync(cancel);
            foreach (var table in archive.Contents.People.Where(table => ArchiveTables.IsOfErasures(table.Name)))
            {
                var at = table.Columns.Index().First(column => column.Item.Name == "organisation").Index;
                await foreach (var row in archive.Rows(Archive.OfPeople(table.Name), table, cancel))
                {
                    row[at] = organisation;
                    await TableFilling.AddUnlessThere(writing.GetDbTransaction(), table, row, cancel);
                }
            }

            await writing.CommitAsync(cancel);
        }

        await tombstones.Follow(organisation, archive.Contents.FoundedAt, cancel);
        var forgotten = await tombstones.Of(organisation, cancel);
        await using var store = databases.OpenOrganisation(organisation);
        var counts = await ForgetAgain.Run(store, forgotten, cancel);
        if (!counts.IsNothing) await sweep.Run(organisation, cancel);
        return counts;
    }

    // Whoever has an account here keeps it, with its password; a key that is here goes on opening what it opens.
    private static async Task<IReadOnlyList<string>> LetIn(OpenedArchive archive, DirectoryStore directory, string organisation, CancellationToken cancel)
    {
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        var mails = new Dictionary<Guid, string>();
        // What an archive says of how to sign in counts only for accounts that it brings along.
        HashSet<Guid> before = [.. await directory.Users.Select(account => account.Id).ToArrayAsync(cancel)];
        HashSet<Guid>? here = null;
        foreach (var table in archive.Contents.People)
        {
            var columns = table.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index);
            if (table.Name != "accounts") here ??= [.. await directory.Users.Select(account => account.Id).ToArrayAsync(cancel)];
            await foreach (var row in archive.Rows(Archive.OfPeople(table.Name), table, cancel))
            {
                if (columns.TryGetValue("organisation", out var named)) row[named] = organisation;
                if (here is null && row[columns["id"]] is Guid id) mails[id] = row[columns["email"]] as string ?? id.ToString();
                var owner = columns.TryGetValue("user_id", out var user) || columns.TryGetValue("account_id", out user) ? row[user] as Guid? : null;
                if (owner is not null && columns.ContainsKey("user_id") && before.Contains(owner.Value)) continue;
                if (owner is null || here?.Contains(owner.Value) == true) await TableFilling.AddUnlessThere(writing.GetDbTransaction(), table, row, cancel);
            }
        }

        directory.Placements.Add(new() { Organisation = organisation, FoundedAt = archive.Contents.FoundedAt, RingsAt = archive.Contents.TakenAt });
        await directory.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return [.. mails.Where(mail => here?.Contains(mail.Key) != true).Select(mail => mail.Value).Order(StringComparer.Ordinal)];
    }

    private static async Task<object?> Scalar(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel) =>
        _ = await Scalar(connection, transaction, sql, cancel);
}
