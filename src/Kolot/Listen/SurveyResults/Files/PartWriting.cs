using Kolot.Listen.Importing;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>A file on its way into the store: what is written gathers here, and goes over in whole parts whenever somebody has time to wait for that.</summary>
internal sealed class PartWriting : Stream
{
    private readonly Queue<byte[]> whole = new();

    // What was handed over is written anew: large arrays are let go of late.
    private readonly Stack<byte[]> spare = new();
    private byte[] part = new byte[PartStream.Size];
    private int filled;
    private int number;
    private long length;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => length; set => throw new NotSupportedException(); }

    /// <summary>Hands over what is whole.</summary>
    /// <param name="keep">Keeps a part by its number; says whether to go on.</param>
    /// <returns>Whether to go on.</returns>
    public async Task<bool> HandOver(Func<int, byte[], Task<bool>> keep)
    {
        while (whole.TryDequeue(out var next))
        {
            if (!await keep(number++, next)) return false;
            spare.Push(next);
        }

        return true;
    }

    /// <summary>Hands over all of it: the file is at its end.</summary>
    public Task<bool> HandOverLast(Func<int, byte[], Task<bool>> keep)
    {
        if (filled > 0) whole.Enqueue(part[..filled]);
        filled = 0;
        return HandOver(keep);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        length += buffer.Length;
        while (!buffer.IsEmpty)
        {
            var here = Math.Min(buffer.Length, part.Length - filled);
            buffer[..here].CopyTo(part.AsSpan(filled));
            buffer = buffer[here..];
            if ((filled += here) < part.Length) continue;
            whole.Enqueue(part);
            (part, filled) = (spare.TryPop(out var used) ? used : new byte[PartStream.Size], 0);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
