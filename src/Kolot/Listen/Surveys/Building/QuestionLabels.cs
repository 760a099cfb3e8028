using Kolot.Core.Listen.Surveys;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Surveys.Building;

/// <summary>The fields of a question's form by their labels, for the list of faults and for two sides that differ.</summary>
internal static class QuestionLabels
{
    /// <summary>The labels in the order of the form.</summary>
    public static Dictionary<string, string> Of(QuestionView view)
    {
        var labels = new Dictionary<string, string>();
        foreach (var language in view.Survey.Languages)
            foreach (var (name, label) in new[] { ("text", Words.TheQuestion), ("hint", Words.Hint), ("lowEnd", QuestionWords.End(view.Now, low: true)), ("highEnd", QuestionWords.End(view.Now, low: false)) }) labels[$"{language}:{name}"] = QuestionWords.In(label, view.Survey, language);
        labels["choices"] = view.Now.Kind == QuestionKind.Statements ? Words.Statements : Words.ChoicesOf;
        foreach (var (at, _) in view.Typed.Choices.Index())
            foreach (var part in view.Survey.Languages.Append("key")) labels[$"choice.{at}.{part}"] = QuestionWords.Number(Words.ChoiceNumber, at + 1);
        (labels["least"], labels["most"], labels["showIf"], labels["key"]) = (Words.Least, Words.Most, Words.WhoIsAsked, Words.Key);
        return labels;
    }

    /// <summary>What somebody else saved meanwhile beside what is typed here, where they differ.</summary>
    public static IReadOnlyList<BothSides.Row> Differing(QuestionView view)
    {
        var saved = QuestionDraft.Of(view.Question);
        var rows = view.Survey.Languages.SelectMany(language => new[] { ("text", Words.TheQuestion), ("hint", Words.Hint), ("lowEnd", QuestionWords.End(view.Now, low: true)), ("highEnd", QuestionWords.End(view.Now, low: false)) }
            .Select(part => new BothSides.Row(QuestionWords.In(part.Item2, view.Survey, language), saved.Texts.GetValueOrDefault($"{language}:{part.Item1}"), view.Text(language, part.Item1)))).ToList();
        rows.Add(new(Words.ChoicesOf, Said(view.Survey, saved), Said(view.Survey, view.Typed)));
        rows.Add(new(Words.IsNeeded, QuestionWords.OfNeeded(saved.Needed), QuestionWords.OfNeeded(view.Typed.Needed)));
        rows.Add(new(Words.WhoIsAsked, Said(view.Survey, saved.Condition), Said(view.Survey, view.Typed.Condition)));
        rows.Add(new(Words.Key, saved.Key, view.Typed.Key));
        return [.. rows.Where(row => (row.Saved ?? "") != (row.Typed ?? ""))];
    }

    private static string Said(Survey survey, QuestionDraft draft) =>
        string.Join(", ", draft.Choices.Where(choice => choice.Says).Select(choice => choice.Texts.GetValueOrDefault(QuestionWords.MainOf(survey)) ?? choice.Key));

    private static string Said(Survey survey, ConditionDraft draft) => draft.Decide(AskedField.All(survey), []) is { } condition ? ConditionWords.Say(survey, condition) : Words.AskedOfAll;
}
