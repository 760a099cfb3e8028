using System.Buffers;
using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

/// <summary>The files that are being brought in, in a folder of this node until they are.</summary>
/// <remarks>A file is one node's work and may be large, so it stays beside the database, not in it. It is named after its organisation and import.</remarks>
public sealed class ImportFiles(IOptions<StoreSettings> store, IOptions<ImportSettings> settings)
{
    private const int Sample = 256 * 1024;
    private const int MostShown = 8_000_000;

    private string Folder => Path.Combine(store.Value.Folder, "imports");

    /// <summary>Takes a file in, up to the largest size.</summary>
    /// <returns>Its size; null if it is too large.</returns>
    public async Task<long?> Keep(string organisation, Guid import, Stream content, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        var path = PathOf(organisation, import);
        var whole = false;
        try
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
            var size = await Copy(content, file, settings.Value.MostBytes, cancel);
            whole = size is not null;
            return size;
        }
        finally
        {
            if (!whole) File.Delete(path);
        }
    }

    /// <summary>Whether the file is here.</summary>
    public bool Has(string organisation, Guid import) => File.Exists(PathOf(organisation, import));

    /// <summary>Lets go of a file.</summary>
    public void Remove(string organisation, Guid import)
    {
        if (Directory.Exists(Folder)) File.Delete(PathOf(organisation, import));
    }

    /// <summary>All files that are here: organisation, import, and when it came.</summary>
    public IEnumerable<(string Organisation, Guid Import, DateTime Since)> All()
    {
        if (!Directory.Exists(Folder)) yield break;
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            var name = Path.GetFileName(path);
            var border = name.LastIndexOf('.');
            if (border > 0 && Guid.TryParse(name.AsSpan(border + 1), out var import)) yield return (name[..border], import, File.GetLastWriteTimeUtc(path));
        }
    }

    /// <summary>Opens a file to read its rows as the mapping says.</summary>
    public FileRows Open(string organisation, Guid import, ImportMapping mapping) => Open(PathOf(organisation, import), mapping);

    /// <summary>Opens a file to read its rows as the mapping says.</summary>
    /// <exception cref="IOException">It is not there, or it is being read by another process.</exception>
    public static FileRows Open(string path, ImportMapping mapping)
    {
        // Not shared: two processes that find the same file after a crash must not both bring it in.
        var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.SequentialScan);
        return OpenRows(stream, mapping);
    }

    /// <summary>The first rows of a file, read as the mapping says.</summary>
    public IReadOnlyList<FileRow> First(string organisation, Guid import, ImportMapping mapping, int count)
    {
        using var rows = OpenRows(Shared(PathOf(organisation, import)), mapping);
        var room = MostShown;
        return [.. rows.Read().Take(count).TakeWhile(row => (room -= row.Cells.Sum(cell => cell.Length)) > 0)];
    }

    /// <summary>The shape of a file: its encoding and its delimiter, as its beginning tells.</summary>
    /// <param name="organisation">Whose file.</param>
    /// <param name="import">Which.</param>
    /// <param name="encoding">The encoding, where a person said it.</param>
    public ImportMapping ShapeOf(string organisation, Guid import, string? encoding = null) => ShapeOf(PathOf(organisation, import), encoding);

    /// <summary>The shape of a file: its encoding and its delimiter, as its beginning tells.</summary>
    public static ImportMapping ShapeOf(string path, string? encoding = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Sample);
        try
        {
            using var stream = Shared(path);
            var start = buffer.AsSpan(0, stream.ReadAtLeast(buffer.AsSpan(0, Sample), Sample, throwOnEndOfStream: false));
            if (ExcelRows.Begins(start)) return new();
            encoding ??= FileEncoding.Guess(start);
            return new() { Encoding = encoding, Delimiter = Delimiter.Guess(Encodings.Of(encoding).GetString(start)) };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Opens a file for a look at it.</summary>
    public FileRows Look(string organisation, Guid import, ImportMapping mapping) => Look(PathOf(organisation, import), mapping);

    /// <summary>Opens a file for a look at it.</summary>
    public static FileRows Look(string path, ImportMapping mapping) => OpenRows(Shared(path), mapping);

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

    private static FileStream Shared(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    private string PathOf(string organisation, Guid import) => Path.Combine(Folder, $"{organisation}.{import:n}");

    private static async Task<long?> Copy(Stream from, Stream to, long most, CancellationToken cancel)
    {
        var buffer = new byte[1 << 16];
        var size = 0L;
        for (int read; (read = await from.ReadAsync(buffer, cancel)) > 0;)
        {
            if ((size += read) > most) return null;
            await to.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return size;
    }
}
