namespace Kolot.Core.Facts;

/// <summary>Answers questions by walking through the columns.</summary>
public static class FactScan
{
    // Below so many blocks a second processor is not worth waking.
    private const int WorthSharing = 4;

    /// <summary>Answers a question.</summary>
    /// <exception cref="TooManyCellsException">It tells more cells apart than <see cref="FactQuestion.MostCells"/>, or by more than <see cref="FactQuestion.MostAxes"/> axes.</exception>
    public static FactTable Ask(this FactView view, FactQuestion question, CancellationToken cancel = default)
    {
        var plan = new FactPlan(question, view);
        if (plan.Nothing || plan.SpanWidth == 0) return new(question, plan, [], new([], plan));
        using var digits = DigitPlan.Of(plan);
        if (digits is not null) return Walk(view, plan, () => new DigitWalk(plan, digits), cancel);
        var moves = new MovePlan(plan);
        return Walk(view, plan, () => new MoveWalk(plan, moves), cancel);
    }

    private static FactTable Walk(FactView view, FactPlan plan, Func<FactWalk> begin, CancellationToken cancel)
    {
        var walks = new FactWalk[view.Parts.Count < WorthSharing ? 1 : Math.Clamp(plan.Question.Workers, 1, view.Parts.Count)];
        var next = -1;
        if (walks.Length == 1) One(0);
        else Parallel.For(0, walks.Length, new ParallelOptions { CancellationToken = cancel }, One);
        return new(plan.Question, plan, walks, new([.. walks.Select(walk => walk.Repeats)], plan));

        // Whoever is done with a block takes the next one.
        void One(int at)
        {
            var walk = walks[at] = begin();
            for (var block = Interlocked.Increment(ref next); block < view.Parts.Count; block = Interlocked.Increment(ref next))
            {
                cancel.ThrowIfCancellationRequested();
                walk.Through(view.Parts[block]);
            }

            walk.End();
        }
    }
}
