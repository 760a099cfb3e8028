using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Says what keeps a draft from being published, and what of it is not yet said in all its languages.</summary>
/// <param name="survey">The draft.</param>
public sealed partial class SurveyCheck(Survey survey)
{
    /// <summary>How many questions a survey may have; nobody answers more.</summary>
    public const int MostQuestions = 200;

    /// <summary>How many quotas it may have.</summary>
    public const int MostQuotas = 30;

    private const int LongestText = 4_000;
    private static readonly string[] Known = ["he", "en", "ar", "ru"];

    private readonly List<Fault> faults = [];
    private readonly HashSet<string> before = [];
    private readonly DeadEnds ways = new(survey);
    private readonly HashSet<string> shared = [.. survey.Questions.SelectMany(question => question.Names).CountBy(name => name).Where(name => name.Value > 1).Select(name => name.Key)];

    /// <summary>What is wrong with a draft, by its place: <c>screens[1].questions[0].text</c>. Nothing where it may be published.</summary>
    public static IReadOnlyList<Fault> FaultsOf(Survey survey) => new SurveyCheck(survey).Faults();

    /// <summary>All texts of a draft with their places, for translating side by side.</summary>
    public static IEnumerable<(string Place, Wording Wording)> Texts(Survey survey)
    {
        yield return ("title", survey.Title);
        yield return ("welcome", survey.Welcome);
        foreach (var (at, screen) in survey.Screens.Index())
            foreach (var (within, question) in screen.Questions.Index())
                foreach (var (name, wording) in TextsOf(question)) yield return ($"screens[{at}].questions[{within}].{name}", wording);
        foreach (var (at, ending) in survey.Endings.Index())
        {
            yield return ($"endings[{at}].title", ending.Title);
            yield return ($"endings[{at}].text", ending.Text);
        }
    }

    /// <summary>The texts that are said in some language and lack another of the survey's: who answers in that one reads them in the main one.</summary>
    public static IEnumerable<(string Place, string Language)> Missing(Survey survey) =>
        from text in Texts(survey)
        where text.Wording.Says
        from language in survey.Languages
        where text.Wording.Exactly(language) is null
        select (text.Place, language);

    internal static IEnumerable<(string Name, Wording Wording)> TextsOf(Question question)
    {
        yield return ("text", question.Text);
        yield return ("hint", question.Hint);
        yield return ("lowEnd", question.LowEnd);
        yield return ("highEnd", question.HighEnd);
        foreach (var (at, choice) in question.Choices.Index()) yield return ($"choices[{at}].text", choice.Text);
    }

    private List<Fault> Faults()
    {
        if (survey.Languages.Count == 0 || survey.Languages.Distinct().Count() != survey.Languages.Count || survey.Languages.Except(Known).Any()) Add("languages", "unknown");
        Say("title", survey.Title, required: true);
        Say("welcome", survey.Welcome);
        before.UnionWith(survey.Hidden.Select(name => Test.Attribute + name));
        foreach (var (at, name) in survey.Hidden.Index()) CheckKey($"hidden[{at}]", name);
        if (!survey.Questions.Any(question => question.Asks)) Add("screens", "nothing_asked");
        if (survey.Questions.Count() > MostQuestions) Add("screens", "too_many");
        CheckTogether();
        foreach (var (at, screen) in survey.Screens.Index()) CheckScreen($"screens[{at}]", screen);
        CheckEnd();
        return faults;
    }

    private void CheckTogether()
    {
        var keys = survey.Questions.Select(question => question.Key).ToArray();
        if (keys.Distinct(StringComparer.Ordinal).Count() != keys.Length) Add("screens", "key_twice");
        if (survey.Questions.Count(question => question.Headline) > 1) Add("screens", "headline_twice");
        if (survey.Questions.Count(question => question.IsComment) > 1) Add("screens", "comment_twice");
        foreach (var question in survey.Questions.Where(question => question.Expected is not null))
            if (!Array.Exists(keys, key => key == question.Expected)) Add("screens", "unknown_expectation");
    }

    private void CheckScreen(string place, Screen screen)
    {
        Check($"{place}.showIf", screen.ShowIf, null);
        if (screen.Questions.Count == 0) Add($"{place}.questions", "nothing_asked");
        foreach (var (at, question) in screen.Questions.Index())
        {
            CheckQuestion($"{place}.questions[{at}]", question);
            Check($"{place}.questions[{at}].showIf", question.ShowIf, screen.ShowIf);
            before.UnionWith(question.Fields);
        }
    }

