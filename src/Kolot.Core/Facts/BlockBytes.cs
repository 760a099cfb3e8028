using System.Buffers;

namespace Kolot.Core.Facts;

/// <summary>A block as bytes, and back.</summary>
/// <remarks>
/// In how many days each customer's nearest other voice lies is not among them: a later voice changes it in blocks that were written before. <see cref="ImageBytes"/> writes it last.
/// </remarks>
public static class BlockBytes
{
    /// <summary>Writes a block.</summary>
    public static void Write(FactBlock block, IBufferWriter<byte> to)
    {
        var (bytes, count) = (new FactBytesOut(to), block.Count);
        bytes.Write(count);
        bytes.Write<long>(block.Places.AsSpan(0, count));
        bytes.WriteColumn<ushort>(block.Days.AsSpan(0, count));
        foreach (var column in Coded(block)) column.Write(bytes, count);
        foreach (var column in Narrow(block)) bytes.WriteColumn<byte>(column.AsSpan(0, count));
        bytes.WriteColumn<int>(block.Customers.AsSpan(0, count));
        var answers = block.Answers;
        bytes.Write(answers.Length);
        foreach (var column in answers)
        {
            bytes.Write(column is not null);
            column?.Write(bytes, count);
        }
    }

    /// <summary>Reads a block.</summary>
    /// <exception cref="ArgumentException">It is none, though nothing of it was changed since.</exception>
    public static FactBlock Read(ReadOnlySpan<byte> from)
    {
        var bytes = new FactBytesIn(from);
        var count = bytes.Read<int>();
        var (places, days) = (new long[FactBlock.Size], new ushort[FactBlock.Size]);
        bytes.ReadInto(places.AsSpan(0, count));
        bytes.ReadColumn(days.AsSpan(0, count));
        var block = new FactBlock
        {
            Count = count, Places = places, Days = days,
            Channels = CodeColumn.Read(ref bytes, count), Touchpoints = CodeColumn.Read(ref bytes, count), Units = CodeColumn.Read(ref bytes, count), Authors = CodeColumn.Read(ref bytes, count),
        };
        foreach (var column in Narrow(block)) bytes.ReadColumn(column.AsSpan(0, count));
        bytes.ReadColumn(block.Customers.AsSpan(0, count));
        var answers = new AnswerColumn?[bytes.Read<int>()];
        for (var question = 0; question < answers.Length; question++)
            if (bytes.Read<bool>()) answers[question] = AnswerColumn.Read(ref bytes, count);
        block.Answers = answers;
        return block;
    }

    private static CodeColumn[] Coded(FactBlock block) => [block.Channels, block.Touchpoints, block.Units, block.Authors];

    private static byte[][] Narrow(FactBlock block) => [block.Kinds, block.Languages];
}
