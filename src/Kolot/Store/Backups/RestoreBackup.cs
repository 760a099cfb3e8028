using System.Data.Common;
using Kolot.Core;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Backups;

/// <summary>What came of a restore.</summary>
/// <param name="Organisation">By which name it is there now.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Strangers">The mails of members that belong to other accounts here, so that they cannot sign in to it.</param>
/// <param name="Forgotten">What was left out, of people who were erased since it was taken.</param>
/// <param name="OpenKeys">How many API keys open it, also such as were revoked since it was taken.</param>
/// <param name="OpenInvitations">How many invitations open it, also such as ended since it was taken.</param>
public sealed record Restored(string Organisation, long Rows, IReadOnlyList<string> Strangers, ErasureCounts Forgotten, int OpenKeys, int OpenInvitations);

/// <summary>What is to be otherwise than in the archive.</summary>
/// <param name="Owner">The mail of an owner for whom the account of that mail here takes over; null for nobody.</param>
/// <param name="EndKeys">Whether its API keys and invitations end.</param>
public sealed record RestoreWishes(string? Owner = null, bool EndKeys = false);

/// <summary>Restores an organisation from an archive, on either kind of database, under its own name or another.</summary>
/// <remarks>
/// It stands in the directory only when all of it is there. A restore that broke off goes on when it is asked for again, and no row that was there
/// before is ever removed.
/// </remarks>
public sealed class RestoreBackup(Databases databases, Migrator migrator, ForgetRestored forget, TimeProvider clock)
{
    /// <summary>Restores it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="name">Under which name; null for its own.</param>
    /// <param name="progress">Told how many rows came in, now and then.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="wishes">What is to be otherwise than in the archive.</param>
    /// <returns>What came of it; refused where there is an organisation, or a database with rows, of that name.</returns>
    /// <exception cref="BrokenArchiveException">The archive is not whole, or too new.</exception>
    public async Task<Result<Restored>> Run(string path, string? name, Action<long>? progress, CancellationToken cancel, RestoreWishes? wishes = null)
    {
        var contents = await CheckArchive.Run(path, progress: null, cancel);
        using var archive = await OpenedArchive.Open(path, cancel);
        var organisation = name ?? contents.Organisation;
        if (!Organisation.OrganisationName.IsValid(organisation)) return new Refusal.Invalid("as", "not_a_name");
        await using var directory = databases.OpenDirectory();
        if (await directory.Placements.AnyAsync(placement => placement.Organisation == organisation, cancel)) return new Refusal.Invalid("as", "taken");
        if (contents.Schema > Migrator.Newest("Organisation", databases.Kind) || contents.DirectorySchema > Migrator.Newest("Directory", databases.Kind))
            throw new BrokenArchiveException("The archive was written by a later version of Kolot.");
        var people = await ArchivedPeople.Read(archive, directory, [.. Migrator.Scripts("Directory", StoreKind.Sqlite)], cancel);
        var owner = wishes?.Owner is { } mail ? await WhoMayEnter.OwnerBy(mail, archive, directory, cancel) : null;
        if (owner is null && wishes?.Owner is not null) return new Refusal.Invalid("owner", "no_owner");

        await using var connection = await databases.Connect(organisation, cancel);
        if (await TablesHere.AreTaken(connection, cancel)) return new Refusal.Invalid("as", "database_there");
        await migrator.MigrateOrganisation(organisation, cancel, contents.Schema);
        if (!(await TablesHere.Columns(connection, cancel)).SetEquals(contents.Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}"))))
            throw new BrokenArchiveException("The archive does not hold what an organisation of its version has.");
        if (owner is null && !await WhoMayEnter.HasOwner(archive, people, directory, cancel)) return new Refusal.Invalid("as", "nobody_enters");

        if (!await Fill(archive, organisation, progress, cancel)) return new Refusal.Invalid("as", "database_there");
        await migrator.MigrateOrganisation(organisation, cancel);
        var forgotten = await forget.Run(people, organisation, contents.FoundedAt, cancel);
        var letIn = new LetIn(databases, organisation, wishes ?? new(), clock.GetUtcNow().UtcDateTime);
        var invitations = await letIn.InOrganisation(owner, cancel);
        var (strangers, keys) = await letIn.InDirectory(people, owner, contents, cancel);
        await Execute(connection, null, "drop table _restored", cancel);
        return new Restored(organisation, contents.Tables.Sum(table => table.Rows), strangers, forgotten, keys, invitations);
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

    private static async Task<object?> Scalar(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (transaction, sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql, CancellationToken cancel) =>
        _ = await Scalar(connection, transaction, sql, cancel);
}
