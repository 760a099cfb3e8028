namespace Kolot.Understand.Drivers;

/// <summary>A name beside its dot, where it stands neither on another name nor on another dot.</summary>
/// <param name="Label">The name.</param>
/// <param name="X">Where it begins, ends or has its middle, in reading direction.</param>
/// <param name="Y">Its base line.</param>
/// <param name="Anchor">Which of these: <c>start</c>, <c>end</c> or <c>middle</c>.</param>
/// <param name="Far">Whether it stands away from its dot, so that a line leads to it.</param>
public sealed record ChartLabel(string Label, double X, double Y, string Anchor, bool Far)
{
    private const int Longest = 26, Line = 15, Gap = 10;

    // A letter's width, on the wide side.
    private const double Letter = 6.6;

    // Below the heads of the fields.
    private const double Highest = 56;

    private static readonly (double Across, double Down)[] Around =
    [
        (Gap, 4), (-Gap, 4), (0, -11), (0, 20), (Gap, -14), (-Gap, -14), (Gap, 24), (-Gap, 24), (Gap, -30), (-Gap, -30), (Gap, 40), (-Gap, 40), (Gap, -46), (-Gap, -46), (Gap, 56), (-Gap, 56),
    ];

    /// <summary>Places names in a drawing that goes from one end to the other.</summary>
    /// <param name="dots">Name and place of each dot, in reading direction.</param>
    /// <param name="from">Where the drawing begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="bottom">Below which no name may stand.</param>
    public static IReadOnlyList<ChartLabel> Placed(IReadOnlyList<(string Label, double X, double Y)> dots, double from, double to, double bottom)
    {
        var placed = new ChartLabel[dots.Count];
        var taken = dots.Select(dot => (From: dot.X - 7, To: dot.X + 7, Top: dot.Y - 7, Bottom: dot.Y + 7)).ToList();
        foreach (var (at, (name, x, y)) in dots.Index().OrderBy(dot => dot.Item.Y))
        {
            var label = name.Length <= Longest ? name : name[..(Longest - 1)] + "…";
            var candidates = Around.Select(place => Of(label, x + place.Across, y + place.Down, place)).ToArray();
            var free = candidates.Where(one => Box(one) is var box && box.From > from && box.To < to && box.Top > Highest - Line && box.Bottom < bottom && taken.TrueForAll(other => Apart(box, other)));
            placed[at] = free.FirstOrDefault() ?? candidates[0];
            taken.Add(Box(placed[at]));
        }

        return placed;
    }

    private static ChartLabel Of(string label, double x, double y, (double Across, double Down) place) =>
        new(label, x, y, place.Across > 0 ? "start" : place.Across < 0 ? "end" : "middle", Math.Abs(place.Down) > 24);

    private static (double From, double To, double Top, double Bottom) Box(ChartLabel one)
    {
        var wide = one.Label.Length * Letter;
        var begins = one.Anchor switch { "start" => one.X, "end" => one.X - wide, _ => one.X - (wide / 2) };
        return (begins, begins + wide, one.Y - 11, one.Y + 3);
    }

    private static bool Apart((double From, double To, double Top, double Bottom) one, (double From, double To, double Top, double Bottom) other) =>
        one.To < other.From || one.From > other.To || one.Bottom < other.Top || one.Top > other.Bottom;
}
