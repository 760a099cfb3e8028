using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Kolot.Listen.Answering;

/// <summary>A page that is the same for all who open it, save what their form carries: drawn and packed once, and put together for each.</summary>
/// <remarks>
/// What lies between is packed piece by piece, each piece ending on a whole byte; what the form carries goes between them as it is (RFC 1951, 3.2.4), and the checksum at the end is
/// reckoned for each page (RFC 1952, 2.3).
/// </remarks>
internal sealed class PackedPage
{
    private static readonly byte[] Head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    private static readonly byte[] End = [1, 0, 0, 0xff, 0xff];

    private readonly byte[][] pieces;
    private readonly byte[][] packed;

    /// <summary>Packs a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="mark">What stands in it where each form carries something of its own.</param>
    public PackedPage(ReadOnlyMemory<byte> page, string mark)
    {
        pieces = [.. Split(page, Encoding.UTF8.GetBytes(mark))];
        packed = Array.ConvertAll(pieces, Pack);
    }

    /// <summary>The page of whoever carries this, of letters, digits, hyphens and underscores alone.</summary>
    public byte[] For(string carried, bool gzip) => gzip ? Packed(Encoding.ASCII.GetBytes(carried)) : Plain(Encoding.ASCII.GetBytes(carried));

    private byte[] Plain(byte[] carried)
    {
        var all = new ArrayBufferWriter<byte>(pieces.Sum(piece => piece.Length) + ((pieces.Length - 1) * carried.Length));
        foreach (var (at, piece) in pieces.Index())
        {
            if (at > 0) all.Write(carried);
            all.Write(piece);
        }

        return all.WrittenSpan.ToArray();
    }

    private byte[] Packed(byte[] carried)
    {
        var (all, sum, length) = (new ArrayBufferWriter<byte>(packed.Sum(piece => piece.Length) + (pieces.Length * (carried.Length + 8)) + 32), new Crc32(), 0);
        all.Write(Head);
        foreach (var (at, piece) in pieces.Index())
        {
            if (at > 0) Take(carried, Stored(carried));
            Take(piece, packed[at]);
        }

        all.Write(End);
        BinaryPrimitives.WriteUInt32LittleEndian(all.GetSpan(8), sum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteInt32LittleEndian(all.GetSpan(8)[4..], length);
        all.Advance(8);
        return all.WrittenSpan.ToArray();

        void Take(byte[] said, byte[] written)
        {
            all.Write(written);
            sum.Append(said);
            length += said.Length;
        }
    }

    private static byte[] Stored(byte[] carried)
    {
        var block = new byte[5 + carried.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)carried.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~carried.Length);
        carried.CopyTo(block, 5);
        return block;
    }

    // Flushed and not ended, so that more may follow.
    private static byte[] Pack(byte[] piece)
    {
        using var written = new MemoryStream();
        using var deflate = new DeflateStream(written, CompressionLevel.SmallestSize, leaveOpen: true);
        deflate.Write(piece);
        deflate.Flush();
        return written.ToArray();
    }

    private static IEnumerable<byte[]> Split(ReadOnlyMemory<byte> page, byte[] mark)
    {
        for (var at = page.Span.IndexOf(mark); at >= 0; at = page.Span.IndexOf(mark))
        {
            yield return page[..at].ToArray();
            page = page[(at + mark.Length)..];
        }

        yield return page.ToArray();
    }
}
