using Kolot.Core.Calendars;
using Kolot.Core.Listen;

namespace Kolot.Core.Facts;

/// <summary>How a question is answered from the columns: for each a table that says for every code how it moves a voice's cell, or that it is left out.</summary>
internal sealed class FactPlan
{
    /// <summary>Leaves a voice out, whatever the others say: one of these and the last of all slots are below nothing, and one of each axis are still a number.</summary>
    public const int Out = -(1 << 25);

    private const long MostSlots = 1 << 24;

    private readonly FactNames names;

    public FactPlan(FactQuestion question, FactView view)
    {
        (Question, names) = (question, view.Image.Names);
        if (question.Groups.Count + question.Filters.Count > FactQuestion.MostAxes) throw new TooManyCellsException();
        Number = question.Asked is { } asked ? names.Find(asked) : null;
        (Values, Worths, Slots) = ValuesOf();
        SlotsOfCell = Math.Max(1, Values.Count);

        var groups = question.Groups.Select(Read).ToArray();
        Groups = [.. groups.Select(group => group.Names)];
        // Looked at before anything is multiplied out: three axes of some thousands are more than a number holds.
        var cells = Groups.Aggregate((double)question.Spans.Count, (product, names) => product * names.Count);
        if (cells > FactQuestion.MostCells || cells * SlotsOfCell > MostSlots) throw new TooManyCellsException();
        SpanWidth = SlotsOfCell;
        for (var axis = groups.Length - 1; axis >= 0; axis--)
        {
            Add(groups[axis], SpanWidth);
            SpanWidth *= groups[axis].Names.Count;
        }

        foreach (var filter in question.Filters) Add(Read(filter), 0);
        if (question.Reach.Units is { } units) (UnitsInReach, Self) = (Reach(units), names.Authors.Find(question.Reach.Self));
        (FirstDay, SpanOfDay) = DaysOf();
        NeedsKind = question.Asked is null;
        Nothing = question.Asked is not null && (Number is null || Values.Count == 0);
    }

    public FactQuestion Question { get; }

    /// <summary>The number of the question; null where voices are counted, or nobody was asked.</summary>
    public int? Number { get; }

    /// <summary>Whether there is nothing to be counted.</summary>
    public bool Nothing { get; }

    /// <summary>Whether voices that were removed must be left out by their kind.</summary>
    public bool NeedsKind { get; }

    public IReadOnlyList<Answer> Values { get; }

    public IReadOnlyList<double> Worths { get; }

    /// <summary>For each code of an answer the slot within a cell, or <see cref="Out"/>.</summary>
    public int[] Slots { get; }

    public int SlotsOfCell { get; }

    /// <summary>How many slots one span of days has.</summary>
    public int SpanWidth { get; }

    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    /// <summary>What the columns of a voice's own say.</summary>
    public List<(FactAxisKind Kind, int Question, int[] Moves)> Columns { get; } = [];

    /// <summary>What is known of the customers says, for each of them; null where it does not matter.</summary>
    public int[]? Customers { get; private set; }

    /// <summary>The same as one bit for each customer, where it only leaves some out.</summary>
    public ulong[]? CustomersIn { get; private set; }

    /// <summary>Whether a unit is in reach, by code; null where all are.</summary>
    public bool[]? UnitsInReach { get; }

    /// <summary>The code of whoever asks, as who entered voices.</summary>
    public int Self { get; }

    public int FirstDay { get; }

    /// <summary>For each day from the first on the first slot of its span, or <see cref="Out"/>.</summary>
    public int[] SpanOfDay { get; }

    /// <summary>For how many days apart two answers of one customer may lie in one cell.</summary>
    public int Together => Question.CountsOnly ? 0 : Question.Compared ? FactBlock.Alone : Math.Min(FactBlock.Alone, Question.Spans.Max(span => span.Length));

    private (IReadOnlyList<Answer>, IReadOnlyList<double>, int[]) ValuesOf()
    {
        var slots = new int[ushort.MaxValue + 1];
        if (Question.Asked is null) return ([new(1)], [1], slots);
        Array.Fill(slots, Out);
        if (Number is not { } number) return ([], [], slots);
        var answers = names.AnswersTo(number);
        var counted = Enumerable.Range(1, answers.Count - 1).Select(code => (Code: code, Worth: Question.Worth(answers[code])))
            .Where(answer => answer.Worth is not null).OrderBy(answer => answer.Worth).ThenBy(answer => answers[answer.Code].Number).ToArray();
        foreach (var (slot, (code, _)) in counted.Index()) slots[code] = slot;
        return ([.. counted.Select(answer => answers[answer.Code])], [.. counted.Select(answer => answer.Worth ?? 0)], slots);
    }

