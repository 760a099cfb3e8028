using System.Buffers;

namespace Kolot.Core.Facts;

/// <summary>One digit of a voice's number: a column, and what it adds to the number.</summary>
/// <param name="Kind">Which column; null for the answers that are counted.</param>
/// <param name="Question">The question, where it is an answer.</param>
/// <param name="Most">The digit of all codes that there were not when the question was asked: they are left out.</param>
/// <param name="Step">What a digit of one is worth.</param>
/// <param name="Added">For each code what it adds, where there are many codes and few that differ; else a code is its own digit.</param>
internal readonly record struct Digit(FactAxisKind Kind, int Question, ushort Most, ushort Step, ushort[]? Added);

/// <summary>
/// Makes one small number of all that a question asks of a voice, as digits make a number: so that a voice takes some arithmetic on many voices at once and one look into
/// <see cref="SlotOf"/>, however many axes there are.
/// </summary>
/// <remarks>Twelve answers at thirteen touchpoints make 156 numbers; a filter on customers doubles them. It serves while all of them fit into the nearest memory.</remarks>
internal sealed class DigitPlan : IDisposable
{
    private const int MostNumbers = 1 << 16;
    private const int MostOfCustomers = 1 << 8;

    // A column of so few codes is its own digit; of a longer one it is looked up what its codes are.
    private const int FewCodes = 64;

    private static readonly Meaning Out = new(-1, Meaning.Nobody);

    private readonly FactPlan plan;
    private readonly List<Digit> digits = [];
    private Meaning[] meanings = [new(0, Meaning.Nobody)];

    private DigitPlan(FactPlan plan) => this.plan = plan;

    /// <summary>The digits that a voice's own columns give.</summary>
    public IReadOnlyList<Digit> Columns => digits;

    /// <summary>For each unit what it adds where it is out of reach; null where all are within.</summary>
    public ushort[]? Reach { get; private set; }

    /// <summary>The number made of what is known of each customer; null where that does not matter. The last one is of whoever is not known yet.</summary>
    public byte[]? Customers { get; private set; }

    /// <summary>How many customers there are in it, the last one not counted.</summary>
    public int KnownCustomers => plan.KnownCustomers;

    /// <summary>What one in a customer's number is worth.</summary>
    public int CustomerStep { get; private set; }

    /// <summary>For each number where it is counted.</summary>
    public int[] SlotOf { get; private set; } = [];

