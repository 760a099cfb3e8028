namespace Kolot.Core.Facts;

/// <summary>The walk of one processor through the blocks, stretch by stretch: each voice is counted where it belongs, and it is noted who may have answered twice.</summary>
internal abstract class FactWalk(FactPlan plan)
{
    /// <summary>What was counted: for each span its slots.</summary>
    public int[] Counts { get; } = new int[plan.SpanWidth * plan.Question.Spans.Count];

    /// <summary>Who may have answered more than once.</summary>
    public RepeatList Repeats { get; } = new();

    /// <summary>Counts the voices of a block.</summary>
    public void Through(FactView.Part part)
    {
        var block = part.Block;
        if (plan.Number is { } number && (number >= block.Answers.Length || block.Answers[number] is null)) return;
        for (int from = 0, stretch = 0; from < part.Count; from += FactBlock.Stretch, stretch++)
        {
            var span = stretch < block.Stretches.Length ? SpanOf(block.Stretches[stretch]) : null;
            if (span is null or >= 0) Stretch(block, (from, Math.Min(FactBlock.Stretch, part.Count - from)), span);
        }
    }

    /// <summary>Brings in what is still elsewhere, when all blocks are done.</summary>
    public virtual void End()
    {
    }

    /// <summary>Counts the voices of a stretch.</summary>
    /// <param name="block">The block.</param>
    /// <param name="rows">The first, and how many.</param>
    /// <param name="span">The span in which all of them lie; null where each has its own, or none.</param>
    protected abstract void Stretch(FactBlock block, (int From, int Count) rows, int? span);

    /// <summary>The span of a day, or -1.</summary>
    protected int SpanOf(ushort day)
    {
        var since = (uint)(day - plan.FirstDay);
        return since < (uint)plan.SpanOfDay.Length ? plan.SpanOfDay[since] : -1;
    }

    /// <summary>The codes of a column, as two bytes each; empty where nobody in this block answered, and for columns that are bytes always.</summary>
    protected static ReadOnlySpan<ushort> Codes(FactAxisKind kind, int question, FactBlock block, (int From, int Count) rows, ushort[] scratch) => kind switch
    {
        FactAxisKind.Channel => block.Channels.Spread(scratch, rows.From, rows.Count),
        FactAxisKind.Touchpoint => block.Touchpoints.Spread(scratch, rows.From, rows.Count),
        FactAxisKind.Unit => block.Units.Spread(scratch, rows.From, rows.Count),
        FactAxisKind.Answer when question >= 0 && question < block.Answers.Length && block.Answers[question] is { } answers => answers.Spread(scratch, rows.From, rows.Count),
        _ => [],
    };

    /// <summary>The codes of a column where they are a byte each; empty where they are not.</summary>
    protected static ReadOnlySpan<byte> Bytes(FactAxisKind kind, int question, FactBlock block, (int From, int Count) rows) => kind switch
    {
        FactAxisKind.Kind => block.Kinds.AsSpan(rows.From, rows.Count),
        FactAxisKind.Language => block.Languages.AsSpan(rows.From, rows.Count),
        FactAxisKind.Channel => block.Channels.Narrow(rows.From, rows.Count),
        FactAxisKind.Touchpoint => block.Touchpoints.Narrow(rows.From, rows.Count),
        FactAxisKind.Unit => block.Units.Narrow(rows.From, rows.Count),
        FactAxisKind.Answer when question >= 0 && question < block.Answers.Length && block.Answers[question] is { } answers => answers.Narrow(rows.From, rows.Count),
        _ => [],
    };

    /// <summary>Between which days a stretch lies; null where that is not known.</summary>
    protected static (ushort First, ushort Last)? DaysOf(FactBlock block, int from) => block.IsFull ? block.Stretches[from / FactBlock.Stretch] : null;

    // Where all of a stretch lies in one span, or none of it in any: the span, or -1.
    private int? SpanOf((ushort First, ushort Last) days)
    {
        if (days.Last < plan.FirstDay || days.First >= plan.FirstDay + plan.SpanOfDay.Length) return -1;
        if (days.First < plan.FirstDay || days.Last >= plan.FirstDay + plan.SpanOfDay.Length) return null;
        var spans = plan.SpanOfDay.AsSpan(days.First - plan.FirstDay, days.Last - days.First + 1);
        return spans.ContainsAnyExcept(spans[0]) ? null : spans[0];
    }
}
