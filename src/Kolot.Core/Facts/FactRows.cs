using Kolot.Core.Calendars;

namespace Kolot.Core.Facts;

/// <summary>Voice by voice what was answered to one question, and, beside it, to others: for figures that no count in cells can give.</summary>
/// <remarks>It holds one entry for each voice; a <see cref="FactTable"/> is cheaper wherever it does.</remarks>
public sealed class FactRows
{
    private readonly FactView view;
    private readonly List<(int Part, int Row)> at = [];
    private readonly List<double> worths = [];
    private readonly List<int> customers = [], days = [], groups = [];

    private FactRows(FactView view, FactPlan plan)
    {
        (this.view, Groups) = (view, plan.Groups.Count > 0 ? plan.Groups[0] : []);
        if (plan.Nothing) return;
        for (var part = 0; part < view.Parts.Count; part++) Walk(plan, part);
    }

    /// <summary>The names of the groups, where the question has an axis.</summary>
    public IReadOnlyList<string> Groups { get; }

    /// <summary>How many voices there are.</summary>
    public int Count => at.Count;

    /// <summary>What each answer counts as.</summary>
    public IReadOnlyList<double> Worths => worths;

    /// <summary>Whose each is; who is not known has a number below nought, another each time.</summary>
    public IReadOnlyList<int> Customers => customers;

    /// <summary>The day of each, counted as <see cref="LocalDays"/> does.</summary>
    public IReadOnlyList<int> Days => days;

    /// <summary>The group of each; nought where the question has no axis.</summary>
    public IReadOnlyList<int> GroupOf => groups;

    /// <summary>The voices that a question is about. It has one span of days and at most one group axis.</summary>
    public static FactRows Of(FactView view, FactQuestion question)
    {
        if (question.Asked is null || question.Spans.Count != 1 || question.Groups.Count > 1) throw new ArgumentException("One question, one span and at most one axis.", nameof(question));
        return new(view, new(question, view));
    }

    /// <summary>What the same voices answered to another question; not a number where they did not, or where it counts for nothing.</summary>
    public double[] AnswersTo(string question, Func<Answer, double?> worth)
    {
        var answers = new double[Count];
        Array.Fill(answers, double.NaN);
        if (view.Image.Names.Find(question) is not { } number) return answers;
        var codes = view.Image.Names.AnswersTo(number);
        double[] worths = [double.NaN, .. Enumerable.Range(1, codes.Count - 1).Select(code => worth(codes[code]) ?? double.NaN)];
        var scratch = new ushort[FactBlock.Size];
        for (int first = 0, last; first < at.Count; first = last)
        {
            var (part, of) = (at[first].Part, view.Parts[at[first].Part].Block.Answers);
            for (last = first; last < at.Count && at[last].Part == part;) last++;
            if (number >= of.Length || of[number] is not { } column) continue;
            var given = column.Spread(scratch, 0, FactBlock.Size);
            for (var index = first; index < last; index++)
                if (given[at[index].Row] is > 0 and var code && code < worths.Length) answers[index] = worths[code];
        }

        return answers;
    }

    private void Walk(FactPlan plan, int part)
    {
        var (block, count) = (view.Parts[part].Block, view.Parts[part].Count);
        if (plan.Number is not { } number || number >= block.Answers.Length || block.Answers[number] is not { } column) return;
        var answers = column.Spread(new ushort[FactBlock.Size], 0, FactBlock.Size);
        for (var row = 0; row < count; row++)
        {
            // An answer that came after the question was asked has no slot, nor has one of so many that they are not told apart.
            var slot = answers[row] < plan.Slots.Length ? plan.Slots[answers[row]] : -1;
            var day = block.Days[row] - plan.FirstDay;
            if (slot < 0 || (uint)day >= (uint)plan.SpanOfDay.Length || block.Kinds[row] == FactBlock.Gone) continue;
            var cell = CellOf(plan, block, row);
            if (cell < 0) continue;
            at.Add((part, row));
            worths.Add(plan.Worths[slot]);
            customers.Add(block.Customers[row] is > 0 and var known ? known : -at.Count);
            days.Add(block.Days[row]);
            groups.Add(cell / plan.SlotsOfCell);
        }
    }

    // Below nought for nowhere.
    private static int CellOf(FactPlan plan, FactBlock block, int row)
    {
        var cell = 0;
        foreach (var axis in plan.Axes)
        {
            if (axis.MoveOf(axis.Kind == FactAxisKind.Attribute ? KnownOf(plan.CodesOf(axis), block.Customers[row]) : CodeOf(block, row, axis)) is not { } move) return -1;
            cell += move;
        }

        return plan.UnitsInReach is { } units && !units[block.Units[row]] && (plan.Self == 0 || block.Authors[row] != plan.Self) ? -1 : cell;
    }

    private static int KnownOf(ReadOnlySpan<ushort> codes, int customer) => customer < codes.Length ? codes[customer] : 0;

    private static int CodeOf(FactBlock block, int row, PlannedAxis axis) => axis.Kind switch
    {
        FactAxisKind.Channel => block.Channels[row],
        FactAxisKind.Touchpoint => block.Touchpoints[row],
        FactAxisKind.Unit => block.Units[row],
        FactAxisKind.Kind => block.Kinds[row],
        FactAxisKind.Language => block.Languages[row],
        _ => axis.Question >= 0 && axis.Question < block.Answers.Length && block.Answers[axis.Question] is { } column ? column[row] : 0,
    };
}
