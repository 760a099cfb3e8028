using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Kolot.Core.Facts;

/// <summary>Writes numbers, words and whole columns as they lie in memory.</summary>
internal readonly struct FactBytesOut(IBufferWriter<byte> to)
{
    public void Write<T>(T value) where T : unmanaged => Write(new ReadOnlySpan<T>(in value));

    public void Write<T>(ReadOnlySpan<T> values) where T : unmanaged => to.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Writes how many there are, then them.</summary>
    public void WriteAll<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        Write(values.Length);
        Write(values);
    }

    /// <summary>Writes a word; null is told from an empty one.</summary>
    public void Write(string? word)
    {
        if (word is null) Write(-1);
        else WriteAll<byte>(Encoding.UTF8.GetBytes(word));
    }

    /// <summary>Writes a column: once, where it says the same of everybody.</summary>
    public void WriteColumn<T>(ReadOnlySpan<T> column) where T : unmanaged, IEquatable<T>
    {
        var same = column.Length > 0 && !column.ContainsAnyExcept(column[0]);
        Write(same);
        Write(same ? column[..1] : column);
    }
}

/// <summary>Reads what <see cref="FactBytesOut"/> wrote. What cannot be is an <see cref="ArgumentException"/> of some kind.</summary>
internal ref struct FactBytesIn(ReadOnlySpan<byte> from)
{
    private ReadOnlySpan<byte> rest = from;

    public T Read<T>() where T : unmanaged => Read<T>(1)[0];

    public ReadOnlySpan<T> ReadAll<T>() where T : unmanaged => Read<T>(Read<int>());

    public string? ReadWord() => Read<int>() is >= 0 and var length ? Encoding.UTF8.GetString(Read<byte>(length)) : null;

    public void ReadInto<T>(Span<T> column) where T : unmanaged => Read<T>(column.Length).CopyTo(column);

    public void ReadColumn<T>(Span<T> column) where T : unmanaged
    {
        if (Read<bool>()) column.Fill(Read<T>());
        else ReadInto(column);
    }

    private ReadOnlySpan<T> Read<T>(int count) where T : unmanaged
    {
        var bytes = rest[..checked(count * Unsafe.SizeOf<T>())];
        rest = rest[bytes.Length..];
        return MemoryMarshal.Cast<byte, T>(bytes);
    }
}
