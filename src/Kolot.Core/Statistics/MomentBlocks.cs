namespace Kolot.Core.Statistics;

/// <summary>Rows in blocks that are drawn whole: all rows of a customer lie in one block, and of many customers several share one.</summary>
/// <remarks>
/// What a sample of blocks says is the sum of theirs, so drawing a thousand times costs what the blocks cost, not the rows. Customers are put into blocks by chance, as in random groups
/// (Wolter 2007, Introduction to Variance Estimation, 2nd ed., 2.2): whole customers drawn anew (Field and Welsh 2007, Journal of the Royal Statistical Society B 69, 369-390), in bundles. With B blocks the
/// drawn spread is itself known to within a share of 1/√(2B).
/// </remarks>
internal sealed class MomentBlocks
{
    private readonly Moments whole;
    private readonly MomentSums[] blocks;

    /// <summary>Puts rows into blocks.</summary>
    /// <param name="whole">The rows.</param>
    /// <param name="customers">Whose each row is; null where each is somebody else's.</param>
    /// <param name="most">How many blocks at most.</param>
    /// <param name="seed">The same seed puts the same customers together.</param>
    public MomentBlocks(Moments whole, IReadOnlyList<int>? customers, int most, ulong seed)
    {
        this.whole = whole;
        var (of, count) = Numbered(customers, whole.N);
        Customers = count;
        var blockOf = Dealt(count, most, new(seed));
        blocks = [.. Enumerable.Range(0, Math.Min(count, most)).Select(_ => new MomentSums(whole.Means.Length))];
        for (var row = 0; row < whole.N; row++) blocks[blockOf[of?[row] ?? row]].Add(whole.Row(row));
    }

    /// <summary>How many different customers the rows have.</summary>
    public int Customers { get; }

    /// <summary>As many blocks as there are, each drawn as often as chance has it.</summary>
    public Said<Moments> Draw(Draws draws)
    {
        var (times, sum) = (new int[blocks.Length], new MomentSums(whole.Means.Length));
        for (var block = 0; block < blocks.Length; block++) times[draws.Below(blocks.Length)]++;
        for (var block = 0; block < blocks.Length; block++)
            if (times[block] > 0) sum.Add(blocks[block], times[block]);
        return whole.Drawn(sum);
    }

    private static (int[]? Of, int Count) Numbered(IReadOnlyList<int>? customers, int rows)
    {
        if (customers is null) return (null, rows);
        var numbers = new Dictionary<int, int>();
        var of = new int[customers.Count];
        for (var row = 0; row < of.Length; row++)
        {
            if (!numbers.TryGetValue(customers[row], out var number)) numbers[customers[row]] = number = numbers.Count;
            of[row] = number;
        }

        return (of, numbers.Count);
    }

    // In an order of chance, one to each block in turn: no block has two more customers than another.
    private static int[] Dealt(int count, int most, Draws draws)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        if (count <= most) return order;
        for (var last = count - 1; last > 0; last--)
        {
            var other = draws.Below(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        var blockOf = new int[count];
        for (var at = 0; at < count; at++) blockOf[order[at]] = at % most;
        return blockOf;
    }
}
