using System.Text.Json;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Makes a voice of what somebody answered.</summary>
public static class SurveyVoice
{
    /// <summary>The answer that says whether a survey was answered to its end: no, where it was left; it is not there where nothing was left out.</summary>
    public const string Finished = "finished";

    // The question whose choices are kinds of voices, where a survey has one: what somebody says it is, it is.
    private const string Kind = "kind";

    /// <summary>How a survey is called as the source of voices.</summary>
    public static string SourceOf(string code) => $"survey:{code}";

    /// <summary>The voice: the headline score, the comment as its words, every other answer by its key.</summary>
    /// <param name="walk">The way that was gone; what was answered on another counts for nothing.</param>
    /// <param name="heard">Source, id, channel and whatever else is known, without what was answered.</param>
    /// <remarks>
    /// A choice among several is an answer of its own, yes; a rank is a number; a statement is known by its own key, as measures count it, whichever survey asked it.
    /// </remarks>
    public static HeardVoice Of(SurveyWalk walk, HeardVoice heard)
    {
        var answers = new Dictionary<string, JsonElement>();
        foreach (var question in walk.Survey.Questions.Where(walk.Answered))
            foreach (var (key, value) in AnswersTo(question, walk.Given)) answers[key] = value;
        var headline = walk.Survey.Headline;
        var comment = walk.Survey.Questions.FirstOrDefault(question => question.IsComment);
        return heard with
        {
            Score = headline is { Scale: var (low, high) } && walk.Given.One(headline.Key) is { } score ? new(Test.Number(score) ?? 0, low, high) : null,
            Kind = KindOf(walk) ?? heard.Kind,
            Text = comment is null ? null : walk.Given.One(comment.Key),
            Answers = answers.Count == 0 ? null : answers,
            Customer = CustomerOf(walk, heard.Customer),
        };
    }

    /// <summary>The voice of what was left half answered; null where nothing was said by then.</summary>
    /// <remarks>It is known by the same id as the whole one: finished later, it is revised and not heard twice.</remarks>
    public static HeardVoice? Left(SurveyWalk walk, HeardVoice heard)
    {
        var voice = Of(walk, heard);
        if (voice is { Score: null, Text: null, Answers: null }) return null;
        return voice with { Answers = new Dictionary<string, JsonElement>(voice.Answers ?? new Dictionary<string, JsonElement>()) { [Finished] = JsonSerializer.SerializeToElement(false) } };
    }

    /// <summary>Whether all that was given, on whichever way, can be heard at the end.</summary>
    public static bool Fits(Survey survey, Given given)
    {
        // That it was left is said besides.
        var answers = new Dictionary<string, JsonElement> { [Finished] = JsonSerializer.SerializeToElement(false) };
        foreach (var (key, value) in survey.Questions.SelectMany(question => AnswersTo(question, given))) answers[key] = value;
        return Hearing.Fits(answers);
    }

    private static string? KindOf(SurveyWalk walk) =>
        walk.Given.One(Kind) is { } kind && Enum.TryParse<VoiceKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(kind[0]) ? kind : null;

    private static IEnumerable<(string Key, JsonElement Value)> AnswersTo(Question question, Given given)
    {
        if (question.Headline || question.IsComment || question.Kind is QuestionKind.Contact) yield break;
        var values = given[question.Key];
        if (question.Kind == QuestionKind.Statements)
        {
            foreach (var statement in question.Choices)
                if (given.One($"{question.Key}.{statement.Key}") is { } agreed) yield return (statement.Key, Number(agreed));
        }
        else if (question.Kind == QuestionKind.Several)
        {
            foreach (var value in values) yield return ($"{question.Key}.{value}", JsonSerializer.SerializeToElement(true));
        }
        else if (question.Kind == QuestionKind.Ranking)
        {
            foreach (var (place, value) in values.Index()) yield return ($"{question.Key}.{value}", JsonSerializer.SerializeToElement(place + 1));
        }
        else if (question.Kind == QuestionKind.File)
        {
            if (values is [_, var name]) yield return (question.Key, Text(name));
        }
        else if (values is [var value, ..])
        {
            yield return (question.Key, question.IsScore || question.Kind == QuestionKind.Number ? Number(value) : Text(value));
        }

        if (given.One($"{question.Key}.other") is { } other) yield return ($"{question.Key}.other", Text(other));
    }

    // Who says who they are is that customer, unless the invitation knew it already.
    private static HeardCustomer? CustomerOf(SurveyWalk walk, HeardCustomer? known)
    {
        var contact = walk.Survey.Questions.FirstOrDefault(question => question.Kind == QuestionKind.Contact && walk.Answered(question));
        if (contact is null) return known;
        string? Part(string part) => walk.Given.One($"{contact.Key}.{part}");
        if (known is not null) return known with { Name = known.Name ?? Part("name"), Mail = known.Mail ?? Part("mail"), Phone = known.Phone ?? Part("phone") };
        return Part("mail") is null && Part("phone") is null ? null : new() { Name = Part("name"), Mail = Part("mail"), Phone = Part("phone") };
    }

    private static JsonElement Number(string text) => JsonSerializer.SerializeToElement(Test.Number(text) ?? 0);

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);
}
