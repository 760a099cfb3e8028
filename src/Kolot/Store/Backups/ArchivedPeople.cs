using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kolot.Store.Backups;

/// <summary>What an archive holds of the directory, as this version writes it.</summary>
/// <remarks>
/// Its rows are laid into a directory of the schema that they come from, and that is changed by the scripts that came since. In memory, and on SQLite
/// whatever the house runs on: the scripts of both kinds do the same, and nothing of how members sign in stays behind.
/// </remarks>
internal sealed class ArchivedPeople
{
    private ArchivedPeople(IReadOnlyList<(ArchiveTable Table, IReadOnlyList<object?[]> Rows)> tables) => Tables = tables;

    /// <summary>The tables with their rows, accounts first.</summary>
    public IReadOnlyList<(ArchiveTable Table, IReadOnlyList<object?[]> Rows)> Tables { get; }

    /// <summary>Reads them.</summary>
    /// <param name="archive">Out of which archive.</param>
    /// <param name="directory">Whose tables they are to fit.</param>
    /// <param name="scripts">The scripts of the directory on SQLite, in order.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="BrokenArchiveException">They do not fit the schema that they are said to be of.</exception>
    public static async Task<ArchivedPeople> Read(
        OpenedArchive archive, DirectoryStore directory, IReadOnlyList<(int Number, string Name, string Sql)> scripts, CancellationToken cancel)
    {
        var contents = archive.Contents;
        // Scripts land in the order in which they are finished, which is not always that of their numbers.
        var ran = contents.DirectoryScripts ?? [.. scripts.Select(script => script.Number).Where(number => number <= contents.DirectorySchema)];
        await using var connection = new SqliteConnection("Data Source=:memory:;Foreign Keys=False;Pooling=False");
        await connection.OpenAsync(cancel);
        try
        {
            foreach (var script in scripts.Where(script => ran.Contains(script.Number))) await Execute(connection, script.Sql, cancel);
            await Fill(connection, archive, cancel);
            foreach (var script in scripts.Where(script => !ran.Contains(script.Number))) await Execute(connection, script.Sql, cancel);
        }
        catch (SqliteException fault)
        {
            throw new BrokenArchiveException("What the archive holds of accounts and keys is not of the version that it names.", fault);
        }

        var tables = new List<(ArchiveTable, IReadOnlyList<object?[]>)>();
        foreach (var (name, columns, _) in ArchiveTables.Of(directory)) tables.Add((new(name, columns, 0, ""), await Rows(connection, name, columns, cancel)));
        return new(tables);
    }

    /// <summary>The rows of a table, each by the names of its columns.</summary>
    public IEnumerable<Func<string, object?>> RowsOf(string name)
    {
        var (table, rows) = Tables.Single(one => one.Table.Name == name);
        var columns = table.Places;
        return rows.Select(row => (Func<string, object?>)(column => row[columns[column]]));
    }

    private static async Task Fill(SqliteConnection connection, OpenedArchive archive, CancellationToken cancel)
    {
        var here = await TablesHere.Columns(connection, cancel);
        await using var transaction = connection.BeginTransaction();
        foreach (var table in archive.Contents.People)
        {
            if (!here.Where(column => column.StartsWith(table.Name + ".", StringComparison.Ordinal)).ToHashSet().SetEquals(table.Columns.Select(column => $"{table.Name}.{column.Name}")))
                throw new BrokenArchiveException($"The table {table.Name} is not of the version that the archive names.");
            await foreach (var row in archive.Rows(Archive.OfPeople(table.Name), table, cancel)) await TableFilling.AddUnlessThere(transaction, table, row, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task<IReadOnlyList<object?[]>> Rows(SqliteConnection connection, string table, IReadOnlyList<ArchiveColumn> columns, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} from \"{table}\" order by rowid";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(cancel)) rows.Add(ArchiveRows.Values(reader, columns));
        return rows;
    }

    private static async Task Execute(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
