using Kolot.Core.Calendars;
using Kolot.Core.Listen;

namespace Kolot.Core.Facts;

/// <summary>How a question is answered from the columns: its axes beside the codes that there are, and where in a table each voice is counted.</summary>
internal sealed class FactPlan
{
    private const long MostSlots = 1 << 24;

    private readonly FactNames names;
    private readonly KeptFilters kept;
    private readonly int longest;

    public FactPlan(FactQuestion question, FactView view)
    {
        (Question, names, kept) = (question, view.Image.Names, view.Image.Filters);
        KnownCustomers = names.Customers.Count;
        if (question.Groups.Count + question.Filters.Count > FactQuestion.MostAxes) throw new TooManyCellsException();
        Number = question.Asked is { } asked ? names.Find(asked) : null;
        (Values, Worths, Slots) = ValuesOf();
        SlotsOfCell = Math.Max(1, Values.Count);

        var groups = question.Groups.Select(axis => Read(axis, false)).ToArray();
        Groups = [.. groups.Select(group => group.Names)];
        // Looked at before anything is multiplied out: three axes of some thousands are more than a number holds.
        var cells = Groups.Aggregate((double)question.Spans.Count, (product, names) => product * names.Count);
        if (cells > FactQuestion.MostCells || cells * SlotsOfCell > MostSlots) throw new TooManyCellsException();
        SpanWidth = SlotsOfCell;
        for (var axis = groups.Length - 1; axis >= 0; axis--)
        {
            groups[axis] = groups[axis] with { Width = SpanWidth };
            SpanWidth *= groups[axis].Names.Count;
        }

        CellsOfSpan = SpanWidth / SlotsOfCell;
        Axes = [.. groups, .. question.Filters.Select(axis => Read(axis, true))];
        if (question.Reach.Units is { } units) (UnitsInReach, Self) = (Reach(units), names.Authors.Find(question.Reach.Self));
        (FirstDay, SpanOfDay) = DaysOf();
        longest = question.Spans.Max(span => span.Length);
        Nothing = question.Asked is not null && (Number is null || Values.Count == 0);
    }

    public FactQuestion Question { get; }

    /// <summary>The number of the question; null where voices are counted, or nobody was asked.</summary>
    public int? Number { get; }

    /// <summary>Whether there is nothing to be counted.</summary>
    public bool Nothing { get; }

    /// <summary>Whether voices that were removed must be left out by their kind.</summary>
    public bool NeedsKind => Question.Asked is null;

    public IReadOnlyList<Answer> Values { get; }

    public IReadOnlyList<double> Worths { get; }

    /// <summary>For each code of an answer the slot within a cell, or -1 where it is left out.</summary>
    public int[] Slots { get; }

    public int SlotsOfCell { get; }

    /// <summary>How many slots one span of days has.</summary>
    public int SpanWidth { get; }

    /// <summary>How many cells one span of days has.</summary>
    public int CellsOfSpan { get; }

    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    public IReadOnlyList<PlannedAxis> Axes { get; }

    /// <summary>Whether a unit is in reach, by code; null where all are.</summary>
    public bool[]? UnitsInReach { get; }

    /// <summary>The code of whoever asks, as who entered voices.</summary>
    public int Self { get; }

    public int FirstDay { get; }

    /// <summary>For each day from the first on its span, or -1.</summary>
    public int[] SpanOfDay { get; }

    /// <summary>How near a customer's other voice must lie to some voices, to lie in one cell with them or in one that is compared with theirs.</summary>
    /// <param name="span">The span in which all of them lie; null where each has its own.</param>
    /// <param name="days">Between which days they lie; null where that is not known.</param>
    public NearDays NearOf(int? span, (ushort First, ushort Last)? days)
    {
        if (days is not { } known || (span is null && !Question.Compared)) return Question.Compared ? NearDays.Any : NearDays.Within(longest - 1, longest - 1);
        var (first, last) = Question.Compared || span is not { } one ? (FirstDay, FirstDay + SpanOfDay.Length - 1) : (LocalDays.NumberOf(Question.Spans[one].From), LocalDays.NumberOf(Question.Spans[one].To));
        return NearDays.Within(known.Last - first, last - known.First);
    }

    /// <summary>What each customer's value of an attribute is.</summary>
    public ReadOnlySpan<ushort> CodesOf(PlannedAxis axis) => names.Customers.CodesOf(axis.Key);

    /// <summary>Where full blocks keep whose voices a filter lets through.</summary>
    public KeptFilters.Kept KeptAt(PlannedAxis filter) => kept.Of(filter, names.Customers.StateOf(filter.Key));

    /// <summary>How many numbers customers have.</summary>
    // One moment's count: others come while a question is answered, and tables are laid out by it.
    public int KnownCustomers { get; }

    private (IReadOnlyList<Answer>, IReadOnlyList<double>, int[]) ValuesOf()
    {
        if (Question.Asked is null) return ([new(1)], [1], [0]);
        if (Number is not { } number) return ([], [], []);
        var answers = names.AnswersTo(number);
        var slots = new int[answers.Count];
        Array.Fill(slots, -1);
        var counted = Enumerable.Range(1, slots.Length - 1).Where(answers.Knows).Select(code => (Code: code, Worth: Question.Worth(answers[code])))
            .Where(answer => answer.Worth is not null).OrderBy(answer => answer.Worth).ThenBy(answer => answers[answer.Code].Number).ToArray();
        foreach (var (slot, (code, _)) in counted.Index()) slots[code] = slot;
        return ([.. counted.Select(answer => answers[answer.Code])], [.. counted.Select(answer => answer.Worth ?? 0)], slots);
    }

    // What each code of an axis counts as: the groups that there are, and for each code its group or none.
    private PlannedAxis Read(FactAxis axis, bool chooses)
    {
        string?[] values = [.. ValuesOf(axis)];
        var groups = new Dictionary<string, int>();
        var of = new int[values.Length];
        Array.Fill(of, -1);
        foreach (var (code, value) in values.Index())
            if (value is not null && axis.As(value) is { } group)
            {
                if (!groups.TryGetValue(group, out var known)) groups[group] = known = groups.Count;
                of[code] = known;
            }

        var question = axis.Kind == FactAxisKind.Answer ? names.Find(axis.Key) ?? -1 : -1;
        return new(axis.Kind, axis.Key, question, [.. groups.Keys], of, chooses);
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
        Enumerable.Range(0, codes.Count).Select(code => code == 0 ? "" : codes.Knows(code) && codes[code] is { } value ? write(value) : null);

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
        Array.Fill(spans, -1);
        foreach (var (index, span) in Question.Spans.Index())
            Array.Fill(spans, index, LocalDays.NumberOf(span.From) - first, LocalDays.NumberOf(span.To) - LocalDays.NumberOf(span.From) + 1);
        return (first, spans);
    }
}

/// <summary>A question tells more cells apart than anybody reads.</summary>
public sealed class TooManyCellsException() : Exception("The table would have too many cells.");
