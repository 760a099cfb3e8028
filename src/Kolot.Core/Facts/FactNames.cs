namespace Kolot.Core.Facts;

/// <summary>What the codes in the columns stand for.</summary>
public sealed class FactNames
{
    private readonly Dictionary<string, int> questions = [];
    private volatile Question[] asked = [];

    /// <summary>The channels, by id.</summary>
    public Codes<Guid> Channels { get; } = new();

    /// <summary>The touchpoints, by id.</summary>
    public Codes<Guid> Touchpoints { get; } = new();

    /// <summary>The units, by id.</summary>
    public Codes<Guid> Units { get; } = new();

    /// <summary>Who entered voices, by id.</summary>
    public Codes<Guid> Authors { get; } = new();

    /// <summary>The languages of words.</summary>
    public Codes<string> Languages { get; } = new(byte.MaxValue - 1);

    /// <summary>The customers.</summary>
    public FactCustomers Customers { get; } = new();

    /// <summary>The number of a question, which gets one if it has none; null where there are too many.</summary>
    public int? QuestionOf(string name)
    {
        if (questions.TryGetValue(name, out var known)) return known;
        if (asked.Length == FactImage.MostQuestions) return null;
        asked = [.. asked, new(name)];
        return questions[name] = asked.Length - 1;
    }

    /// <summary>The questions that somebody answered, by name.</summary>
    public IReadOnlyList<string> Questions => [.. asked.Select(question => question.Name)];

    /// <summary>The number of a question that somebody answered; null for one that nobody did.</summary>
    public int? Find(string name)
    {
        var found = Array.FindIndex(asked, question => question.Name == name);
        return found < 0 ? null : found;
    }

    /// <summary>The answers that were given to a question.</summary>
    public Codes<Answer> AnswersTo(int question) => asked[question].Answers;

    private sealed record Question(string Name)
    {
        public Codes<Answer> Answers { get; } = new(FactImage.MostAnswers);
    }
}
