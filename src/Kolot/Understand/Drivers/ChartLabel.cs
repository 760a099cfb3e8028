namespace Kolot.Understand.Drivers;

/// <summary>A name beside its dot, moved until no two names stand on one another.</summary>
/// <param name="Label">The name.</param>
/// <param name="X">Where it begins or ends, in reading direction.</param>
/// <param name="Y">Its base line.</param>
/// <param name="Before">Whether it ends there, before the dot.</param>
public sealed record ChartLabel(string Label, double X, double Y, bool Before)
{
    private const int Longest = 26, Line = 15, Gap = 10;

    // A letter's width, on the wide side.
    private const double Letter = 6.6;

    /// <summary>Places names in a drawing that goes from one end to the other.</summary>
    /// <param name="dots">Name and place of each dot, in reading direction.</param>
    /// <param name="from">Where the drawing begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="bottom">Below which no name may stand.</param>
    public static IReadOnlyList<ChartLabel> Placed(IReadOnlyList<(string Label, double X, double Y)> dots, double from, double to, double bottom)
    {
        var placed = new ChartLabel[dots.Count];
        var taken = new List<(double From, double To, double Y)>();
        foreach (var (at, (name, x, y)) in dots.Index().OrderBy(dot => dot.Item.Y))
        {
            var label = name.Length <= Longest ? name : name[..(Longest - 1)] + "…";
            var wide = label.Length * Letter;
            // After its dot, unless it would run over the edge and there is room before it.
            var before = x + Gap + wide > to && x - Gap - wide > from;
            var (first, last) = before ? (x - Gap - wide, x - Gap) : (x + Gap, x + Gap + wide);
            var line = Enumerable.Range(0, 24).Select(step => y - 5 + ((step % 2 == 0 ? 1 : -1) * ((step + 1) / 2) * Line / 2.0))
                .Where(candidate => candidate < bottom && candidate > 40).FirstOrDefault(candidate => taken.TrueForAll(other => last < other.From || first > other.To || Math.Abs(candidate - other.Y) >= Line), y - 5);
            taken.Add((first, last, line));
            placed[at] = new(label, before ? x - Gap : x + Gap, line, before);
        }

        return placed;
    }
}
