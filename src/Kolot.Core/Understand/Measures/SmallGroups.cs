using Kolot.Core.Facts;

namespace Kolot.Core.Understand.Measures;

/// <summary>Keeps groups out of sight that are so small that a person could be recognised, also by subtraction.</summary>
public static class SmallGroups
{
    /// <summary>How large a cell is here: how many customers answered; five answers of two people say who they are. Who is not known counts as one each time.</summary>
    public static long SizeOf(FactTable table, int cell) => (long)table.TallyOf(cell).Customers;

    /// <summary>Which parts of a whole, whose size is told too, are not shown.</summary>
    /// <param name="sizes">How many customers each part has; together they are the whole, or more where some are in several.</param>
    /// <param name="fewest">How many a part must have to be shown.</param>
    /// <param name="also">Parts that are hidden for another reason.</param>
    /// <param name="whole">How many customers the whole has, where some may be in several parts.</param>
    /// <returns>
    /// True for each part that is hidden: those with fewer, save empty ones, and, where these have too few together, the next smallest, so that what is hidden cannot be had by
    /// taking the others off the whole.
    /// </returns>
    public static bool[] Hidden(IReadOnlyList<long> sizes, int fewest, IReadOnlyList<bool>? also = null, long? whole = null)
    {
        var hidden = sizes.Select((size, at) => size > 0 && (size < fewest || also?[at] == true)).ToArray();
        // Whoever is in several parts may be in several hidden ones; never more than are counted twice in all.
        var together = sizes.Where((_, at) => hidden[at]).Sum();
        if (together == 0) return hidden;
        var twice = Math.Max(0, sizes.Sum() - (whole ?? sizes.Sum()));
        foreach (var at in Enumerable.Range(0, sizes.Count).Where(at => sizes[at] > 0 && !hidden[at]).OrderBy(at => sizes[at]).ThenBy(at => at).ToArray())
        {
            if (together - twice >= fewest && hidden.Count(one => one) > 1) break;
            hidden[at] = true;
            together += sizes[at];
        }

        return hidden;
    }
}
