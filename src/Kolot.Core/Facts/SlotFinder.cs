namespace Kolot.Core.Facts;

/// <summary>Finds for each voice of a stretch where within its span of days it is counted. Each processor has its own.</summary>
internal abstract class SlotFinder
{
    /// <summary>Finds it.</summary>
    /// <param name="at">For each voice the slot, below 0 where it is left out; beyond the slots where one filter alone leaves it out, if that is asked.</param>
    /// <param name="block">The block.</param>
    /// <param name="from">The first voice.</param>
    public abstract void Find(Span<int> at, FactBlock block, int from);

    /// <summary>The codes of a column of two bytes; empty for one that is none, or that nobody in this block answered.</summary>
    protected static ReadOnlySpan<ushort> Codes(FactAxisKind kind, int question, FactBlock block, (int From, int Count) rows, ushort[] scratch) => kind switch
    {
        FactAxisKind.Channel => block.Channels.AsSpan(rows.From, rows.Count),
        FactAxisKind.Touchpoint => block.Touchpoints.AsSpan(rows.From, rows.Count),
        FactAxisKind.Unit => block.Units.AsSpan(rows.From, rows.Count),
        FactAxisKind.Answer when question >= 0 && question < block.Answers.Length && block.Answers[question] is { } answers => answers.Spread(scratch, rows.From, rows.Count),
        _ => [],
    };

    /// <summary>The codes of a column of one byte; empty for one that is none.</summary>
    protected static ReadOnlySpan<byte> Bytes(FactAxisKind kind, FactBlock block, (int From, int Count) rows) => kind switch
    {
        FactAxisKind.Kind => block.Kinds.AsSpan(rows.From, rows.Count),
        FactAxisKind.Language => block.Languages.AsSpan(rows.From, rows.Count),
        _ => [],
    };
}
