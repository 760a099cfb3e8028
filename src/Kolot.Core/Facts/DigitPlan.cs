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
/// <remarks>
/// Twelve answers at thirteen touchpoints make 156 numbers. What makes more than two bytes hold is walked through in another way. Filters on customers make none: they choose beforehand
/// whose voices are looked at, and of those of all others nothing is read but whose they are.
/// </remarks>
internal sealed class DigitPlan : IDisposable
{
    /// <summary>In place of a slot: it is counted nowhere.</summary>
    public const int Out = -1;

    /// <summary>In place of a <see cref="RepeatEntry"/>: the number is left out.</summary>
    public const ulong NoEntry = ulong.MaxValue;

    private const int MostNumbers = 1 << 16;
    private const int MostOfCustomers = 1 << 8;

    // A column of so few codes is its own digit; of a longer one it is looked up what its codes are.
    private const int FewCodes = 64;

    private readonly FactPlan plan;
    private readonly List<Digit> digits = [];
    private byte[] customers = [];
    private int customersLength;

    private DigitPlan(FactPlan plan) => this.plan = plan;

    /// <summary>The digits that a voice's own columns give.</summary>
    public IReadOnlyList<Digit> Columns => digits;

    /// <summary>Which voices are looked at; null for all.</summary>
    public ChosenVoices? Chosen { get; private set; }

    /// <summary>For each unit what it adds where it is out of reach; null where all are within.</summary>
    public ushort[]? Reach { get; private set; }

    /// <summary>Whether groups are told apart by what is known of customers.</summary>
    public bool ByCustomer => customersLength > 0;

    /// <summary>The digits of what is known of each customer: the lowest of a number. A power of two of them; those beyond all customers are left out.</summary>
    public ReadOnlySpan<byte> Customers => customers.AsSpan(0, customersLength);

    /// <summary>For each number where it is counted, or <see cref="Out"/>.</summary>
    public int[] SlotOf { get; private set; } = [0];

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

        made.Choose();
        made.EntryOf = Array.ConvertAll(made.SlotOf, slot => slot == Out ? NoEntry : RepeatEntry.Of(slot / plan.SlotsOfCell, slot % plan.SlotsOfCell, 0));
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (customers.Length > 0) ArrayPool<byte>.Shared.Return(customers);
        (customers, customersLength) = ([], 0);
        Chosen?.Dispose();
    }

    private bool Answers() => plan.Number is not { } number || Column(FactAxisKind.Answer, number, plan.Slots);

    private bool Kinds() => !plan.NeedsKind || Column(FactAxisKind.Kind, -1, [.. Enum.GetValues<Listen.VoiceKind>().Select(_ => 0)]);

    private bool Column(PlannedAxis axis) => Column(axis.Kind, axis.Question, MovesOf(axis));

    private bool Column(FactAxisKind kind, int question, int[] moves)
    {
        int[] different = moves.Length < FewCodes ? moves : [.. moves.Distinct()];
        var step = SlotOf.Length;
        if (!Multiply([.. different, Out])) return false;
        ushort[]? added = null;
        if (different.Length < moves.Length)
        {
            var at = different.Index().ToDictionary(one => one.Item, one => one.Index);
            added = new ushort[ushort.MaxValue + 1];
            Array.Fill(added, (ushort)(different.Length * step));
            for (var code = 0; code < moves.Length; code++) added[code] = (ushort)(at[moves[code]] * step);
        }

        digits.Add(new(kind, question, (ushort)different.Length, (ushort)step, added));
        return true;
    }

    private bool Within()
    {
        if (plan.UnitsInReach is not { } units) return true;
        var step = (ushort)SlotOf.Length;
        if (!Multiply([0, Out])) return false;
        Reach = Array.ConvertAll(units, within => within ? (ushort)0 : step);
        return true;
    }

    private bool OfCustomers()
    {
        PlannedAxis[] axes = [.. plan.Axes.Where(axis => axis is { Kind: FactAxisKind.Attribute, Chooses: false })];
        if (axes.Length == 0) return true;
        customersLength = (int)BitOperations.RoundUpToPowerOf2((uint)plan.KnownCustomers + 1);
        customers = ArrayPool<byte>.Shared.Rent(customersLength);
        var all = customers.AsSpan(0, customersLength);
        all.Clear();
        foreach (var axis in axes)
        {
            var (step, moves) = (SlotOf.Length, MovesOf(axis));
            int[] different = [.. moves.Append(Out).Distinct()];
            if (step * different.Length > MostOfCustomers || !Multiply(different)) return false;
            byte[] added = [.. moves.Append(Out).Select(move => (byte)(Array.IndexOf(different, move) * step))];
            DigitKernel.AddLooked(all[..plan.KnownCustomers], plan.CodesOf(axis), added);
        }

        all[plan.KnownCustomers..].Fill((byte)(SlotOf.Length - 1));
        return true;
    }

    private void Choose()
    {
        PlannedAxis[] filters = [.. plan.Axes.Where(axis => axis is { Kind: FactAxisKind.Attribute, Chooses: true })];
        if (filters.Length > 0) Chosen = new(plan, filters);
    }

    // What each code of an axis adds to a slot.
    private static int[] MovesOf(PlannedAxis axis) => [.. Enumerable.Range(0, axis.GroupOf.Length).Select(code => axis.MoveOf(code) ?? Out)];

    private bool Multiply(int[] digit)
    {
        if ((long)SlotOf.Length * digit.Length > MostNumbers) return false;
        var more = new int[SlotOf.Length * digit.Length];
        for (var value = 0; value < digit.Length; value++)
            for (var index = 0; index < SlotOf.Length; index++)
                more[(value * SlotOf.Length) + index] = digit[value] == Out || SlotOf[index] == Out ? Out : digit[value] + SlotOf[index];
        SlotOf = more;
        return true;
    }
}
