using System.Text;

namespace Kolot.Shell.Sav;

/// <summary>What a variable measures, for whoever analyses it.</summary>
public enum SavMeasure
{
    /// <summary>Names without an order.</summary>
    Nominal = 1,

    /// <summary>An order.</summary>
    Ordinal = 2,

    /// <summary>A quantity.</summary>
    Scale = 3,
}

/// <summary>How a variable's values are written.</summary>
public enum SavFormat
{
    /// <summary>Words.</summary>
    Words = 1,

    /// <summary>A number.</summary>
    Number = 5,

    /// <summary>A day.</summary>
    Day = 20,

    /// <summary>A moment.</summary>
    Moment = 22,
}

/// <summary>A variable of a file for statistics.</summary>
/// <param name="Name">As it is called; what no variable may be called is made into something that one may.</param>
/// <param name="Label">What it means, in words.</param>
/// <param name="Format">How its values are written.</param>
public sealed record SavVariable(string Name, string Label, SavFormat Format)
{
    /// <summary>The longest words that a variable holds, in bytes.</summary>
    public const int LongestWords = 32_767;

    // Words longer than 255 bytes lie in several variables, of which all but the last hold 255; each counts for 252.
    private const int Segment = 255, Counted = 252;

    /// <summary>What it measures.</summary>
    public SavMeasure Measure { get; init; } = SavMeasure.Nominal;

    /// <summary>How many bytes its words have at most.</summary>
    public int Bytes { get; init; }

    /// <summary>How many digits stand behind the point.</summary>
    public int Decimals { get; init; }

    /// <summary>What its numbers mean.</summary>
    public IReadOnlyList<(double Value, string Label)> Values { get; init; } = [];

    /// <summary>The number that stands for an answer that is missing for a reason; null where there is none.</summary>
    public double? Missing { get; init; }

    /// <summary>Whether it holds words.</summary>
    public bool IsWords => Format == SavFormat.Words;

    /// <summary>How wide its words are: at least one byte.</summary>
    internal int Width => Math.Clamp(Bytes, 1, LongestWords);

    /// <summary>The widths of the variables that it lies in; one of 0 for a number.</summary>
    internal IReadOnlyList<int> Segments
    {
        get
        {
            if (!IsWords) return [0];
            if (Width <= Segment) return [Width];
            var count = (Width + Counted - 1) / Counted;
            return [.. Enumerable.Repeat(Segment, count - 1), Width - ((count - 1) * Counted)];
        }
    }

    /// <summary>So many bytes of a text in UTF-8 that no letter is cut in two.</summary>
    internal static byte[] Cut(string text, int most)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= most) return bytes;
        while (most > 0 && (bytes[most] & 0xC0) == 0x80) most--;
        return bytes[..most];
    }
}
