namespace Kolot.Core;

/// <summary>Why something asked for was not done. A refusal is an expected answer; faults are exceptions.</summary>
/// <remarks>Holds codes, never sentences: the edge finds the words in the reader's language.</remarks>
public abstract record Refusal
{
    private Refusal() { }

    /// <summary>There is no such thing, or it is not within the asker's reach; the two look alike on purpose.</summary>
    public sealed record NotFound : Refusal;

    /// <summary>The asker's role does not allow it.</summary>
    public sealed record NotAllowed : Refusal;

    /// <summary>Somebody changed it since the asker read it, or it clashes with what is there.</summary>
    /// <param name="Reason">A stable code, such as <c>changed_meanwhile</c> or <c>taken</c>.</param>
    public sealed record Conflict(string Reason) : Refusal
    {
        /// <summary>What it clashes with, by the name that the asker knows it by; null where that is not the asker's to know.</summary>
        public string? With { get; init; }
    }

    /// <summary>It cannot be taken in at this moment; the asker may try again.</summary>
    /// <param name="RetryAfter">How long to wait before trying again.</param>
    public sealed record Busy(TimeSpan RetryAfter) : Refusal;

    /// <summary>What was given is wrong, field by field.</summary>
    /// <param name="Faults">At least one fault.</param>
    public sealed record Invalid(IReadOnlyList<Fault> Faults) : Refusal
    {
        /// <summary>One field, one reason.</summary>
        public Invalid(string field, string reason) : this([new Fault(field, reason)]) { }
    }
}

/// <summary>One field that was given wrongly.</summary>
/// <param name="Field">The path to the field as the asker named it: <c>text</c>, <c>voices[3].channel</c>.</param>
/// <param name="Reason">A stable code, such as <c>required</c>, <c>too_long</c>, <c>unknown</c>.</param>
public sealed record Fault(string Field, string Reason);

/// <summary>What came of an act: a value, or the refusal.</summary>
public readonly record struct Result<T>
{
    private readonly T? value;
    private readonly bool done;

    private Result(T? value, Refusal? refusal) => (this.value, Refusal, done) = (value, refusal, refusal is null);

    /// <summary>Why it was not done; null when it was.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was refused.</summary>
    public bool Refused => Refusal is not null;

    /// <summary>What came of it.</summary>
    /// <exception cref="InvalidOperationException">It was refused, or never came to be: look at <see cref="Refusal"/> first.</exception>
    public T Value => done && value is { } given ? given : throw new InvalidOperationException(Refused ? $"Refused: {Refusal}" : "Nothing came of it.");

    /// <summary>An act that was done.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>An act that was refused.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}
