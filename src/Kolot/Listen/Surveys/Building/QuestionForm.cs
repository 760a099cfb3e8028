using System.Globalization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Surveys.Building;

/// <summary>Reads a question out of its form.</summary>
internal static class QuestionForm
{
    private const int MostRows = 80;

    private static readonly string[] Texts = ["text", "hint", "lowEnd", "highEnd"];

    /// <summary>The question as it was typed.</summary>
    public static QuestionDraft Read(IFormCollection form, Survey survey, Question was) => new()
    {
        Key = form["key"], Kind = Enum.TryParse<QuestionKind>(form["kind"], out var kind) && QuestionWords.Family(was.Kind).Contains(kind) ? kind : was.Kind,
        Needed = Enum.TryParse<Needed>(form["needed"], out var needed) && Enum.IsDefined(needed) ? needed : Needed.No,
        Other = form["other"] == "true", Shuffled = form["shuffled"] == "true", Headline = form["headline"] == "true", IsComment = form["isComment"] == "true",
        Least = form["least"], Most = form["most"], Expected = form["expected"], Condition = ConditionForm.Read(form), Choices = Moved(Choices(form, survey), form),
        Texts = survey.Languages.SelectMany(language => Texts.Select(name => $"{language}:{name}")).Where(form.ContainsKey).ToDictionary(name => name, name => (string?)form[name]),
    };

    private static List<ChoiceDraft> Choices(IFormCollection form, Survey survey)
    {
        var choices = new List<ChoiceDraft>();
        for (var at = 0; at < MostRows && form.ContainsKey($"choice.{at}.key"); at++)
        {
            var texts = survey.Languages.ToDictionary(language => language, language => (string?)form[$"choice.{at}.{language}"]);
            choices.Add(new(form[$"choice.{at}.was"], form[$"choice.{at}.key"], texts, form[$"choice.{at}.alone"] == "true"));
        }

        return choices;
    }

    // A row goes one place up by its own button; it is kept with the rest.
    private static List<ChoiceDraft> Moved(List<ChoiceDraft> choices, IFormCollection form)
    {
        if (Asked(form, "up") is { } up && up > 0 && up < choices.Count) (choices[up - 1], choices[up]) = (choices[up], choices[up - 1]);
        if (Asked(form, "down") is { } down && down >= 0 && down < choices.Count - 1) (choices[down + 1], choices[down]) = (choices[down], choices[down + 1]);
        return choices;
    }

    private static int? Asked(IFormCollection form, string what) =>
        form["rows"].ToString() is var rows && rows.StartsWith(what + "-", StringComparison.Ordinal) && int.TryParse(rows[(what.Length + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : null;
}
