namespace Kolot.Core.Facts;

/// <summary>How often each answer was given in one cell, and by how many.</summary>
/// <param name="N">The answers.</param>
/// <param name="Sum">The sum of what they count as.</param>
/// <param name="Squares">The sum of its squares.</param>
/// <param name="Customers">How many different customers gave them; who is not known counts as one each time.</param>
/// <param name="Cross">
/// By how much the sum over customers of the square of the sum of their deviations from the mean exceeds the sum of squared deviations: 0 where nobody answered twice.
/// </param>
public readonly record struct Tally(long N, double Sum, double Squares, double Customers, double Cross)
{
    /// <summary>The mean; not a number where nobody answered.</summary>
    public double Mean => Sum / N;

    /// <summary>The sum of squared deviations from the mean.</summary>
    public double Deviation => Math.Max(0, Squares - (Sum * Sum / N));

    /// <summary>The sum over customers of the square of the sum of their deviations from the mean.</summary>
    public double DeviationByCustomer => Math.Max(0, Deviation + Cross);
}

/// <summary>The answer to a <see cref="FactQuestion"/>: a cell for each span of days and each group.</summary>
public sealed class FactTable
{
    private readonly long[] counts;
    private readonly long[] sizes;
    private readonly double[] worths;
    private readonly RepeatSums repeats;

    internal FactTable(FactQuestion question, FactPlan plan, IReadOnlyList<FactWalk> walks, RepeatSums repeats)
    {
        (Question, Groups, Values, worths, this.repeats) = (question, plan.Groups, plan.Values, [.. plan.Worths], repeats);
        (counts, sizes) = (new long[question.Spans.Count * plan.SpanWidth], new long[question.Spans.Count * plan.CellsOfSpan]);
        foreach (var walk in walks)
            for (var slot = 0; slot < walk.Counts.Length; slot++) counts[slot] += walk.Counts[slot];
        for (var cell = 0; cell < sizes.Length; cell++) sizes[cell] = Sum(CountsOf(cell));
    }

    /// <summary>What was asked.</summary>
    public FactQuestion Question { get; }

    /// <summary>The names of the groups of each axis.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    /// <summary>The answers that were counted, in the order of their worth.</summary>
    public IReadOnlyList<Answer> Values { get; }

    /// <summary>What each counts as.</summary>
    public IReadOnlyList<double> Worths => worths;

    /// <summary>How many cells there are.</summary>
    public int Cells => sizes.Length;

    /// <summary>The cell of a span and a group of each axis.</summary>
    public int CellOf(int span, params ReadOnlySpan<int> groups)
    {
        var cell = span;
        for (var axis = 0; axis < Groups.Count; axis++) cell = (cell * Groups[axis].Count) + groups[axis];
        return cell;
    }

    /// <summary>How often a value was given in a cell.</summary>
    public long CountOf(int cell, int value) => counts[((long)cell * worths.Length) + value];

    /// <summary>How often each value was given in a cell.</summary>
    public ReadOnlySpan<long> CountsOf(int cell) => counts.AsSpan(cell * worths.Length, worths.Length);

    /// <summary>How many answers a cell has.</summary>
    public long SizeOf(int cell) => sizes[cell];

    /// <summary>Which share of a cell's answers counts as so much; 0 where nobody answered.</summary>
    public double ShareOf(int cell, double worth)
    {
        var here = CountsOf(cell);
        var count = 0L;
        for (var value = 0; value < here.Length && value < worths.Length; value++)
            if (worths[value] == worth) count += here[value];
        return SizeOf(cell) is > 0 and var all ? (double)count / all : 0;
    }

    /// <summary>What a cell sums up to.</summary>
    public Tally TallyOf(int cell)
    {
        var (n, sum, squares) = (0L, 0d, 0d);
        var here = CountsOf(cell);
        for (var value = 0; value < here.Length && value < worths.Length; value++)
        {
            var (count, worth) = (here[value], worths[value]);
            (n, sum, squares) = (n + count, sum + (count * worth), squares + (count * worth * worth));
        }

        return new(n, sum, squares, n - repeats.More(cell), n == 0 ? 0 : repeats.Cross(cell, sum / n));
    }

    /// <summary>
    /// The sum over customers of the product of the sums of their deviations in two cells: what two means have in common because the same people answered in both.
    /// </summary>
    /// <remarks>Known only where the question says that cells are compared; else 0.</remarks>
    public double Common(int cell, int other) => repeats.Common(cell, TallyOf(cell).Mean, other, TallyOf(other).Mean);

    private static long Sum(ReadOnlySpan<long> some)
    {
        var sum = 0L;
        foreach (var one in some) sum += one;
        return sum;
    }
}
