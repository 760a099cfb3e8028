using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>A layer of service quality.</summary>
public enum Layer
{
    /// <summary>Availability and style.</summary>
    Style = 0,

    /// <summary>The professional answer.</summary>
    Professional = 1,

    /// <summary>The emotional experience.</summary>
    Emotional = 2,
}

/// <summary>By what the answers to probes are graded. A form that somebody graded by stays as it is: a changed one is the next version.</summary>
/// <param name="Items">What is graded, in order.</param>
public sealed record AssessmentForm(IReadOnlyList<AssessmentItem> Items)
{
    /// <summary>The most items of a form.</summary>
    public const int MostItems = 60;

    /// <summary>The grade of what was given.</summary>
    /// <param name="given">A grade of 1 to 5 by the item's key; null for what does not apply. What is missing is not graded.</param>
    /// <remarks>A layer is the weighted mean of what was graded of it, and so is the whole: what does not apply takes no part, so that nobody is measured by it. A critical item at its lowest grades fails the whole.</remarks>
    public Grade Of(IReadOnlyDictionary<string, int?> given)
    {
        (AssessmentItem Item, int Points)[] graded = [.. Items.Where(item => given.TryGetValue(item.Key, out var points) && points is not null).Select(item => (item, given[item.Key]!.Value))];
        return new(
            Mean(graded.Where(one => one.Item.Layer == Layer.Style)), Mean(graded.Where(one => one.Item.Layer == Layer.Professional)), Mean(graded.Where(one => one.Item.Layer == Layer.Emotional)),
            Mean(graded), graded.Any(one => one.Item.Critical && one.Points <= AssessmentItem.FailsAt));
    }

    private static double? Mean(IEnumerable<(AssessmentItem Item, int Points)> graded)
    {
        var (sum, weights) = graded.Aggregate((Sum: 0.0, Weights: 0.0), (so, one) => (so.Sum + (one.Item.Weight * one.Points), so.Weights + one.Item.Weight));
        return weights > 0 ? sum / weights : null;
    }
}

/// <summary>One thing that is graded, from 1 to 5.</summary>
/// <param name="Key">By what it is known; stays when its words are mended.</param>
/// <param name="Layer">To which layer it belongs.</param>
/// <param name="Text">What is said of the answer, to agree or disagree with.</param>
/// <param name="Weight">How much it counts, more than 0 and at most 10.</param>
public sealed record AssessmentItem(string Key, Layer Layer, Wording Text, double Weight)
{
    /// <summary>The highest grade by which a critical item fails.</summary>
    public const int FailsAt = 2;

    /// <summary>Whether it is one of the classic statements (fast, courteous, fitting) or of the emotional ones (surprised, inspired, wants to come back).</summary>
    public bool Moving { get; init; }

    /// <summary>Whether failing it fails the whole.</summary>
    public bool Critical { get; init; }

    /// <summary>Whether it may not apply.</summary>
    public bool MayNotApply { get; init; }

    /// <summary>What the grades mean, by grade from 1 to 5; a grade may go without.</summary>
    public IReadOnlyDictionary<int, Wording> Anchors { get; init; } = new Dictionary<int, Wording>();
}
