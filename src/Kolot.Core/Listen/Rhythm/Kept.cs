namespace Kolot.Core.Listen.Rhythm;

/// <summary>How a rhythm was kept: persistence is a series of ordinary weeks.</summary>
/// <param name="Streak">How many pieces in a row it is kept up to now.</param>
/// <param name="Longest">The longest such row.</param>
/// <param name="Pieces">In how many pieces it was kept.</param>
/// <param name="Of">Of how many that are over.</param>
public readonly record struct Kept(int Streak, int Longest, int Pieces, int Of)
{
    /// <summary>Looks at pieces in order, the last of which is not over: it counts once it is kept, and breaks nothing before it ends.</summary>
    /// <param name="heard">How many voices each piece had.</param>
    /// <param name="expected">How many are expected in a piece.</param>
    public static Kept In(IReadOnlyList<long> heard, int expected)
    {
        var (streak, longest, pieces) = (0, 0, 0);
        for (var piece = 0; piece < heard.Count; piece++)
        {
            var open = piece == heard.Count - 1;
            if (heard[piece] >= expected) (streak, pieces) = (streak + 1, pieces + (open ? 0 : 1));
            else if (!open) streak = 0;
            longest = Math.Max(longest, streak);
        }

        return new(streak, longest, pieces, Math.Max(0, heard.Count - 1));
    }
}
