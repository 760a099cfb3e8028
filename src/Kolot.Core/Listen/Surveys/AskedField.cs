namespace Kolot.Core.Listen.Surveys;

/// <summary>A field that a condition may look at, because it was asked earlier or came along.</summary>
/// <param name="Name">Its name in a test, such as <c>score</c>, <c>set.fast</c> or <c>is.plan</c>.</param>
/// <param name="Question">The question that it answers; null for what came along.</param>
/// <param name="Statement">Which of its statements, of <see cref="QuestionKind.Statements"/>.</param>
public sealed record AskedField(string Name, Question? Question, Choice? Statement)
{
    /// <summary>The values that it is chosen from; none where it is written or counted.</summary>
    public IReadOnlyList<Choice> Choices => Question is { HasChoices: true } && Statement is null && Name == Question.Key ? Question.Choices : [];

    /// <summary>Whether something else may have been written in.</summary>
    public bool Other => Question is { Other: true } && Name == Question.Key;

    /// <summary>Whether its answer is a number.</summary>
    public bool IsNumber => Question is { Scale: not null } or { Kind: QuestionKind.Number };

    /// <summary>The lowest and highest answer of its scale.</summary>
    public (int Low, int High)? Scale => Question?.Scale;

    /// <summary>The looks that make sense of it. Who is known by what came along may be compared in every way.</summary>
    public IReadOnlyList<Look> Looks => Question switch
    {
        null => [Look.Is, Look.IsNot, Look.AtLeast, Look.AtMost, Look.Answered, Look.NotAnswered],
        _ when IsNumber => [Look.AtMost, Look.AtLeast, Look.Is, Look.IsNot, Look.Answered, Look.NotAnswered],
        _ when Choices.Count > 0 => [Look.Is, Look.IsNot, Look.Answered, Look.NotAnswered],
        _ => [Look.Answered, Look.NotAnswered],
    };

    /// <summary>What may be looked at by a question, or by its whole screen.</summary>
    /// <param name="survey">The draft.</param>
    /// <param name="screen">On which screen it stands; how many there are for whatever comes after the last.</param>
    /// <param name="at">Its place on the screen; 0 for the screen itself.</param>
    public static IReadOnlyList<AskedField> Before(Survey survey, int screen, int at) =>
    [
        .. survey.Screens.Take(screen).SelectMany(one => one.Questions).Concat(survey.Screens.Skip(screen).Take(1).SelectMany(one => one.Questions.Take(at))).SelectMany(Of),
        .. survey.Hidden.Select(name => new AskedField(Test.Attribute + name, null, null)),
    ];

    /// <summary>What may be looked at once all is answered: by endings and quotas.</summary>
    public static IReadOnlyList<AskedField> All(Survey survey) => Before(survey, survey.Screens.Count, 0);

    /// <summary>The field of that name; null where there is none. What is known of a customer need not be announced.</summary>
    public static AskedField? Find(IEnumerable<AskedField> fields, string name) => fields.FirstOrDefault(field => field.Name == name)
        ?? (name.StartsWith(Test.Attribute, StringComparison.Ordinal) ? new(name, null, null) : null);

    private static IEnumerable<AskedField> Of(Question question) => question.Kind switch
    {
        QuestionKind.Words => [],
        QuestionKind.Statements => question.Choices.Select(statement => new AskedField($"{question.Key}.{statement.Key}", question, statement)),
        QuestionKind.Contact => Question.ContactParts.Select(part => new AskedField($"{question.Key}.{part}", question, null)),
        _ => [new(question.Key, question, null)],
    };
}
