using System.Globalization;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;
using Given = Kolot.Core.Listen.Surveys.Given;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>What was answered to one question.</summary>
/// <param name="question">The question, as the newest version asks it.</param>
public sealed class QuestionTally(Question question)
{
    private readonly Dictionary<string, ScoreTally> scores = [];
    private readonly Dictionary<string, PairTally> pairs = [];
    private readonly Dictionary<string, long> chosen = [];
    private readonly Dictionary<string, long> firsts = [];
    private readonly SortedDictionary<DateOnly, long> days = [];

    /// <summary>The question.</summary>
    public Question Question => question;

    /// <summary>Of how many it was asked.</summary>
    public long Asked { get; private set; }

    /// <summary>How many answered it.</summary>
    public long Answered { get; private set; }

    /// <summary>How often each day was given.</summary>
    public IReadOnlyDictionary<DateOnly, long> Days => days;

    /// <summary>What is compared of what was expected and found: statements by key, or nothing where one answer stands alone.</summary>
    public IReadOnlyDictionary<string, PairTally> Pairs => pairs;

    /// <summary>Answers on a scale, places in an order, and numbers: of a statement or a choice by its key, else of the question itself.</summary>
    public ScoreTally Scores(string of = "") => scores.TryGetValue(of, out var known) ? known : scores[of] = new();

    /// <summary>How many chose it.</summary>
    public long Chosen(string choice) => chosen.GetValueOrDefault(choice);

    /// <summary>The share of those asked who chose it; of a question that lets none be chosen too, nobody who passed it over is left out.</summary>
    public Said<Share> ShareOf(string choice) => Share.Of(Chosen(choice), Asked);

    /// <summary>The share of those who put anything in order who put it first.</summary>
    public Said<Share> FirstOf(string choice) => Share.Of(firsts.GetValueOrDefault(choice), Answered);

    /// <summary>Counts one response.</summary>
    public void Add(OneResponse response, bool asked)
    {
        var given = response.Given;
        if (!asked && !question.Fields.Any(field => given[field].Count > 0)) return;
        Asked++;
        if (Take(response)) Answered++;
    }

    /// <summary>Counts what was found beside what was expected.</summary>
    public void Add(string of, OneResponse response, (string Expected, string Found) fields)
    {
        if (Number(response.Given, fields.Expected) is not { } expected || Number(response.Given, fields.Found) is not { } found) return;
        if (!pairs.TryGetValue(of, out var pair)) pair = pairs[of] = new();
        pair.Add(response.Customer, expected, found);
    }

    private bool Take(OneResponse response)
    {
        var given = response.Given;
        switch (question.Kind)
        {
            case QuestionKind.Statements:
                var any = false;
                foreach (var statement in question.Choices)
                    if (Number(given, $"{question.Key}.{statement.Key}") is { } agreed)
                    {
                        Scores(statement.Key).Add(response.Customer, agreed);
                        any = true;
                    }

                return any;
            case QuestionKind.Ranking:
                foreach (var (place, choice) in given[question.Key].Index()) Scores(choice).Add(response.Customer, place + 1);
                if (given.One(question.Key) is { } first) firsts[first] = firsts.GetValueOrDefault(first) + 1;
                return given[question.Key].Count > 0;
            case QuestionKind.One or QuestionKind.Several or QuestionKind.Consent:
                foreach (var choice in given[question.Key].Distinct()) chosen[choice] = chosen.GetValueOrDefault(choice) + 1;
                return given[question.Key].Count > 0;
            case QuestionKind.Date:
                if (!DateOnly.TryParseExact(given.One(question.Key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
                days[day] = days.GetValueOrDefault(day) + 1;
                return true;
            case QuestionKind.Line or QuestionKind.Text or QuestionKind.File or QuestionKind.Contact:
                return question.Fields.Any(field => given[field].Count > 0);
            default:
                if (Number(given, question.Key) is not { } number) return false;
                Scores().Add(response.Customer, number);
                return true;
        }
    }

    private static double? Number(Given given, string field) => given.One(field) is { } text ? Test.Number(text) : null;
}
