namespace Kolot.Core.Facts;

/// <summary>What is known of those customers whose voices a question is about: what could be chosen to narrow it by.</summary>
public static class KnownValues
{
    /// <summary>Finds, of each attribute, the values that they have, in order.</summary>
    /// <param name="view">The voices.</param>
    /// <param name="question">Whose voices: its answers, spans and reach. It has neither groups nor filters.</param>
    /// <param name="most">An attribute of which customers have more values than these is nothing to choose by, and is left out.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The attributes in order; of each at least one value.</returns>
    public static IReadOnlyList<(string Attribute, IReadOnlyList<string> Values)> KnownOf(this FactView view, FactQuestion question, int most, CancellationToken cancel = default)
    {
        if (question.Groups.Count + question.Filters.Count > 0) throw new ArgumentException("Neither groups nor filters.", nameof(question));
        var plan = new FactPlan(question with { CountsOnly = true }, view);
        if (plan.Nothing) return [];
        var walk = new KnownWalk(plan);
        foreach (var part in view.Parts)
        {
            cancel.ThrowIfCancellationRequested();
            walk.Through(part);
        }

        var customers = view.Image.Names.Customers;
        return
        [
            .. customers.Attributes.Order(StringComparer.Ordinal).Select(attribute => (Attribute: attribute, Values: customers.ValuesOf(attribute))).Where(one => one.Values?.Count <= most)
                .Select(one => (one.Attribute, Values: ValuesOf(one.Values, customers.CodesOf(one.Attribute), walk.Customers))).Where(one => one.Values.Count > 0),
        ];
    }

    private static IReadOnlyList<string> ValuesOf(Codes<string>? values, ReadOnlySpan<ushort> codes, ReadOnlySpan<bool> customers)
    {
        if (values is null) return [];
        var had = new bool[values.Count];
        for (var customer = 1; customer < codes.Length && customer < customers.Length; customer++)
            if (customers[customer] && codes[customer] < had.Length) had[codes[customer]] = true;
        return [.. Enumerable.Range(1, had.Length - 1).Where(code => had[code] && values.Knows(code)).Select(code => values[code]).Order(StringComparer.Ordinal)];
    }

    // Goes through each voice once, however many attributes there are, and only notes whose it is.
    private sealed class KnownWalk(FactPlan plan) : FactWalk(plan)
    {
        private readonly FactPlan plan = plan;
        private readonly ushort[] scratch = new ushort[FactBlock.Stretch];
        private readonly bool[] counts = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(code => code < plan.Slots.Length && plan.Slots[code] >= 0)];

        public bool[] Customers { get; } = new bool[plan.KnownCustomers];

        protected override void Stretch(FactBlock block, (int From, int Count) rows, int? span)
        {
            var answers = plan.Number is { } number ? Codes(FactAxisKind.Answer, number, block, rows, scratch) : [];
            var customers = block.Customers.AsSpan(rows.From, rows.Count);
            for (var row = 0; row < customers.Length; row++)
            {
                // Who came after the question was asked has no place.
                if ((uint)customers[row] >= (uint)Customers.Length || Customers[customers[row]]) continue;
                if (plan.NeedsKind ? block.Kinds[rows.From + row] == FactBlock.Gone : row >= answers.Length || !counts[answers[row]]) continue;
                if (span is null && SpanOf(block.Days[rows.From + row]) < 0) continue;
                Customers[customers[row]] = IsInReach(block, rows.From + row);
            }
        }

        private bool IsInReach(FactBlock block, int row) => plan.UnitsInReach is not { } units || units[block.Units[row]] || (plan.Self != 0 && block.Authors[row] == plan.Self);
    }
}
