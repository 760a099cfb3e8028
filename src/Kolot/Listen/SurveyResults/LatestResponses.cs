using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;

namespace Kolot.Listen.SurveyResults;

/// <summary>The latest responses to a survey, and the latest words of each question.</summary>
public sealed class LatestResponses(ResponseReading reading)
{
    private const int PageSize = 30;
    private const int Together = 200;
    private const int MostPages = 25;
    private const int WordsOfOne = 3;

    /// <summary>A page of responses.</summary>
    public async Task<ResponsesView> Page(Member reader, ResultsPlace place, TimeZoneInfo zone, Guid? before, CancellationToken cancel)
    {
        var seen = await reading.Latest(reader, place.Survey.Row, (before, PageSize + 1), responses => place.Query.Of(responses, zone), cancel);
        var lines = seen.Take(PageSize).Select(one => LineOf(place.Survey, one)).ToArray();
        return new(place, lines, seen.Count > PageSize ? lines[^1].Seen.Response.Id.ToString() : null);
    }

    /// <summary>A page of words answered to a question.</summary>
    public async Task<WordsView> Words(Member reader, ResultsPlace place, Question question, (TimeZoneInfo Zone, Guid? Before) at, CancellationToken cancel)
    {
        var (found, field) = (new List<SaidWords>(), WordsView.FieldOf(question));
        for (var (pages, before) = (0, at.Before); ; pages++)
        {
            // Where hardly anybody wrote anything a page may end early: the next one goes on from there.
            if (pages == MostPages) return new(place, question, found, before.ToString());
            var seen = await reading.Latest(reader, place.Survey.Row, (before, Together), responses => place.Query.Of(responses, at.Zone), cancel);
            foreach (var one in seen)
            {
                if (found.Count == PageSize) return new(place, question, found, found[^1].Seen.Response.Id.ToString());
                if (WordsIn(place.Survey, one, field) is { } text) found.Add(new(one, text));
            }

            if (seen.Count < Together) return new(place, question, found, null);
            before = seen[^1].Response.Id;
        }
    }

    /// <summary>The latest words of each question that is answered in words, of the last few hundred responses.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<SaidWords>>> WordsOfEach(Member reader, ResultsPlace place, TimeZoneInfo zone, CancellationToken cancel)
    {
        var questions = WordsView.Of(place.Survey);
        if (questions.Count == 0) return new Dictionary<string, IReadOnlyList<SaidWords>>();
        var seen = await reading.Latest(reader, place.Survey.Row, (null, Together), responses => place.Query.Of(responses, zone), cancel);
        var given = seen.Select(one => (Seen: one, Given: Counts(one) ? place.Survey.GivenOf(one) : Given.Nothing)).ToArray();
        return questions.DistinctBy(question => question.Key).ToDictionary(question => question.Key, question => (IReadOnlyList<SaidWords>)
            [.. given.Select(one => new SaidWords(one.Seen, one.Given.One(WordsView.FieldOf(question)) ?? "")).Where(said => said.Text.Length > 0).Take(WordsOfOne)]);
    }

    private static string? WordsIn(ReadSurvey survey, SeenResponse seen, string field) => Counts(seen) ? survey.GivenOf(seen).One(field) : null;

    private static bool Counts(SeenResponse seen) => seen.Response.Counted == Store.Counted.Yes;

    private static ResponsesView.Line LineOf(ReadSurvey survey, SeenResponse seen)
    {
        var given = survey.GivenOf(seen);
        var questions = survey.Versions.TryGetValue(seen.Response.Number, out var version) ? version.Questions.ToArray() : [];
        var score = questions.OrderBy(question => question.Headline ? 0 : 1).Where(question => question.IsScore)
            .Select(question => (Question: question, Given: given.One(question.Key) is { } text && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (double?)null))
            .FirstOrDefault(one => one.Given is not null);
        var words = questions.OrderBy(question => question.IsComment ? 0 : 1).Where(question => question.Kind is QuestionKind.Text or QuestionKind.Line).Select(question => given.One(question.Key)).FirstOrDefault(text => text is not null);
        return new(seen, score is { Question.Scale: var (low, high), Given: { } answered } ? (answered, low, high) : null, words);
    }
}
