using System.Globalization;

namespace Kolot.Shell.Parts;

/// <summary>The paper of a chart: drawn in reading direction and mirrored here alone, so that letters stay upright.</summary>
/// <param name="Width">Its width.</param>
/// <param name="From">Where the drawing begins, in reading direction.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest.</param>
public sealed record Plot(double Width, double From, double To, double Low, double High)
{
    private static readonly double[] Steps = [1, 2, 5, 10];

    /// <summary>Whether the reader reads from right to left.</summary>
    public bool Mirrored { get; init; } = Language.Here != "en";

    /// <summary>To which side of its place a number stands that ends where the drawing begins.</summary>
    public string Before => Mirrored ? "start" : "end";

    /// <summary>A place in reading direction, as it is drawn.</summary>
    public string X(double at) => Text(Mirrored ? Width - at : at);

    /// <summary>Where one of several stands, in reading direction.</summary>
    public double At(int index, int count) => From + ((index + 0.5) / count * (To - From));

    /// <summary>How far along a value lies, in reading direction.</summary>
    public double Along(double value) => From + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (To - From));

    /// <summary>How high a value lies between a bottom and a top.</summary>
    public string Y(double value, double top, double bottom) => Text(bottom - ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (bottom - top)));

    /// <summary>Round values to write beside it, some three to six.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (High - Low) / 5;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.First(one => one * scale >= rough) * scale;
        for (var tick = Math.Ceiling(Low / step); tick * step <= High + (step * 1e-9); tick++) yield return Math.Round(tick * step, 9);
    }

    /// <summary>A number of a drawing.</summary>
    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
