namespace Kolot.Core.Statistics;

/// <summary>Why a figure cannot be said.</summary>
public enum CannotSay
{
    /// <summary>Nobody answered.</summary>
    NoAnswers,

    /// <summary>One answer, and the figure rests on how answers differ.</summary>
    OneAnswer,

    /// <summary>Too few answers for this figure, though more than one.</summary>
    TooFew,

    /// <summary>All answers are the same, and the figure rests on how they differ.</summary>
    AllTheSame,

    /// <summary>Something given is no finite number.</summary>
    NotANumber,

    /// <summary>Something given lies outside what it can be: a score above its scale, more successes than tries, a share above one.</summary>
    OutOfRange,

    /// <summary>Columns that belong together differ in length.</summary>
    DifferentLengths,

    /// <summary>What is given tells the outcomes apart without a fault (complete separation), so the best coefficient would be infinite.</summary>
    Separation,

    /// <summary>What is given tells the outcomes apart without a fault but for those on the border (quasi-complete separation; of waiting times, a monotone likelihood), so the best coefficient would be infinite.</summary>
    QuasiSeparation,

    /// <summary>Going step by step towards it did not come to rest.</summary>
    NotConverged,

    /// <summary>Columns follow from one another, so what each is worth by itself is not in the data.</summary>
    Collinear,

    /// <summary>What is given has nothing to do with the outcome, so there is nothing to share out.</summary>
    Unrelated,

    /// <summary>It did not come to that while anybody was watching.</summary>
    NotReached,
}

/// <summary>A figure, or why it cannot be said.</summary>
/// <remarks>Match it with <c>is { Why: null }</c>, <c>is { Why: { } why }</c> or <see cref="Try"/>; pages turn the reason into a sentence.</remarks>
/// <typeparam name="T">What the figure is.</typeparam>
public readonly record struct Said<T>
{
    private readonly T? value;
    private readonly bool said;

    private Said(T? value, CannotSay? why) => (this.value, Why, said) = (value, why, why is null);

    /// <summary>Why it cannot be said; null when it can.</summary>
    public CannotSay? Why { get; }

    /// <summary>The figure.</summary>
    /// <exception cref="InvalidOperationException">It cannot be said: look at <see cref="Why"/> first.</exception>
    public T Value => said && value is { } figure ? figure : throw new InvalidOperationException($"Cannot be said: {Why}");

    /// <summary>Whether it can be said, and the figure if so.</summary>
    public bool Try([System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T figure)
    {
        figure = value;
        return said;
    }

    /// <summary>A figure that can be said.</summary>
    public static implicit operator Said<T>(T value) => new(value, null);

    /// <summary>A figure that cannot.</summary>
    public static implicit operator Said<T>(CannotSay why) => new(default, why);
}
