using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kolot.Core.Facts;

/// <summary>Answers questions by walking through the columns.</summary>
public static class FactScan
{
    // Below so many voices a second processor is not worth waking.
    private const int WorthSharing = 8;

    /// <summary>Answers a question.</summary>
    /// <exception cref="TooManyCellsException">It tells more cells apart than <see cref="FactQuestion.MostCells"/>, or by more than <see cref="FactQuestion.MostAxes"/> axes.</exception>
    public static FactTable Ask(this FactView view, FactQuestion question, CancellationToken cancel = default)
    {
        var plan = new FactPlan(question, view);
        var counts = new long[plan.SpanWidth * question.Spans.Count];
        var repeats = new RepeatList();
        if (!plan.Nothing && counts.Length > 0)
        {
            var gate = new Lock();
            var options = new ParallelOptions { MaxDegreeOfParallelism = view.Parts.Count < WorthSharing ? 1 : question.Workers, CancellationToken = cancel };
            Parallel.ForEach(view.Parts, options, () => new Walk(plan, counts.Length), (part, _, walk) => walk.Through(part), walk =>
            {
                lock (gate)
                {
                    for (var slot = 0; slot < counts.Length; slot++) counts[slot] += walk.Counts[slot];
                    repeats.Add(walk.Repeats);
                }
            });
        }

        return new(question, plan, counts, new(repeats, plan, counts.Length / plan.SlotsOfCell, view.Image.Names.Customers.Count));
    }

    /// <summary>The walk of one processor, stretch by stretch: each column moves each voice's slot, and what stays at or above 0 is counted.</summary>
    private sealed class Walk(FactPlan plan, int slots)
    {
        private readonly int[] at = new int[FactBlock.Stretch];
        private readonly ushort[] scratch = new ushort[FactBlock.Size];

        public int[] Counts { get; } = new int[slots];

        public RepeatList Repeats { get; } = new();

        public Walk Through(FactView.Part part)
        {
            var block = part.Block;
            if (plan.Number is { } number && (number >= block.Answers.Length || block.Answers[number] is null)) return this;
            for (int from = 0, stretch = 0; from < part.Count; from += FactBlock.Stretch, stretch++)
                Stretch(block, from, Math.Min(FactBlock.Stretch, part.Count - from), stretch);
            return this;
        }

        private void Stretch(FactBlock block, int from, int count, int stretch)
        {
            var here = at.AsSpan(0, count);
            if (stretch < block.Stretches.Length && SpanOf(block.Stretches[stretch]) is { } span)
            {
                if (span < 0) return;
                Begin(here, block, from, span);
            }
            else
            {
                Begin(here, block, from, 0);
                var days = block.Days.AsSpan(from, count);
                for (var row = 0; row < here.Length; row++)
                {
                    var day = days[row] - plan.FirstDay;
                    here[row] += (uint)day < (uint)plan.SpanOfDay.Length ? plan.SpanOfDay[day] : FactPlan.Out;
                }
            }

            foreach (var (kind, question, moves) in plan.Columns) Move(here, block, from, (kind, question), moves);
            if (plan.CustomersIn is { } within) LeaveOut(here, block.Customers.AsSpan(from, count), within);
            if (plan.Customers is { } move) MoveByCustomer(here, block.Customers.AsSpan(from, count), move);
            if (plan.UnitsInReach is { } units) Reach(here, block, from, units);
            Count(here, block, from);
        }

        // Where all of a stretch lies in one span, or none of it in any: the span's first slot, or below nothing.
        private int? SpanOf((ushort First, ushort Last) days)
        {
            if (days.Last < plan.FirstDay || days.First >= plan.FirstDay + plan.SpanOfDay.Length) return FactPlan.Out;
            if (days.First < plan.FirstDay || days.Last >= plan.FirstDay + plan.SpanOfDay.Length) return null;
            var spans = plan.SpanOfDay.AsSpan(days.First - plan.FirstDay, days.Last - days.First + 1);
            return spans.ContainsAnyExcept(spans[0]) ? null : spans[0];
        }

