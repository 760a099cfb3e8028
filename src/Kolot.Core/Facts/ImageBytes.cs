using System.Buffers;
using Kolot.Core.Calendars;

namespace Kolot.Core.Facts;

/// <summary>
/// An image as bytes, and back: its blocks (<see cref="BlockBytes"/>), one after the other and at any time, and at last the rest of it at one moment. Whoever reads them feeds in once more
/// what changed since the first block was written.
/// </summary>
public static class ImageBytes
{
    /// <summary>By what bytes are known that are written in another way. To be changed with whatever is written.</summary>
    public const int Layout = 3;

    /// <summary>Writes all but the blocks, right after the last of them: names, customers, and who spoke when.</summary>
    public static void WriteRest(FactImage image, IBufferWriter<byte> to)
    {
        var bytes = new FactBytesOut(to);
        NameBytes.Write(bytes, image.Names);
        image.Repetition.Write(bytes);
        foreach (var block in image.Blocks)
        {
            bytes.Write<byte>(block.Since.AsSpan(0, block.Count));
            bytes.Write<byte>(block.Until.AsSpan(0, block.Count));
        }
    }

    /// <summary>Reads an image.</summary>
    /// <exception cref="ArgumentException">It is none, though nothing of it was changed since.</exception>
    public static FactImage Read(LocalDays days, IReadOnlyList<FactBlock> blocks, ReadOnlySpan<byte> rest)
    {
        var image = new FactImage(days, blocks);
        var bytes = new FactBytesIn(rest);
        NameBytes.Read(ref bytes, image.Names);
        image.Repetition.Read(ref bytes);
        foreach (var block in blocks)
        {
            bytes.ReadInto(block.Since.AsSpan(0, block.Count));
            bytes.ReadInto(block.Until.AsSpan(0, block.Count));
        }

        Parallel.For(0, blocks.Count - 1, at => blocks[at].MeasureStretches());
        CountUses(image);
        image.Settle();
        return image;
    }

    // Words that nothing has any more are let go, so it must be known how many have each.
    private static void CountUses(FactImage image)
    {
        foreach (var block in image.Blocks)
            for (var question = 0; question < block.Answers.Length; question++)
                if (block.Answers[question] is { } column) image.Names.AnswersTo(question).Given(column.Given(block.Count));
    }
}