    // What each code of an axis counts as: the groups that there are, and for each code its group or none.
    private (FactAxis Axis, IReadOnlyList<string> Names, int[] GroupOf) Read(FactAxis axis)
    {
        var values = ValuesOf(axis).ToArray();
        var groups = new Dictionary<string, int>();
        var of = new int[axis.Kind == FactAxisKind.Attribute ? values.Length : ushort.MaxValue + 1];
        Array.Fill(of, -1);
        foreach (var (code, value) in values.Index())
            if (value is not null && axis.As(value) is { } group)
            {
                if (!groups.TryGetValue(group, out var known)) groups[group] = known = groups.Count;
                of[code] = known;
            }

        return (axis, [.. groups.Keys], of);
    }

    private IEnumerable<string?> ValuesOf(FactAxis axis) => axis.Kind switch
    {
        FactAxisKind.Kind => Enum.GetNames<VoiceKind>().Select(name => name.ToLowerInvariant()),
        FactAxisKind.Language => Of(names.Languages, language => language),
        FactAxisKind.Attribute => names.Customers.ValuesOf(axis.Key) is { } values ? Of(values, value => value) : [""],
        FactAxisKind.Answer => names.Find(axis.Key) is { } number ? Of(names.AnswersTo(number), answer => answer.Written) : [""],
        FactAxisKind.Channel => Of(names.Channels, id => id.ToString()),
        FactAxisKind.Touchpoint => Of(names.Touchpoints, id => id.ToString()),
        _ => Of(names.Units, id => id.ToString()),
    };

    private static IEnumerable<string?> Of<T>(Codes<T> codes, Func<T, string> write) where T : notnull =>
        Enumerable.Range(0, codes.Count).Select(code => code == 0 ? "" : write(codes[code]));

    private void Add((FactAxis Axis, IReadOnlyList<string> Names, int[] GroupOf) read, int width)
    {
        var moves = Array.ConvertAll(read.GroupOf, group => group < 0 ? Out : group * width);
        if (read.Axis.Kind != FactAxisKind.Attribute) Columns.Add((read.Axis.Kind, read.Axis.Kind == FactAxisKind.Answer ? names.Find(read.Axis.Key) ?? -1 : -1, moves));
        else AddCustomers(names.Customers.CodesOf(read.Axis.Key), moves, width > 0);
    }

    private void AddCustomers(ReadOnlySpan<ushort> codes, int[] moves, bool groups)
    {
        var count = names.Customers.Count;
        if (groups)
        {
            Customers ??= new int[count];
            for (var customer = 0; customer < count; customer++)
                Customers[customer] = Math.Max(Out, Customers[customer] + MoveOf(codes, moves, customer));
            return;
        }

        var fresh = CustomersIn is null;
        CustomersIn ??= new ulong[(count + 63) / 64];
        for (var customer = 0; customer < count; customer++)
        {
            var bit = 1UL << customer;
            if (MoveOf(codes, moves, customer) < 0) CustomersIn[customer >> 6] &= ~bit;
            else if (fresh) CustomersIn[customer >> 6] |= bit;
        }
    }

    private static int MoveOf(ReadOnlySpan<ushort> codes, int[] moves, int customer)
    {
        var code = customer < codes.Length ? codes[customer] : 0;
        return code < moves.Length ? moves[code] : Out;
    }

    private bool[] Reach(IReadOnlySet<Guid> units)
    {
        var within = new bool[ushort.MaxValue + 1];
        foreach (var unit in units)
            if (names.Units.Find(unit) is > 0 and var code) within[code] = true;
        return within;
    }

    private (int First, int[] Spans) DaysOf()
    {
        var first = LocalDays.NumberOf(Question.Spans[0].From);
        var spans = new int[LocalDays.NumberOf(Question.Spans[^1].To) - first + 1];
        Array.Fill(spans, Out);
        foreach (var (index, span) in Question.Spans.Index())
            Array.Fill(spans, index * SpanWidth, LocalDays.NumberOf(span.From) - first, LocalDays.NumberOf(span.To) - LocalDays.NumberOf(span.From) + 1);
        return (first, spans);
    }
}

/// <summary>A question tells more cells apart than anybody reads.</summary>
public sealed class TooManyCellsException() : Exception("The table would have too many cells.");