        private void Begin(Span<int> here, FactBlock block, int from, int span)
        {
            if (plan.Number is { } number && block.Answers[number] is { } answers)
            {
                var codes = answers.Spread(scratch).Slice(from, here.Length);
                ref var slots = ref MemoryMarshal.GetArrayDataReference(plan.Slots);
                for (var row = 0; row < here.Length; row++) here[row] = Unsafe.Add(ref slots, codes[row]) + span;
            }
            else here.Fill(span);

            if (!plan.NeedsKind) return;
            var kinds = block.Kinds.AsSpan(from, here.Length);
            for (var row = 0; row < here.Length; row++)
                if (kinds[row] == FactBlock.Gone) here[row] = FactPlan.Out;
        }

        private void Move(Span<int> here, FactBlock block, int from, (FactAxisKind Kind, int Question) axis, int[] moves)
        {
            switch (axis.Kind)
            {
                case FactAxisKind.Channel: Move(here, block.Channels.AsSpan(from, here.Length), moves); break;
                case FactAxisKind.Touchpoint: Move(here, block.Touchpoints.AsSpan(from, here.Length), moves); break;
                case FactAxisKind.Unit: Move(here, block.Units.AsSpan(from, here.Length), moves); break;
                case FactAxisKind.Kind: Move(here, block.Kinds.AsSpan(from, here.Length), moves); break;
                case FactAxisKind.Language: Move(here, block.Languages.AsSpan(from, here.Length), moves); break;
                default:
                    var column = axis.Question >= 0 && axis.Question < block.Answers.Length ? block.Answers[axis.Question] : null;
                    if (column is not null) Move(here, column.Spread(scratch).Slice(from, here.Length), moves);
                    else foreach (ref var slot in here) slot += moves[0];
                    break;
            }
        }

        private static void Move(Span<int> here, ReadOnlySpan<ushort> codes, int[] moves)
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(moves);
            for (var row = 0; row < here.Length && row < codes.Length; row++) here[row] += Unsafe.Add(ref first, codes[row]);
        }

        private static void Move(Span<int> here, ReadOnlySpan<byte> codes, int[] moves)
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(moves);
            for (var row = 0; row < here.Length && row < codes.Length; row++) here[row] += Unsafe.Add(ref first, codes[row]);
        }

        // A voice that was put right this moment may name a customer who came after the question was asked.
        private static void LeaveOut(Span<int> here, ReadOnlySpan<int> customers, ulong[] within)
        {
            for (var row = 0; row < here.Length && row < customers.Length; row++)
            {
                var customer = customers[row];
                var word = (uint)customer >> 6;
                var bit = word < (uint)within.Length ? (int)(within[word] >> customer) & 1 : 0;
                here[row] += (bit - 1) & FactPlan.Out;
            }
        }

        private static void MoveByCustomer(Span<int> here, ReadOnlySpan<int> customers, int[] moves)
        {
            for (var row = 0; row < here.Length && row < customers.Length; row++)
                here[row] += (uint)customers[row] < (uint)moves.Length ? moves[customers[row]] : FactPlan.Out;
        }

        private void Reach(Span<int> here, FactBlock block, int from, bool[] units)
        {
            for (var row = 0; row < here.Length; row++)
                if (!units[block.Units[from + row]] && (plan.Self == 0 || block.Authors[from + row] != plan.Self)) here[row] = FactPlan.Out;
        }

        private void Count(ReadOnlySpan<int> here, FactBlock block, int from)
        {
            var nearest = block.Nearest.AsSpan(from, here.Length);
            var together = plan.Together;
            for (var row = 0; row < here.Length; row++)
            {
                var slot = here[row];
                if (slot < 0) continue;
                Counts[slot]++;
                if (nearest[row] < together) Repeats.Add(slot, block.Customers[from + row]);
            }
        }
    }
}
