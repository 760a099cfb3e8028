using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kolot.Store.Backups;

/// <summary>Reads an archive from its first row to its last and says whether it is whole.</summary>
public static class CheckArchive
{
    /// <summary>Checks it.</summary>
    /// <returns>What is in it.</returns>
    /// <exception cref="BrokenArchiveException">It is not whole, or of a later version of Kolot.</exception>
    public static async Task<ArchiveContents> Run(string path, Action<long>? progress, CancellationToken cancel)
    {
        using var archive = await OpenedArchive.Open(path, cancel);
        foreach (var (entry, table) in archive.All)
            await foreach (var _ in archive.Rows(entry, table, cancel)) progress?.Invoke(1);
        return archive.Contents;
    }
}

/// <summary>An archive that is being read.</summary>
internal sealed class OpenedArchive : IDisposable
{
    private readonly ZipArchive zip;

    private OpenedArchive(ZipArchive zip, ArchiveContents contents) => (this.zip, Contents) = (zip, contents);

    /// <summary>What it says of itself.</summary>
    public ArchiveContents Contents { get; }

    /// <summary>All of its tables, with where they are.</summary>
    public IEnumerable<(string Entry, ArchiveTable Table)> All =>
        Contents.Tables.Select(table => (Archive.OfOrganisation(table.Name), table))
            .Concat(Contents.People.Select(table => (Archive.OfPeople(table.Name), table)));

    /// <summary>Opens one.</summary>
    /// <exception cref="BrokenArchiveException">It is none, or one of a later version.</exception>
    public static async Task<OpenedArchive> Open(string path, CancellationToken cancel)
    {
        ZipArchive? zip = null;
        try
        {
            zip = await ZipFile.OpenReadAsync(path, cancel);
            var entry = zip.GetEntry(Archive.Contents) ?? throw new BrokenArchiveException("This is no archive of Kolot, or it was cut short.");
            await using var stream = await entry.OpenAsync(cancel);
            var contents = await JsonSerializer.DeserializeAsync<ArchiveContents>(stream, Archive.Json, cancel);
            if (contents is not { Format: > 0, Tables: not null, People: not null }) throw new BrokenArchiveException("This is no archive of Kolot.");
            if (!contents.IsSound) throw new BrokenArchiveException("The archive names tables that no organisation has.");
            if (contents.Format > ArchiveContents.NewestFormat) throw new BrokenArchiveException("The archive was written by a later version of Kolot.");
            return new(zip, contents);
        }
        catch (Exception fault)
        {
            zip?.Dispose();
            throw fault is InvalidDataException or JsonException ? new BrokenArchiveException("This is no archive of Kolot, or it was damaged.", fault) : fault;
        }
    }

    /// <summary>The rows of a table. After the last it is checked that they were all, and as they were written.</summary>
    public async IAsyncEnumerable<object?[]> Rows(
        string entry, ArchiveTable table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var found = zip.GetEntry(entry) ?? throw new BrokenArchiveException($"The table {table.Name} is missing.");
        using var hash = SHA256.Create();
        var rows = 0L;
        await using (var stream = await found.OpenAsync(cancel))
        {
            await using var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Read);
            using var reader = new StreamReader(hashed);
            for (; await Line(reader, table.Name, cancel) is { } line; rows++) yield return ArchiveRows.Read(line, table.Columns);
        }

        if (rows != table.Rows || Convert.ToHexStringLower(hash.Hash ?? []) != table.Sha256)
            throw new BrokenArchiveException($"The table {table.Name} is not as it was written.");
    }

    /// <inheritdoc/>
    public void Dispose() => zip.Dispose();

    private static async Task<string?> Line(StreamReader reader, string table, CancellationToken cancel)
    {
        try
        {
            return await reader.ReadLineAsync(cancel);
        }
        catch (InvalidDataException fault)
        {
            throw new BrokenArchiveException($"The table {table} was damaged.", fault);
        }
    }
}
