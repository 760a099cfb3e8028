using System.Buffers.Binary;

namespace Kolot.Shell.Sav;

/// <summary>Writes a file for statistics (SPSS .sav) case by case, so that a large one needs no more memory than a small one.</summary>
/// <remarks>In UTF-8, compressed by bytecode: whole numbers and blanks take one byte each, so that words of many lengths do not fill the file with blanks.</remarks>
public sealed class SavFile : IDisposable
{
    private const byte End = 252, Whole = 253, Blanks = 254, Nothing = 255;
    private const int Segment = 255;

    // Days are counted from the one on which Gregory's calendar began.
    private static readonly DateTime Gregory = new(1582, 10, 14, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly BinaryWriter into;
    private readonly IReadOnlyList<SavVariable> variables;
    private readonly byte[] codes = new byte[8];
    private readonly MemoryStream behind = new();
    private int coded;

    /// <summary>Begins a file, which is left open behind it.</summary>
    /// <param name="file">Where it is written to; need not be able to go back.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="label">What it holds, in words.</param>
    /// <param name="at">When it was made.</param>
    public SavFile(Stream file, IReadOnlyList<SavVariable> variables, string label, DateTime at)
    {
        into = new(file, System.Text.Encoding.UTF8, leaveOpen: true);
        this.variables = variables;
        new SavHead(into, variables).Write(label, at);
    }

    /// <summary>Writes a case: for each variable a number, a day, a moment, words, or null for nothing.</summary>
    public void Case(IReadOnlyList<object?> values)
    {
        for (var at = 0; at < variables.Count; at++)
        {
            if (variables[at].IsWords) Words(variables[at], values[at] as string ?? "");
            else Number(values[at] switch { null => SavHead.Nothing, DateOnly day => Seconds(day.ToDateTime(TimeOnly.MinValue)), DateTime moment => Seconds(moment), double number when double.IsFinite(number) => number, _ => SavHead.Nothing });
        }
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        Code(End);
        while (coded > 0) Code(0);
        into.Dispose();
        behind.Dispose();
    }

    private static double Seconds(DateTime local) => Math.Floor((local - Gregory).TotalSeconds);

    private void Number(double number)
    {
        if (number == SavHead.Nothing) Code(Nothing);
        else if (number == Math.Floor(number) && number is >= 1 - SavHead.Bias and <= End - 1 - SavHead.Bias) Code((byte)(number + SavHead.Bias));
        else
        {
            Span<byte> eight = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(eight, number);
            Code(Whole, eight);
        }
    }

    // A variable of several parts has 255 bytes in each but the last, and a blank behind them.
    private void Words(SavVariable variable, string text)
    {
        ReadOnlySpan<byte> left = SavVariable.Cut(text, variable.Width);
        Span<byte> eight = stackalloc byte[8];
        foreach (var width in variable.Segments)
        {
            var here = left[..Math.Min(left.Length, width)];
            left = left[here.Length..];
            for (var element = 0; element < SavHead.Elements(width); element++)
            {
                var part = here[Math.Min(here.Length, element * 8)..Math.Min(here.Length, Math.Min((element + 1) * 8, Segment))];
                if (part.IsEmpty)
                {
                    Code(Blanks);
                    continue;
                }

                eight.Fill((byte)' ');
                part.CopyTo(eight);
                if (eight.IndexOfAnyExcept((byte)' ') < 0) Code(Blanks);
                else Code(Whole, eight);
            }
        }
    }

    // Eight codes stand before what they tell of.
    private void Code(byte code, ReadOnlySpan<byte> value = default)
    {
        codes[coded++] = code;
        behind.Write(value);
        if (coded < codes.Length) return;
        into.Write(codes);
        into.Write(behind.GetBuffer(), 0, (int)behind.Length);
        behind.SetLength(0);
        coded = 0;
    }
}
