namespace Kolot.Core.Listen.Surveys;

/// <summary>Looks whether anybody can ever get to a question, a screen or an ending.</summary>
/// <remarks>
/// A condition holds on a way on which each look finds an answer that satisfies all looks at its field, and on which whatever must have been answered was asked, by the same reasoning
/// about its own condition. Ways are gone through one by one, up to <see cref="MostWays"/>; beyond, a way is taken to be open.
/// </remarks>
public sealed class DeadEnds
{
    private const int MostWays = 2_000;

    private readonly Survey survey;
    private readonly Dictionary<string, (Question Question, Condition? Of)> fields = [];

    /// <summary>Of a survey.</summary>
    public DeadEnds(Survey survey)
    {
        this.survey = survey;
        foreach (var screen in survey.Screens)
            foreach (var question in screen.Questions)
                foreach (var field in question.Fields) fields.TryAdd(field, (question, screen.ShowIf));
    }

    /// <summary>Whether some answers lead to it.</summary>
    /// <param name="conditions">All that must hold; null where nothing must.</param>
    public bool Reached(params IEnumerable<Condition?> conditions)
    {
        var ways = new Queue<(IReadOnlyList<Test> Tests, IReadOnlyList<Condition> Left)>([([], [.. conditions.OfType<Condition>()])]);
        for (var gone = 0; ways.TryDequeue(out var way); gone++)
        {
            if (gone > MostWays) return true;
            if (way.Left is [])
            {
                if (way.Tests.GroupBy(test => test.Of).All(Possible)) return true;
                continue;
            }

            var (first, rest) = (way.Left[0], way.Left.Skip(1));
            foreach (var tests in first.Any ? first.Tests.Select(test => (IReadOnlyList<Test>)[test]) : [first.Tests])
                ways.Enqueue(([.. way.Tests, .. tests], [.. rest, .. tests.SelectMany(Before).Where(one => !first.Equals(one))]));
        }

        return false;
    }

    // What was answered must have been asked.
    private IEnumerable<Condition> Before(Test test) => test.Look is Look.IsNot or Look.NotAnswered || !fields.TryGetValue(test.Of, out var asked)
        ? []
        : new[] { asked.Question.ShowIf, asked.Of }.OfType<Condition>();

    private bool Possible(IGrouping<string, Test> tests) => Answers(tests.Key, [.. tests]).Any(values =>
    {
        var given = Given.Nothing.With(tests.Key, values);
        return tests.All(test => test.Holds(given));
    });

    // Enough answers that where none of them will do, none will.
    private IEnumerable<string[]> Answers(string field, Test[] tests)
    {
        var question = fields.TryGetValue(field, out var asked) ? asked.Question : null;
        if (question is not { Needed: Needed.Yes, ShowIf: null } || asked.Of is not null) yield return [];
        if (question?.Scale is var (low, high))
        {
            for (var score = low; score <= high; score++) yield return [$"{score}"];
            yield break;
        }

        if (question is { HasChoices: true } && field == question.Key)
        {
            string[] keys = [.. question.Choices.Select(choice => choice.Key), .. question.Other ? ["other"] : Array.Empty<string>()];
            foreach (var key in keys) yield return [key];
            if (question.Kind != QuestionKind.One) yield return [.. keys.Where(key => tests.Any(test => test.Look == Look.Is && test.Value == key))];
            yield break;
        }

        foreach (var value in tests.Select(test => test.Value).Append("\u0001")) yield return [value];
        foreach (var bound in tests.Select(test => Test.Number(test.Value)).OfType<double>())
            foreach (var near in new[] { bound - 1, bound + 1, bound - 0.5, bound + 0.5 })
                if (!(near < question?.Least || near > question?.Most)) yield return [FormattableString.Invariant($"{near}")];
    }
}
