using System.Buffers;
using System.Numerics;

namespace Kolot.Core.Facts;

/// <summary>One digit of a voice's number: a column, and what it adds to the number.</summary>
/// <param name="Kind">Which column.</param>
/// <param name="Question">The question, where it is an answer.</param>
/// <param name="Most">The digit of all codes that there were not when the question was asked: they are left out.</param>
/// <param name="Step">What a digit of one is worth.</param>
/// <param name="Added">For each code what it adds, where there are many codes and few that differ; else a code is its own digit.</param>
internal readonly record struct Digit(FactAxisKind Kind, int Question, ushort Most, ushort Step, ushort[]? Added);

/// <summary>
/// Makes one small number of all that a question asks of a voice, as digits make a number: so that a voice takes some arithmetic on many voices at once and one count, however many axes there
/// are. Only when a span of days is done it is looked up where each number belongs.
/// </summary>
/// <remarks>Twelve answers at thirteen touchpoints make 156 numbers; a filter on customers doubles them. What makes more than two bytes hold is walked through in another way.</remarks>
internal sealed class DigitPlan : IDisposable
{
    /// <summary>In place of a <see cref="RepeatEntry"/>: the number is left out.</summary>
    public const ulong NoEntry = ulong.MaxValue;

    private const int MostNumbers = 1 << 16;
    private const int MostOfCustomers = 1 << 8;

    // A column of so few codes is its own digit; of a longer one it is looked up what its codes are.
    private const int FewCodes = 64;

    private readonly FactPlan plan;
    private readonly List<Digit> digits = [];
    private DigitMeaning[] meanings = [DigitMeaning.Nothing];
    private byte[] customers = [];
    private int customersLength;

    private DigitPlan(FactPlan plan) => this.plan = plan;

    /// <summary>The digits that a voice's own columns give.</summary>
    public IReadOnlyList<Digit> Columns => digits;

    /// <summary>For each unit what it adds where it is out of reach; null where all are within.</summary>
    public ushort[]? Reach { get; private set; }

    /// <summary>Whether it matters what is known of customers.</summary>
    public bool ByCustomer => customersLength > 0;

    /// <summary>The digits of what is known of each customer: the lowest of a number. A power of two of them; those beyond all customers are left out.</summary>
    public ReadOnlySpan<byte> Customers => customers.AsSpan(0, customersLength);

    /// <summary>The bits of a number that say that a filter on customers leaves it out.</summary>
    public ushort LeftOut { get; private set; }

    /// <summary>For each number where it is counted, or -1.</summary>
    public int[] SlotOf { get; private set; } = [];

    /// <summary>For each number what is noted where its customer may have answered twice.</summary>
    public ulong[] EntryOf { get; private set; } = [];

    /// <summary>Makes it; null where there would be more numbers than serve.</summary>
    public static DigitPlan? Of(FactPlan plan)
    {
        var made = new DigitPlan(plan);
        var fits = made.OfCustomers() && made.Answers() && made.Kinds() && plan.Axes.Where(axis => axis.Kind != FactAxisKind.Attribute).All(made.Column) && made.Within();
        if (!fits)
        {
            made.Dispose();
            return null;
        }

        made.SlotOf = Array.ConvertAll(made.meanings, meaning => meaning.SlotIn(plan));
        made.EntryOf = Array.ConvertAll(made.SlotOf, slot => slot < 0 || slot >= plan.SpanWidth ? NoEntry : RepeatEntry.Of(slot / plan.SlotsOfCell, slot % plan.SlotsOfCell, 0));
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (customers.Length > 0) ArrayPool<byte>.Shared.Return(customers);
        (customers, customersLength) = ([], 0);
    }

    private bool Answers() => plan.Number is not { } number
        || Column(FactAxisKind.Answer, number, [.. plan.Slots.Select(slot => slot < 0 ? DigitMeaning.Out : new(slot, DigitMeaning.Nobody))], DigitMeaning.Out);

    private bool Kinds() => !plan.NeedsKind
        || Column(FactAxisKind.Kind, -1, [.. Enum.GetValues<Listen.VoiceKind>().Select(_ => DigitMeaning.Nothing)], DigitMeaning.Out);

    private bool Column(PlannedAxis axis) => Column(axis.Kind, axis.Question, DigitMeaning.OfCodes(axis), DigitMeaning.LeftOut(axis));

