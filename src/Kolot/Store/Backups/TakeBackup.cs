using System.Buffers;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Backups;

/// <summary>Takes an organisation's backup while the house runs: one archive, as of one moment.</summary>
public sealed class TakeBackup(Databases databases, Stores stores, BackupRuns runs, TimeProvider clock)
{
    private const int LineBuffer = 1 << 16;

    /// <summary>Takes it, and writes down what came of it.</summary>
    /// <param name="organisation">Of whom; there must be one of that name.</param>
    /// <param name="folder">Into which folder; it is made where it does not exist.</param>
    /// <param name="progress">Told how many rows are written, now and then.</param>
    /// <param name="cancel">Gives up, and leaves nothing behind.</param>
    /// <param name="scheduled">Whether nobody asked for it but the schedule.</param>
    /// <returns>The archive; it was read back and is whole.</returns>
    public async Task<string> Run(string organisation, string folder, Action<long>? progress, CancellationToken cancel, bool scheduled = false)
    {
        var now = clock.GetUtcNow();
        var run = new BackupRun
        {
            Id = Guid.CreateVersion7(now), Organisation = organisation, Scheduled = scheduled, BegunAt = now.UtcDateTime,
            File = string.Create(CultureInfo.InvariantCulture, $"{organisation}-{now:yyyyMMdd'T'HHmmss'Z'}{Archive.Ending}"),
        };
        await runs.Begin(run);
        try
        {
            var path = await Make(run, folder, progress, cancel);
            await runs.End(run, new FileInfo(path).Length);
            return path;
        }
        catch (Exception fault)
        {
            if (cancel.IsCancellationRequested) await runs.Drop(run);
            else await runs.Fail(run, fault);
            throw;
        }
    }

    private async Task<string> Make(BackupRun run, string folder, Action<long>? progress, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, run.File);
        var part = path + Archive.Unfinished;
        // Before anything is tried: what another is writing is not taken away.
        var file = Private(part);
        try
        {
            await using (file) await Write(file, run.Organisation, run.BegunAt, progress, cancel);
            // A backup that was never read is a hope.
            await CheckArchive.Run(part, progress: null, cancel);
            File.Move(part, path);
            return path;
        }
        finally
        {
            File.Delete(part);
        }
    }

    // It holds what customers said, and how members sign in.
    private static FileStream Private(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }

    private async Task Write(FileStream file, string organisation, DateTime at, Action<long>? progress, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var directory = databases.OpenDirectory();
        var placement = await directory.Placements.AsNoTracking().SingleAsync(placement => placement.Organisation == organisation, cancel);
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            await using var connection = await databases.Connect(organisation, cancel);
            await using var moment = await OneMoment(connection, cancel);
            var tables = new List<ArchiveTable>();
            foreach (var (name, columns) in ArchiveTables.Of(store))
            {
                await using var command = Select(moment, name, columns);
                tables.Add(await Write(zip, Archive.OfOrganisation(name), new(name, columns, 0, ""), command, progress, cancel));
            }

            var people = await People(zip, directory, organisation, cancel);
            var (ran, directoryRan) = (await Scripts(connection, moment, cancel), await Scripts(directory.Database.GetDbConnection(), null, cancel));
            var contents = new ArchiveContents(organisation, placement.FoundedAt, at, ran.Max(), directoryRan.Max(), tables, people) { DirectoryScripts = directoryRan };
            await using var written = await zip.CreateEntry(Archive.Contents).OpenAsync(cancel);
            await JsonSerializer.SerializeAsync(written, contents, Archive.Json, cancel);
        }

        file.Flush(flushToDisk: true);
    }

    private static async Task<List<ArchiveTable>> People(ZipArchive zip, DirectoryStore directory, string organisation, CancellationToken cancel)
    {
        await directory.Database.OpenConnectionAsync(cancel);
        await using var moment = await OneMoment(directory.Database.GetDbConnection(), cancel);
        var people = new List<ArchiveTable>();
        foreach (var (name, columns, where) in ArchiveTables.Of(directory))
        {
            await using var command = Select(moment, name, columns);
            command.CommandText += $" where {where.Replace("$", "@", StringComparison.Ordinal)}";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@organisation", organisation);
            command.Parameters.Add(parameter);
            people.Add(await Write(zip, Archive.OfPeople(name), new(name, columns, 0, ""), command, progress: null, cancel));
        }

        return people;
    }

    // All that is read in it is of the moment at which it began, whatever others write meanwhile.
    private static async Task<DbTransaction> OneMoment(DbConnection connection, CancellationToken cancel) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

    private static DbCommand Select(DbTransaction moment, string table, IReadOnlyList<ArchiveColumn> columns)
    {
        var connection = moment.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var command = connection.CreateCommand();
        command.Transaction = moment;
        command.CommandTimeout = 0;
        command.CommandText = $"select {string.Join(", ", columns.Select(column => $"\"{column.Name}\""))} from \"{table}\"";
        return command;
    }

    private static async Task<ArchiveTable> Write(
        ZipArchive zip, string entry, ArchiveTable table, DbCommand select, Action<long>? progress, CancellationToken cancel)
    {
        using var hash = SHA256.Create();
        var rows = 0L;
        // The writer flushes what it writes to, and compressed row by row an archive would be no smaller than its rows.
        var row = new ArrayBufferWriter<byte>(LineBuffer);
        await using (var compressed = await zip.CreateEntry(entry, CompressionLevel.Fastest).OpenAsync(cancel))
        await using (var hashed = new CryptoStream(compressed, hash, CryptoStreamMode.Write))
        await using (var buffered = new BufferedStream(hashed, LineBuffer))
        await using (var line = new Utf8JsonWriter(row, new() { Encoder = Archive.Json.Encoder, SkipValidation = true }))
        await using (var reader = await select.ExecuteReaderAsync(cancel))
        {
            for (; await reader.ReadAsync(cancel); rows++)
            {
                ArchiveRows.Write(line, reader, table.Columns);
                line.Flush();
                line.Reset();
                buffered.Write(row.WrittenSpan);
                buffered.WriteByte((byte)'\n');
                row.ResetWrittenCount();
                if (rows > 0 && rows % 10_000 == 0) progress?.Invoke(rows);
            }
        }

        return table with { Rows = rows, Sha256 = Convert.ToHexStringLower(hash.Hash ?? []) };
    }

    private static async Task<IReadOnlyList<int>> Scripts(DbConnection connection, DbTransaction? transaction, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select number from _schema order by number";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var numbers = new List<int>();
        while (await reader.ReadAsync(cancel)) numbers.Add(reader.GetInt32(0));
        return numbers;
    }
}
