using System.Globalization;
using System.Text.RegularExpressions;
using Kolot.Core.Listen.Surveys.Ready;

namespace Kolot.Core.Listen.Surveys;

/// <summary>What becomes of a draft when a question is typed anew.</summary>
/// <param name="Survey">The draft as it becomes.</param>
/// <param name="Question">The question as it becomes.</param>
public sealed partial record QuestionChange(Survey Survey, Question Question)
{
    private const int MostChoices = 60;

    /// <summary>Decides it. What would keep the question from being published is refused at its field.</summary>
    public static Result<QuestionChange> Decide(Survey survey, string key, QuestionDraft draft)
    {
        if (Drafting.Find(survey, key) is not var (screen, at)) return new Refusal.NotFound();
        var was = survey.Screens[screen].Questions[at];
        var faults = new List<Fault>();
        var rows = draft.Choices.Index().Where(row => row.Item.Says).Take(MostChoices).ToArray();
        var question = Typed(survey, was, draft, faults) with
        {
            ShowIf = draft.Condition.Decide(AskedField.Before(survey, screen, at), faults),
            Choices = Chosen(survey, [.. rows.Select(row => row.Item)], draft.Kind == QuestionKind.Statements ? new(survey, was) : null),
        };
        if (question.Key != key && survey.Questions.Any(one => one.Key != key && one.Names.Contains(question.Key))) faults.Add(new("key", "taken"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        var renamed = rows.Select((row, index) => (row.Item.Was, question.Choices[index].Key)).Where(one => !string.IsNullOrEmpty(one.Was) && one.Was != one.Key)
            .DistinctBy(one => one.Was).ToDictionary(one => one.Was ?? "", one => one.Key);
        var changed = Drafting.Change(survey, key, question, renamed);
        var place = $"screens[{screen}].questions[{at}].";
        var own = SurveyCheck.FaultsOf(changed).Where(fault => fault.Field.StartsWith(place, StringComparison.Ordinal))
            .Select(fault => fault with { Field = FieldOf(fault.Field[place.Length..], survey.Languages, [.. rows.Select(row => row.Index)]) }).ToArray();
        return own.Length > 0 ? new Refusal.Invalid(own) : new QuestionChange(changed, question);
    }

    private static Question Typed(Survey survey, Question was, QuestionDraft draft, List<Fault> faults)
    {
        Wording Said(string name, Wording before) => survey.Languages.Aggregate(before, (wording, language) =>
            draft.Texts.TryGetValue($"{language}:{name}", out var text) ? wording.With(language, text) : wording);
        return FirstWords.WithoutStale(was, was with
        {
            Key = draft.Key?.Trim().ToLowerInvariant() is { Length: > 0 } typed ? typed : was.Key,
            Kind = draft.Kind,
            Needed = draft.Needed,
            Text = Said("text", was.Text),
            Hint = Said("hint", was.Hint),
            LowEnd = Said("lowEnd", was.LowEnd),
            HighEnd = Said("highEnd", was.HighEnd),
            Other = draft.Other && draft.Kind is QuestionKind.One or QuestionKind.Several,
            Shuffled = draft.Shuffled,
            Headline = draft.Headline,
            IsComment = draft.IsComment,
            Expected = string.IsNullOrWhiteSpace(draft.Expected) ? null : draft.Expected,
            Least = Number(draft.Least, "least", faults),
            Most = Number(draft.Most, "most", faults),
        }, survey.Languages);
    }

    private static double? Number(string? written, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        var (number, reason) = AnswerReading.NumberOf(written.Trim());
        if (reason is not null) faults.Add(new(field, reason));
        return number;
    }

    // A choice without a key gets the next number that is free: keys stay when words change.
    private static IReadOnlyList<Choice> Chosen(Survey survey, IReadOnlyList<ChoiceDraft> rows, Beside? beside)
    {
        string? KeyOf(ChoiceDraft row) => string.IsNullOrWhiteSpace(row.Key) || beside?.GivesUp(row) == true ? null : row.Key.Trim().ToLowerInvariant();
        var taken = rows.Select(KeyOf).OfType<string>().Union(beside?.Names ?? []).ToHashSet();
        var next = 1;
        string Free()
        {
            while (!taken.Add(next.ToString(CultureInfo.InvariantCulture))) next++;
            return next.ToString(CultureInfo.InvariantCulture);
        }

        return
        [
            .. rows.Select(row => new Choice(
                KeyOf(row) ?? Free(),
                row.Texts.Where(text => survey.Languages.Contains(text.Key)).Aggregate(Wording.None, (wording, text) => wording.With(text.Key, text.Value)))
            { Alone = row.Alone }),
        ];
    }

    // What other answers of the survey are called: each statement is an answer of its own.
    private sealed class Beside(Survey survey, Question was)
    {
        public HashSet<string> Names { get; } = [.. survey.Questions.Where(one => one.Key != was.Key).SelectMany(one => one.Names), SurveyVoice.Finished, WishReading.Answer];

        // A choice that becomes a statement got its key without looking at other questions, and whoever changed the kind need not know of it.
        public bool GivesUp(ChoiceDraft row) => was.Kind != QuestionKind.Statements && row.Key == row.Was && Names.Contains(row.Key ?? "");
    }

    // A place within the question, as its form calls it.
    private static string FieldOf(string place, IReadOnlyList<string> languages, int[] rows)
    {
        var main = languages is [var first, ..] ? first : "he";
        if (ChoicePlace().Match(place) is { Success: true } choice && int.Parse(choice.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var at && at < rows.Length)
            return choice.Groups[2].Value == "key" ? $"choice.{rows[at]}.key" : $"choice.{rows[at]}.{main}";
        return place is "text" or "hint" or "lowEnd" or "highEnd" ? $"{main}:{place}" : place;
    }

    [GeneratedRegex(@"\Achoices\[(\d+)\]\.(key|text)\z")]
    private static partial Regex ChoicePlace();
}
