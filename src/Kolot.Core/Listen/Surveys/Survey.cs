using System.Text.Json.Serialization;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Questions put to customers, as they are written: a draft while it is changed, and, once published, a version that never changes again.</summary>
public sealed record Survey
{
    /// <summary>The form in which surveys are written as JSON.</summary>
    public int Form { get; init; } = 1;

    /// <summary>Its languages, the main one first: <c>he</c>, <c>en</c>, <c>ar</c>, <c>ru</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["he"];

    /// <summary>What whoever answers reads above it.</summary>
    public Wording Title { get; init; } = Wording.None;

    /// <summary>A word of welcome on the first screen.</summary>
    public Wording Welcome { get; init; } = Wording.None;

    /// <summary>Whether all of it stands on one screen. What is asked only of some is then asked after the first sending.</summary>
    public bool OnOneScreen { get; init; }

    /// <summary>The screens, in order.</summary>
    public IReadOnlyList<Screen> Screens { get; init; } = [];

    /// <summary>What is said at the end: the first whose condition holds.</summary>
    public IReadOnlyList<Ending> Endings { get; init; } = [];

    /// <summary>What may be told along with the way in, such as a branch or an order, without being asked.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>How many answers of a kind are enough.</summary>
    public IReadOnlyList<Quota> Quotas { get; init; } = [];

    /// <summary>All questions, in the order in which they are written.</summary>
    public IEnumerable<Question> Questions => Screens.SelectMany(screen => screen.Questions);

    /// <summary>The question whose answer is the headline score; null where none is.</summary>
    public Question? Headline => Questions.FirstOrDefault(question => question.Headline);
}

/// <summary>What is asked together.</summary>
public sealed record Screen
{
    /// <summary>The questions, in order.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>Of whom it is asked; null for everybody.</summary>
    public Condition? ShowIf { get; init; }

    /// <summary>Whether each who answers gets its questions in an order of their own.</summary>
    public bool Shuffled { get; init; }

    /// <summary>The screens that stand together on this one, where a survey is put on one: each has its own order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Screen> Parts { get; init; } = [];
}

/// <summary>What is said at the end, and what is offered there.</summary>
public sealed record Ending
{
    /// <summary>To whom it is said; null for everybody who is left.</summary>
    public Condition? ShowIf { get; init; }

    /// <summary>The heading.</summary>
    public Wording Title { get; init; } = Wording.None;

    /// <summary>The words below it.</summary>
    public Wording Text { get; init; } = Wording.None;

    /// <summary>What is offered to whoever reads it.</summary>
    public Wish Offers { get; init; }
}

/// <summary>What whoever answered may still wish for, at the end.</summary>
public enum Wish
{
    /// <summary>Nothing is offered.</summary>
    Nothing,

    /// <summary>To be called, at a time that suits: for whoever is hurt.</summary>
    Call,

    /// <summary>To leave a kind word that others may read, or to tell a friend: for whoever is delighted.</summary>
    KindWord,
}

/// <summary>How many answers of a kind are enough; whoever comes later is thanked at once.</summary>
/// <param name="Of">Whose answers count.</param>
/// <param name="Most">How many are enough.</param>
public sealed record Quota(Condition Of, int Most);
