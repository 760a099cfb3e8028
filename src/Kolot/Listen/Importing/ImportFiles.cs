using System.Buffers;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

/// <summary>The files that are being brought in, in their organisation's database until they are, so that any node can read them.</summary>
public sealed class ImportFiles(Stores stores, IOptions<ImportSettings> settings)
{
    private const int Sample = 256 * 1024;
    private const int MostShown = 8_000_000;

    // Others write between two parts, and between two removals.
    private const int RemovedTogether = 16;

    /// <summary>Takes a file in, up to the largest size, a part at a time.</summary>
    /// <returns>Its size; null if it is too large.</returns>
    public async Task<long?> Keep(string organisation, Guid import, Stream content, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var size = 0L;
        for (var number = 0; ; number++)
        {
            var part = new byte[PartStream.Size];
            var read = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel);
            if ((size += read) > settings.Value.MostBytes) return null;
            if (read > 0) store.FileParts.Add(new() { FileId = import, Number = number, Content = read == part.Length ? part : part[..read] });
            await store.SaveChangesAsync(cancel);
            store.ChangeTracker.Clear();
            if (read < part.Length) return size;
        }
    }

    /// <summary>Whether the file is here.</summary>
    public async Task<bool> Has(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.FileParts.AnyAsync(part => part.FileId == import, cancel);
    }

    /// <summary>Lets go of a file.</summary>
    public async Task Remove(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        int[] numbers;
        do
        {
            await using var writing = await store.BeginWriting(cancel);
            numbers = await store.FileParts.Where(part => part.FileId == import).OrderByDescending(part => part.Number).Take(RemovedTogether)
                .Select(part => part.Number).ToArrayAsync(cancel);
            await store.FileParts.Where(part => part.FileId == import && numbers.Contains(part.Number)).ExecuteDeleteAsync(cancel);
            await writing.Commit(cancel);
        }
        while (numbers.Length == RemovedTogether);
    }

    /// <summary>Opens a file to read its rows as the mapping says.</summary>
    /// <exception cref="InvalidDataException">It is not there, or cannot be read; the message is a code.</exception>
    public async Task<FileRows> Open(string organisation, Guid import, ImportMapping mapping, CancellationToken cancel) =>
        OpenRows(await Stored(organisation, import, cancel), mapping);

    /// <summary>Opens a file of this machine to read its rows as the mapping says.</summary>
    public static FileRows Open(string path, ImportMapping mapping) => OpenRows(Shared(path), mapping);

    /// <summary>The first rows of a file, read as the mapping says.</summary>
    public async Task<IReadOnlyList<FileRow>> First(string organisation, Guid import, ImportMapping mapping, int count, CancellationToken cancel)
    {
        using var rows = await Open(organisation, import, mapping, cancel);
        var room = MostShown;
        return [.. rows.Read().Take(count).TakeWhile(row => (room -= row.Cells.Sum(cell => cell.Length)) > 0)];
    }

    /// <summary>The shape of a file: its encoding and its delimiter, as its beginning tells.</summary>
    public async Task<ImportMapping> ShapeOf(string organisation, Guid import, CancellationToken cancel)
    {
        await using var stream = await Stored(organisation, import, cancel);
        return Shape(stream);
    }

    /// <summary>The shape of a file of this machine.</summary>
    public static ImportMapping ShapeOf(string path)
    {
        using var stream = Shared(path);
        return Shape(stream);
    }

    /// <summary>Looks whether a stored file holds a table.</summary>
    /// <exception cref="InvalidDataException">It does not; the message is a code.</exception>
    public async Task Doubt(string organisation, Guid import, CancellationToken cancel)
    {
        var stream = await Stored(organisation, import, cancel);
        Doubt(stream);
    }

    /// <summary>Looks whether a stream holds a table, and closes it.</summary>
    /// <exception cref="InvalidDataException">It does not; the message is a code.</exception>
    public static void Doubt(Stream stream)
    {
        using var whole = stream;
        var start = new byte[(int)Math.Min(Sample, stream.Length)];
        stream.ReadExactly(start);
        stream.Position = 0;
        if (!ExcelRows.Begins(start))
        {
            if (NoTable.Begins(start)) throw new InvalidDataException("no_table");
            return;
        }

        using var rows = new ExcelRows(stream);
    }

    private async Task<PartStream> Stored(string organisation, Guid import, CancellationToken cancel)
    {
        var store = await stores.Open(organisation, cancel);
        if (await PartStream.Open(store, import, cancel) is { } stream) return stream;
        await store.DisposeAsync();
        throw new InvalidDataException("file_gone");
    }

    private static ImportMapping Shape(Stream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Sample);
        try
        {
            var start = buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, Sample), Sample, throwOnEndOfStream: false));
            if (ExcelRows.Begins(start)) return new();
            var encoding = FileEncoding.Guess(start);
            return new() { Encoding = encoding, Delimiter = Delimiter.Guess(Encodings.Of(encoding).GetString(start)) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static FileRows OpenRows(Stream stream, ImportMapping mapping)
    {
        try
        {
            Span<byte> start = stackalloc byte[8];
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            stream.Position = 0;
            return ExcelRows.Begins(start) ? new ExcelRows(stream) : new DelimitedRows(stream, mapping.Encoding, mapping.Delimiter);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static FileStream Shared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
}