    private void CheckQuestion(string place, Question question)
    {
        CheckKey($"{place}.key", question.Key);
        // That is what the voice says of itself.
        if (IsOfTheVoice(question.Key)) Add($"{place}.key", "kept_key");
        foreach (var (name, wording) in TextsOf(question)) Say($"{place}.{name}", wording, required: name == "text" || name.StartsWith("choices", StringComparison.Ordinal));
        foreach (var (at, choice) in question.Choices.Index()) CheckChoice($"{place}.choices[{at}].key", question, choice.Key);
        var choices = question.Choices.Select(choice => choice.Key).Distinct().Count();
        if (choices != question.Choices.Count) Add($"{place}.choices", "key_twice");
        if (choices < 2 && question.Kind is (QuestionKind.One or QuestionKind.Ranking)) Add($"{place}.choices", "fewer_than_two");
        if (choices < 1 && question.Kind is (QuestionKind.Several or QuestionKind.Statements)) Add($"{place}.choices", "none_to_choose");
        if (question.Least > question.Most) Add($"{place}.most", "scale_empty");
        if (question.Headline && !question.IsScore) Add($"{place}.headline", "no_score");
        if (question.IsComment && question.Kind is not (QuestionKind.Text or QuestionKind.Line)) Add($"{place}.isComment", "no_text");
    }

    // A statement is an answer of its own: under a name that another answer has too one of the two would be lost.
    private void CheckChoice(string place, Question question, string key)
    {
        CheckKey(place, key);
        if (question.Other && key == Question.OtherKey) Add(place, "kept_key");
        if (question.Kind != QuestionKind.Statements) return;
        if (IsOfTheVoice(key)) Add(place, "kept_key");
        if (shared.Contains(key)) Add(place, "taken");
    }

    private static bool IsOfTheVoice(string key) => key is SurveyVoice.Finished or WishReading.Answer;

    private void CheckEnd()
    {
        foreach (var (at, ending) in survey.Endings.Index())
        {
            Say($"endings[{at}].title", ending.Title, required: true);
            Say($"endings[{at}].text", ending.Text);
            Check($"endings[{at}].showIf", ending.ShowIf, null);
            if (ending.ShowIf is null && at < survey.Endings.Count - 1) Add($"endings[{at + 1}]", "never");
        }

        if (survey.Endings.Count > 0 && survey.Endings[^1].ShowIf is not null) Add("endings", "some_left_out");
        if (survey.Quotas.Count > MostQuotas) Add("quotas", "too_many");
        foreach (var (at, quota) in survey.Quotas.Index())
        {
            Check($"quotas[{at}].of", quota.Of, null);
            if (quota.Most < 1) Add($"quotas[{at}].most", "too_small");
        }
    }

    private void Check(string place, Condition? condition, Condition? around)
    {
        if (condition is null) return;
        if (condition.Tests.Count == 0) Add(place, "required");
        else if (condition.Tests.FirstOrDefault(test => !test.Of.StartsWith(Test.Attribute, StringComparison.Ordinal) && !before.Contains(test.Of)) is { } stray)
            Add(place, survey.Questions.Any(question => question.Fields.Contains(stray.Of)) ? "asked_later" : "unknown");
        else if (condition.Tests.Any(test => test.Look is Look.AtLeast or Look.AtMost && Test.Number(test.Value) is null)) Add(place, "not_a_number");
        else if (!ways.Reached(condition, around)) Add(place, "never");
    }

    private void Say(string place, Wording wording, bool required = false)
    {
        if (required && survey.Languages is [var main, ..] && wording.Exactly(main) is null) Add(place, "required");
        if (wording.In.Values.Any(text => text.Length > LongestText)) Add(place, "too_long");
        if (wording.In.Values.Any(text => !PlainText.IsSound(text))) Add(place, "not_text");
        if (wording.In.Values.SelectMany(Piping.FieldsIn).Any(field => !field.StartsWith(Test.Attribute, StringComparison.Ordinal) && !before.Contains(field))) Add(place, "pipes_unknown");
    }

    private void CheckKey(string place, string key)
    {
        if (!Key().IsMatch(key)) Add(place, "not_a_key");
    }

    private void Add(string place, string reason) => faults.Add(new(place, reason));

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,39}\z")]
    private static partial Regex Key();
}
