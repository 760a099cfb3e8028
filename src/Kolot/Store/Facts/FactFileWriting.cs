using System.Runtime.InteropServices;
using System.Text.Json;
using Kolot.Core.Facts;

namespace Kolot.Store.Facts;

/// <summary>Writes a file beside the one that there is, and puts it in its place when it is whole and on disk. What ends before leaves nothing.</summary>
internal sealed class FactFileWriting : IAsyncDisposable
{
    private readonly Func<string, bool> put;
    private readonly string path;
    private readonly FileStream file;
    private readonly byte[] head;

    /// <summary>Begins.</summary>
    public FactFileWriting(string path, FactFileHead head, Func<string, bool> put)
    {
        (this.path, this.put) = (path, put);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        else
        {
            // Who customers are and what is known of them lies in it.
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new(path, options);
        this.head = JsonSerializer.SerializeToUtf8Bytes(head);
    }

    /// <summary>Writes its beginning.</summary>
    public async Task Begin(CancellationToken cancel)
    {
        var beginning = new byte[FactFileForm.Beginning];
        MemoryMarshal.Write(beginning, FactFileForm.Name);
        MemoryMarshal.Write(beginning.AsSpan(sizeof(ulong)), (ulong)ImageBytes.Layout);
        await file.WriteAsync(beginning, cancel);
        await Add(FactSection.Head, head, cancel);
    }

    /// <summary>Adds a section.</summary>
    public async Task Add(FactSection kind, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var head = new byte[FactFileForm.SectionHead];
        MemoryMarshal.Write(head, (int)kind);
        MemoryMarshal.Write(head.AsSpan(sizeof(int)), FactFileForm.SumOf(kind, bytes.Span));
        MemoryMarshal.Write(head.AsSpan(sizeof(int) + sizeof(uint)), (long)bytes.Length);
        await file.WriteAsync(head, cancel);
        await file.WriteAsync(bytes, cancel);
    }

    /// <summary>Ends it.</summary>
    /// <returns>False if the one before was removed meanwhile: then this one must not be either.</returns>
    public async Task<bool> End(CancellationToken cancel)
    {
        await Add(FactSection.End, default, cancel);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        return put(path);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        File.Delete(path);
    }
}
