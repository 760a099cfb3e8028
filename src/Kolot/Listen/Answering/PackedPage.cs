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

    // Each piece with what stands before it: the number of a mark, or none before the first.
    private readonly (int Mark, byte[] Said, byte[] Written)[] pieces;

    /// <summary>Packs a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="marks">What stands in it where each has something of its own.</param>
    public PackedPage(ReadOnlyMemory<byte> page, IReadOnlyList<string> marks) =>
        pieces = [.. Split(page, [.. marks.Select(Encoding.UTF8.GetBytes)]).Select(piece => (piece.Mark, piece.Said, Pack(piece.Said)))];

    /// <summary>The page of whoever carries these, one for each mark, of letters, digits, spaces, hyphens and underscores alone.</summary>
    public byte[] For(IReadOnlyList<string> carried, bool gzip)
    {
        byte[][] own = [.. carried.Select(Encoding.ASCII.GetBytes)];
        return gzip ? Packed(own) : Plain(own);
    }

    private byte[] Plain(byte[][] carried)
    {
        var all = new ArrayBufferWriter<byte>(pieces.Sum(piece => piece.Said.Length + 200));
        foreach (var (mark, said, _) in pieces)
        {
            if (mark >= 0) all.Write(carried[mark]);
            all.Write(said);
        }

        return all.WrittenSpan.ToArray();
    }

    private byte[] Packed(byte[][] carried)
    {
        var (all, sum, length) = (new ArrayBufferWriter<byte>(pieces.Sum(piece => piece.Written.Length + 200) + 32), new Crc32(), 0);
        all.Write(Head);
        foreach (var (mark, said, written) in pieces)
        {
            if (mark >= 0) Take(carried[mark], Stored(carried[mark]));
            Take(said, written);
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

    private static IEnumerable<(int Mark, byte[] Said)> Split(ReadOnlyMemory<byte> page, byte[][] marks)
    {
        for (var before = -1; ;)
        {
            var next = marks.Select((mark, number) => (At: page.Span.IndexOf(mark), Number: number)).Where(one => one.At >= 0).OrderBy(one => one.At).Select(one => ((int At, int Number)?)one).FirstOrDefault();
            yield return (before, page[..(next?.At ?? page.Length)].ToArray());
            if (next is not { } found) yield break;
            page = page[(found.At + marks[found.Number].Length)..];
            before = found.Number;
        }
    }
}
