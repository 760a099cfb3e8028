using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>Of whom each question of a version was asked: a share is of those.</summary>
/// <remarks>What came along hidden is not kept once a voice is made. Where asking hung on it, whoever answered was asked, and of nobody else is it said.</remarks>
public sealed class AskedOf
{
    private readonly Survey survey;
    private readonly (Question Question, int Screen, bool Knowable)[] questions;
    private readonly bool conditional;

    /// <summary>Of a version.</summary>
    public AskedOf(Survey survey)
    {
        this.survey = survey;
        var hidden = new HashSet<string>();
        var all = new List<(Question, int, bool)>();
        foreach (var (at, screen) in survey.Screens.Index())
            foreach (var question in screen.Questions)
            {
                var knowable = Knowable(screen.ShowIf, hidden) && Knowable(question.ShowIf, hidden);
                if (!knowable) hidden.UnionWith(question.Fields);
                conditional |= screen.ShowIf is not null || question.ShowIf is not null;
                all.Add((question, at, knowable));
            }

        questions = [.. all];
    }

    /// <summary>The keys of the questions that were asked.</summary>
    public HashSet<string> Keys(OneResponse response)
    {
        var shown = conditional ? Shown(response.Given) : null;
        return [.. questions.Where(one => one.Question.Asks && WasAsked(one, response, shown)).Select(one => one.Question.Key)];
    }

    private static bool WasAsked((Question Question, int Screen, bool Knowable) one, OneResponse response, HashSet<string>? shown)
    {
        var answered = one.Question.Fields.Any(field => response.Given[field].Count > 0);
        if (answered || !one.Knowable) return answered;
        return (response.IsFinished || response.Sent(one.Screen)) && shown?.Contains(one.Question.Key) != false;
    }

    private HashSet<string> Shown(Given given)
    {
        var walk = new SurveyWalk(survey, given);
        return [.. Enumerable.Range(0, survey.Screens.Count).SelectMany(walk.Asked).Select(question => question.Key)];
    }

    private static bool Knowable(Condition? condition, HashSet<string> hidden) =>
        condition is null || condition.Tests.All(test => !test.Of.StartsWith(Test.Attribute, StringComparison.Ordinal) && !hidden.Contains(test.Of));
}
