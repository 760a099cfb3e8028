using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>A stored file as a stream that can be read from anywhere, a part in memory at a time.</summary>
public sealed class PartStream : Stream
{
    /// <summary>How much a part holds; the last one holds what is left.</summary>
    public const int Size = 1 << 20;

    private readonly OrganisationStore store;
    private readonly Guid file;
    private byte[] part = [];
    private int number = -1;
    private long position;

    private PartStream(OrganisationStore store, Guid file, long length)
    {
        (this.store, this.file) = (store, file);
        Length = length;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    /// <summary>Opens a file; the store is closed with it.</summary>
    /// <returns>Null if it is not there.</returns>
    public static async Task<PartStream?> Open(OrganisationStore store, Guid file, CancellationToken cancel)
    {
        var last = await store.FileParts.Where(part => part.FileId == file).OrderByDescending(part => part.Number)
            .Select(part => new { part.Number, part.Content.Length }).FirstOrDefaultAsync(cancel);
        return last is null ? null : new(store, file, ((long)last.Number * Size) + last.Length);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || position >= Length) return 0;
        Turn((int)(position / Size));
        var here = part.AsSpan((int)(position % Size));
        var read = Math.Min(here.Length, buffer.Length);
        here[..read].CopyTo(buffer);
        position += read;
        return read;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) store.Dispose();
        base.Dispose(disposing);
    }

    private void Turn(int to)
    {
        if (number == to) return;
        part = store.FileParts.Where(one => one.FileId == file && one.Number == to).Select(one => one.Content).SingleOrDefault()
            ?? throw new InvalidDataException("file_gone");
        number = to;
    }
}
