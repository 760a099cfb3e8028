using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>What came of a survey, counted one response after the other.</summary>
public sealed class SurveyTally
{
    private readonly Dictionary<int, Version> versions = [];
    private readonly Dictionary<(string Key, QuestionKind Kind), QuestionTally> questions = [];
    private readonly SortedDictionary<DateOnly, (long Begun, long Finished)> days = [];
    private readonly SecondsTally took = new();
    private readonly ScreenTally[] screens;

    /// <summary>Of a survey.</summary>
    /// <param name="versions">What was published, by number.</param>
    /// <param name="shown">The version whose screens are looked at; those of others lie otherwise.</param>
    public SurveyTally(IReadOnlyDictionary<int, Survey> versions, int shown)
    {
        Shown = shown;
        foreach (var question in AskedQuestions.Of(versions.OrderByDescending(version => version.Key).Select(version => version.Value))) questions[(question.Key, question.Kind)] = new(question);
        foreach (var (number, survey) in versions) this.versions[number] = new(survey, new(survey), [.. AskedQuestions.Pairs(survey)]);
        screens = [.. versions.TryGetValue(shown, out var seen) ? seen.Screens.Select(_ => new ScreenTally()) : []];
    }

    /// <summary>The version whose screens are looked at.</summary>
    public int Shown { get; }

    /// <summary>How many began: sent a first screen.</summary>
    public long Begun { get; private set; }

    /// <summary>How many finished.</summary>
    public long Finished { get; private set; }

    /// <summary>The share of those who began that finished.</summary>
    public Said<Share> Completion => Share.Of(Finished, Begun);

    /// <summary>How many seconds half of those who finished took at most.</summary>
    public double? MedianSeconds => took.Median;

    /// <summary>How many began on each day, and how many of them finished.</summary>
    public IReadOnlyDictionary<DateOnly, (long Begun, long Finished)> Days => days;

    /// <summary>The questions, as the newest version asks them, then those that it asks no more.</summary>
    public IEnumerable<QuestionTally> Questions => questions.Values;

    /// <summary>The screens of the version that is looked at.</summary>
    public IReadOnlyList<ScreenTally> Screens => screens;

    /// <summary>Counts one that counts.</summary>
    public void Add(OneResponse response)
    {
        Begun++;
        if (response.IsFinished)
        {
            Finished++;
            took.Add(response.Total);
        }

        var day = days.GetValueOrDefault(response.Day);
        days[response.Day] = (day.Begun + 1, day.Finished + (response.IsFinished ? 1 : 0));
        if (!versions.TryGetValue(response.Number, out var version)) return;
        if (response.Number == Shown) AddScreens(version.Survey, response);
        if (response.IsHeard) AddAnswers(version, response);
    }

    private void AddAnswers(Version version, OneResponse response)
    {
        var asked = version.Asked.Keys(response);
        foreach (var question in version.Survey.Questions.Where(question => question.Asks))
            questions[(question.Key, question.Kind)].Add(response, asked.Contains(question.Key));
        foreach (var (key, of, expected, found) in version.Pairs)
            questions[(key, version.Survey.Questions.First(question => question.Key == key).Kind)].Add(of, response, (expected, found));
    }

    private void AddScreens(Survey survey, OneResponse response)
    {
        for (var at = 0; at < screens.Length; at++)
            if (response.Sent(at)) screens[at].AddSent(response.Seconds[at] ?? 0);
        if (response.IsFinished || new SurveyWalk(survey, response.Given).Next(Math.Min(response.Screen, screens.Length) - 1) is not { } last) return;
        screens[last].AddLeft(response.Sent(last));
    }

    private sealed record Version(Survey Survey, AskedOf Asked, (string Key, string Of, string Expected, string Found)[] Pairs);
}
