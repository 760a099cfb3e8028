namespace Kolot.Core.Listen.Surveys;

/// <summary>A question as somebody typed it on its form.</summary>
public sealed record QuestionDraft
{
    /// <summary>By what its answers are known.</summary>
    public string? Key { get; init; }

    /// <summary>What it is answered with.</summary>
    public QuestionKind Kind { get; init; }

    /// <summary>Its texts, each as <c>he:text</c>, <c>he:hint</c>, <c>he:lowEnd</c>, <c>he:highEnd</c>.</summary>
    public IReadOnlyDictionary<string, string?> Texts { get; init; } = new Dictionary<string, string?>();

    /// <summary>The choices; one that says nothing is none.</summary>
    public IReadOnlyList<ChoiceDraft> Choices { get; init; } = [];

    /// <summary>Whether it must be answered.</summary>
    public Needed Needed { get; init; }

    /// <summary>Whether something else may be written in.</summary>
    public bool Other { get; init; }

    /// <summary>Whether choices come in an order of their own.</summary>
    public bool Shuffled { get; init; }

    /// <summary>Whether its answer is the headline score.</summary>
    public bool Headline { get; init; }

    /// <summary>Whether its answer is the words of the voice.</summary>
    public bool IsComment { get; init; }

    /// <summary>The least.</summary>
    public string? Least { get; init; }

    /// <summary>The most.</summary>
    public string? Most { get; init; }

    /// <summary>The question that asks what was expected.</summary>
    public string? Expected { get; init; }

    /// <summary>Of whom it is asked.</summary>
    public ConditionDraft Condition { get; init; } = new([], false);

    /// <summary>A question that stands, as its form shows it.</summary>
    public static QuestionDraft Of(Question question) => new()
    {
        Key = question.Key, Kind = question.Kind, Needed = question.Needed, Other = question.Other, Shuffled = question.Shuffled, Headline = question.Headline, IsComment = question.IsComment,
        Least = Written(question.Least), Most = Written(question.Most), Expected = question.Expected, Condition = ConditionDraft.Of(question.ShowIf),
        Texts = new[] { ("text", question.Text), ("hint", question.Hint), ("lowEnd", question.LowEnd), ("highEnd", question.HighEnd) }
            .SelectMany(one => one.Item2.In.Select(text => KeyValuePair.Create($"{text.Key}:{one.Item1}", (string?)text.Value))).ToDictionary(),
        Choices = [.. question.Choices.Select(choice => new ChoiceDraft(choice.Key, choice.Key, choice.Text.In.ToDictionary(text => text.Key, text => (string?)text.Value), choice.Alone))],
    };

    private static string? Written(double? number) => number?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A choice as it was typed.</summary>
/// <param name="Was">The key that it had; empty for a new one.</param>
/// <param name="Key">The key that it gets; one is found where it is left empty.</param>
/// <param name="Texts">What it says, by language.</param>
/// <param name="Alone">Whether it excludes the others.</param>
public sealed record ChoiceDraft(string? Was, string? Key, IReadOnlyDictionary<string, string?> Texts, bool Alone)
{
    /// <summary>Whether it says anything.</summary>
    public bool Says => Texts.Values.Any(text => !string.IsNullOrWhiteSpace(text));
}
