namespace Kolot.Core.Facts;

/// <summary>Finds slots by a number made of digits, many voices at once. What is asked mostly is found so.</summary>
internal sealed class SlotsByDigits(FactPlan plan, DigitPlan digits) : SlotFinder
{
    private readonly ushort[] numbers = new ushort[FactBlock.Stretch];
    private readonly ushort[] scratch = new ushort[FactBlock.Stretch];

    /// <inheritdoc/>
    public override void Find(Span<int> at, FactBlock block, int from)
    {
        var here = numbers.AsSpan(0, at.Length);
        here.Clear();
        foreach (var digit in digits.Columns) Add(here, digit, block, from);
        if (digits.Reach is { } reach) AddReach(here, block, from, reach);
        if (digits.Customers is { } customers)
            DigitKernel.LookUp(at, here, block.Customers.AsSpan(from, at.Length), customers.AsSpan(0, digits.KnownCustomers + 1), (digits.SlotOf, digits.CustomerStep));
        else DigitKernel.LookUp(at, here, digits.SlotOf);
    }

    private void Add(Span<ushort> here, Digit digit, FactBlock block, int from)
    {
        var rows = (from, here.Length);
        if (Bytes(digit.Kind, block, rows) is { Length: > 0 } bytes) DigitKernel.Add(here, bytes, digit.Most, digit.Step);
        else if (Codes(digit.Kind, digit.Question, block, rows, scratch) is not { Length: > 0 } codes) AddNothing(here, digit);
        else if (digit.Added is { } added) DigitKernel.AddLooked(here, codes, added);
        else DigitKernel.Add(here, codes, digit.Most, digit.Step);
    }

    // Nobody here answered: that is the code 0, which is its own digit unless it is looked up.
    private static void AddNothing(Span<ushort> here, Digit digit)
    {
        if (digit.Added is not { } added || added[0] == 0) return;
        foreach (ref var number in here) number += added[0];
    }

    private void AddReach(Span<ushort> here, FactBlock block, int from, ushort[] reach)
    {
        var units = block.Units.AsSpan(from, here.Length);
        var authors = block.Authors.AsSpan(from, here.Length);
        DigitKernel.AddLooked(here, units, reach);
        if (plan.Self == 0) return;
        // Whoever asks may count what they entered, wherever that was.
        for (var row = 0; row < here.Length; row++)
            if (authors[row] == plan.Self) here[row] -= reach[units[row]];
    }
}
