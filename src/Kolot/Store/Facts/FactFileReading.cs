using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kolot.Core.Calendars;
using Kolot.Core.Facts;
using Microsoft.Win32.SafeHandles;

namespace Kolot.Store.Facts;

/// <summary>Reads a file, block by block on all processors. What is not whole is an <see cref="InvalidDataException"/>.</summary>
internal sealed class FactFileReading : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly List<(FactSection Kind, uint Sum, long From, int Length)> sections = [];

    private FactFileReading(SafeFileHandle file)
    {
        this.file = file;
        var at = 0L;
        var beginning = MemoryMarshal.Cast<byte, ulong>(Bytes(at, FactFileForm.Beginning));
        if (beginning[0] != FactFileForm.Name) throw new InvalidDataException("No file of numbers.");
        if (beginning[1] != ImageBytes.Layout) throw new InvalidDataException("Written by another version.");
        for (at = FactFileForm.Beginning; sections is not [.., { Kind: FactSection.End }];)
        {
            var head = Bytes(at, FactFileForm.SectionHead);
            at += FactFileForm.SectionHead;
            var (kind, length) = ((FactSection)MemoryMarshal.Read<int>(head), checked((int)MemoryMarshal.Read<long>(head.AsSpan(sizeof(int) + sizeof(uint)))));
            if (!Enum.IsDefined(kind)) throw new InvalidDataException("A section of no kind.");
            sections.Add((kind, MemoryMarshal.Read<uint>(head.AsSpan(sizeof(int))), at, length >= 0 ? length : throw new InvalidDataException("A length below nothing.")));
            at += length;
        }

        Head = One(FactSection.Head, bytes => JsonSerializer.Deserialize<FactFileHead>(bytes));
    }

    /// <summary>What it is of.</summary>
    public FactFileHead Head { get; }

    /// <summary>Opens it; null where there is none.</summary>
    public static FactFileReading? Open(string path)
    {
        if (!File.Exists(path)) return null;
        var file = File.OpenHandle(path);
        try
        {
            return new(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>Reads all of it.</summary>
    public FactImage Image(LocalDays days, CancellationToken cancel)
    {
        var written = sections.Where(section => section.Kind == FactSection.Block).ToArray();
        if (written.Length == 0) throw new InvalidDataException("No blocks.");
        var blocks = new FactBlock[written.Length];
        Parallel.For(0, written.Length, new ParallelOptions { CancellationToken = cancel }, at => blocks[at] = Read(written[at], BlockBytes.Read));
        return One(FactSection.Rest, rest => ImageBytes.Read(days, blocks, rest));
    }

    private T One<T>(FactSection kind, Func<ReadOnlySpan<byte>, T> read) =>
        sections.Find(section => section.Kind == kind) is { Kind: not 0 } found ? Read(found, read) : throw new InvalidDataException("A section is missing.");

    private T Read<T>((FactSection Kind, uint Sum, long From, int Length) section, Func<ReadOnlySpan<byte>, T> read)
    {
        if (section.From + section.Length > RandomAccess.GetLength(file)) throw new InvalidDataException("It ends too early.");
        var bytes = ArrayPool<byte>.Shared.Rent(section.Length);
        try
        {
            var whole = bytes.AsSpan(0, section.Length);
            Fill(section.From, whole);
            if (FactFileForm.SumOf(section.Kind, whole) != section.Sum) throw new InvalidDataException("A checksum is wrong.");
            return read(whole);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private byte[] Bytes(long from, int length)
    {
        var bytes = new byte[length];
        Fill(from, bytes);
        return bytes;
    }

    private void Fill(long from, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(file, bytes, from);
            if (read == 0) throw new InvalidDataException("It ends too early.");
            from += read;
            bytes = bytes[read..];
        }
    }
}