    private bool Column(FactAxisKind kind, int question, DigitMeaning[] ofCodes, DigitMeaning beyond)
    {
        DigitMeaning[] different = ofCodes.Length < FewCodes ? ofCodes : [.. ofCodes.Distinct()];
        var step = meanings.Length;
        if (!Multiply([.. different, beyond])) return false;
        ushort[]? added = null;
        if (different.Length < ofCodes.Length)
        {
            var at = different.Index().ToDictionary(one => one.Item, one => one.Index);
            added = new ushort[ushort.MaxValue + 1];
            Array.Fill(added, (ushort)(different.Length * step));
            for (var code = 0; code < ofCodes.Length; code++) added[code] = (ushort)(at[ofCodes[code]] * step);
        }

        digits.Add(new(kind, question, (ushort)different.Length, (ushort)step, added));
        return true;
    }

    private bool Within()
    {
        if (plan.UnitsInReach is not { } units) return true;
        var step = (ushort)meanings.Length;
        if (!Multiply([DigitMeaning.Nothing, DigitMeaning.Out])) return false;
        Reach = Array.ConvertAll(units, within => within ? (ushort)0 : step);
        return true;
    }

    // Filters first, so that the lowest bits tell whom they leave out.
    private bool OfCustomers()
    {
        PlannedAxis[] axes = [.. plan.Axes.Where(axis => axis.Kind == FactAxisKind.Attribute).OrderBy(axis => axis.Filter < 0)];
        if (axes.Length == 0) return true;
        customersLength = (int)BitOperations.RoundUpToPowerOf2((uint)plan.KnownCustomers + 1);
        customers = ArrayPool<byte>.Shared.Rent(customersLength);
        var all = customers.AsSpan(0, customersLength);
        all.Clear();
        foreach (var axis in axes)
        {
            var (step, ofCodes, beyond) = (meanings.Length, DigitMeaning.OfCodes(axis), DigitMeaning.LeftOut(axis));
            DigitMeaning[] different = axis.Filter < 0 ? [.. ofCodes.Append(beyond).Distinct()] : [DigitMeaning.Nothing, beyond];
            if (step * different.Length > MostOfCustomers || !Multiply(different)) return false;
            byte[] added = [.. ofCodes.Append(beyond).Select(meaning => (byte)(Array.IndexOf(different, meaning) * step))];
            DigitKernel.AddLooked(all[..plan.KnownCustomers], plan.CodesOf(axis), added);
            if (axis.Filter >= 0) LeftOut |= (ushort)step;
        }

        all[plan.KnownCustomers..].Fill((byte)(meanings.Length - 1));
        return true;
    }

    private bool Multiply(DigitMeaning[] digit)
    {
        if ((long)meanings.Length * digit.Length > MostNumbers) return false;
        var more = new DigitMeaning[meanings.Length * digit.Length];
        for (var value = 0; value < digit.Length; value++)
            for (var index = 0; index < meanings.Length; index++) more[(value * meanings.Length) + index] = meanings[index].And(digit[value]);
        meanings = more;
        return true;
    }
}

/// <summary>What a number, or a digit of one, says of a voice.</summary>
/// <param name="Slot">Where it is counted; below 0 where it is not.</param>
/// <param name="LeftOutBy">Which filter alone leaves it out.</param>
internal readonly record struct DigitMeaning(int Slot, int LeftOutBy)
{
    /// <summary>In place of a filter.</summary>
    public const int Nobody = -1;

    /// <summary>It moves nothing and leaves nobody out.</summary>
    public static DigitMeaning Nothing => new(0, Nobody);

    /// <summary>It is counted nowhere.</summary>
    public static DigitMeaning Out => new(-1, Nobody);

    /// <summary>What it means that an axis leaves a voice out.</summary>
    public static DigitMeaning LeftOut(PlannedAxis axis) => axis.Filter < 0 ? Out : new(0, axis.Filter);

    /// <summary>What the codes of an axis mean.</summary>
    public static DigitMeaning[] OfCodes(PlannedAxis axis) =>
        [.. Enumerable.Range(0, axis.GroupOf.Length).Select(code => axis.MoveOf(code) is { } move ? new(move, Nobody) : LeftOut(axis))];

    /// <summary>What both say together.</summary>
    public DigitMeaning And(DigitMeaning other) => Slot < 0 || other.Slot < 0 || (LeftOutBy != Nobody && other.LeftOutBy != Nobody)
        ? Out
        : new(Slot + other.Slot, Math.Max(LeftOutBy, other.LeftOutBy));

    /// <summary>Where that is counted within a span: beyond its slots where one filter alone leaves it out and that is asked; below 0 for nowhere.</summary>
    public int SlotIn(FactPlan plan) => this switch
    {
        { Slot: < 0 } => -1,
        { LeftOutBy: Nobody } => Slot,
        _ when plan.Question.Without => plan.SpanWidth + (LeftOutBy * plan.CellsOfSpan) + (Slot / plan.SlotsOfCell),
        _ => -1,
    };
}