    /// <summary>Makes it; null where there would be more numbers than serve.</summary>
    public static DigitPlan? Of(FactPlan plan)
    {
        var made = new DigitPlan(plan);
        var fits = made.Answers() && made.Kinds() && plan.Axes.Where(axis => axis.Kind != FactAxisKind.Attribute).All(made.Column) && made.Within() && made.OfCustomers();
        if (!fits)
        {
            made.Dispose();
            return null;
        }

        made.SlotOf = Array.ConvertAll(made.meanings, made.SlotFor);
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Customers is { } rented) ArrayPool<byte>.Shared.Return(rented);
        Customers = null;
    }

    private bool Answers() => plan.Number is not { } number
        || Column(FactAxisKind.Answer, number, [.. plan.Slots.Select(slot => slot < 0 ? Out : new(slot, Meaning.Nobody))]);

    private bool Kinds() => !plan.NeedsKind
        || Column(FactAxisKind.Kind, -1, [.. Enum.GetValues<Listen.VoiceKind>().Select(_ => new Meaning(0, Meaning.Nobody))]);

    private bool Column(PlannedAxis axis) => Column(axis.Kind, axis.Question, MeaningsOf(axis));

    private bool Column(FactAxisKind kind, int question, Meaning[] ofCodes)
    {
        Meaning[] different = ofCodes.Length < FewCodes ? ofCodes : [.. ofCodes.Distinct()];
        var step = meanings.Length;
        if (!Multiply([.. different, FilterOf(ofCodes)])) return false;
        ushort[]? added = null;
        if (different.Length < ofCodes.Length)
        {
            added = new ushort[ushort.MaxValue + 1];
            Array.Fill(added, (ushort)(different.Length * step));
            for (var code = 0; code < ofCodes.Length; code++) added[code] = (ushort)(Array.IndexOf(different, ofCodes[code]) * step);
        }

        digits.Add(new(kind, question, (ushort)different.Length, (ushort)step, added));
        return true;
    }

    private bool Within()
    {
        if (plan.UnitsInReach is not { } units) return true;
        var step = (ushort)meanings.Length;
        if (!Multiply([new(0, Meaning.Nobody), Out])) return false;
        Reach = Array.ConvertAll(units, within => within ? (ushort)0 : step);
        return true;
    }

    private bool OfCustomers()
    {
        PlannedAxis[] axes = [.. plan.Axes.Where(axis => axis.Kind == FactAxisKind.Attribute)];
        if (axes.Length == 0) return true;
        CustomerStep = meanings.Length;
        var (numbers, count) = (1, plan.KnownCustomers);
        Customers = ArrayPool<byte>.Shared.Rent(count + 1);
        Array.Clear(Customers, 0, count);
        foreach (var axis in axes)
        {
            var ofCodes = MeaningsOf(axis);
            Meaning[] different = [.. ofCodes.Append(FilterOf(ofCodes)).Distinct()];
            if (numbers * different.Length > MostOfCustomers || !Multiply(different)) return false;
            byte[] added = [.. ofCodes.Append(FilterOf(ofCodes)).Select(meaning => (byte)(Array.IndexOf(different, meaning) * numbers))];
            DigitKernel.AddLooked(Customers.AsSpan(0, count), plan.CodesOf(axis), added);
            numbers *= different.Length;
        }

        Customers[count] = (byte)(numbers - 1);
        return true;
    }

    private static Meaning[] MeaningsOf(PlannedAxis axis) =>
        [.. Enumerable.Range(0, axis.GroupOf.Length).Select(code => axis.MoveOf(code) is { } move ? new(move, Meaning.Nobody) : axis.Filter < 0 ? Out : new Meaning(0, axis.Filter))];

    // What a code means that there was not when the question was asked: the same as whatever an axis leaves out.
    private static Meaning FilterOf(Meaning[] ofCodes) => ofCodes.FirstOrDefault(meaning => meaning.LeftOutBy >= 0, Out);

    private bool Multiply(Meaning[] digit)
    {
        if ((long)meanings.Length * digit.Length > MostNumbers) return false;
        var more = new Meaning[meanings.Length * digit.Length];
        for (var value = 0; value < digit.Length; value++)
            for (var index = 0; index < meanings.Length; index++) more[(value * meanings.Length) + index] = meanings[index].And(digit[value]);
        meanings = more;
        return true;
    }

    private int SlotFor(Meaning meaning) => meaning switch
    {
        { Slot: < 0 } => -1,
        { LeftOutBy: Meaning.Nobody } => meaning.Slot,
        _ when plan.Question.Without => plan.SpanWidth + (meaning.LeftOutBy * plan.CellsOfSpan) + (meaning.Slot / plan.SlotsOfCell),
        _ => -1,
    };

    /// <summary>What a number, or a part of one, says of a voice.</summary>
    /// <param name="Slot">Where it is counted; below 0 where it is not.</param>
    /// <param name="LeftOutBy">Which filter alone leaves it out.</param>
    private readonly record struct Meaning(int Slot, int LeftOutBy)
    {
        public const int Nobody = -1;

        public Meaning And(Meaning other)
        {
            if (Slot < 0 || other.Slot < 0 || (LeftOutBy != Nobody && other.LeftOutBy != Nobody)) return Out;
            return new(Slot + other.Slot, Math.Max(LeftOutBy, other.LeftOutBy));
        }
    }
}
