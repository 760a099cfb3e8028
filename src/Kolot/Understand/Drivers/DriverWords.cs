using System.Globalization;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Importance;
using Kolot.Listen.VoiceStream;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>How questions, and why nothing can be said of them, are called in the reader's language.</summary>
public static class DriverWords
{
    /// <summary>What a question is called: as its measure, if it has one, else by its own name.</summary>
    public static string Name(DriverView view, string question) =>
        DriverQuestion.MeasureOf(question, view.Measures) is { } measure ? ScoreWords.Name(measure)
        : Words.ResourceManager.GetString("Asked" + string.Concat(question.Split('-').Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..])), CultureInfo.CurrentUICulture) ?? question;

    /// <summary>The outcome's name.</summary>
    public static string Outcome(DriverView view) => view.Query.Question is { } question ? Name(view, question) : ScoreWords.Name(view.Slice.Measure);

    /// <summary>Where a question belongs, in two words.</summary>
    public static string Place(DriverPlace place) => place switch
    {
        DriverPlace.Mend => Words.PlaceMend,
        DriverPlace.Keep => Words.PlaceKeep,
        DriverPlace.Later => Words.PlaceLater,
        _ => Words.PlaceFine,
    };

    /// <summary>How much of the outcome goes with the questions, in words.</summary>
    public static string Explained(double rSquared) => rSquared switch
    {
        < 0.1 => Words.ExplainedLittle,
        < 0.3 => Words.ExplainedSome,
        < 0.6 => Words.ExplainedMuch,
        _ => Words.ExplainedMost,
    };

    /// <summary>Why nothing can be said, and what would help.</summary>
    public static (string Why, string Help) Refused(DriverView view) => view.Reading?.Why switch
    {
        { Why: CannotSay.TooFew } few => (With(Words.WhyTooFew, view.Reading?.Customers is { } here ? Numbers.Text(here) : Words.FewerThanFive, Numbers.Text(few.Needed)), Words.HelpTooFew),
        { Why: CannotSay.AllTheSame, Question: "" } => (Words.WhyOutcomeSame, Words.HelpOutcomeSame),
        { Why: CannotSay.AllTheSame } same => (With(Words.WhySame, Name(view, same.Question ?? "")), Words.HelpSame),
        { Why: CannotSay.Collinear } follows => (With(Words.WhyCollinear, Name(view, follows.Question ?? "")), Words.HelpCollinear),
        { Why: CannotSay.Unrelated } => (Words.WhyUnrelated, Words.HelpUnrelated),
        { Why: CannotSay.NoAnswers } => (Words.WhyNone, Words.HelpNone),
        _ => (Words.WhyOther, Words.HelpNone),
    };

    /// <summary>A question's place in the stream of voices: the same slice, and those who answered worse than its mean.</summary>
    public static string Voices(DriverView view, Driver driver, string path)
    {
        var (slice, period) = (view.Query.Slice, view.Slice.Period);
        var address = new Address(path, [.. slice.Chosen]).With("from", Iso(period.From)).With("to", Iso(period.To));
        foreach (var (key, value) in slice.Attributes) address = address.With(ScoreQuery.Attribute + key, value);
        // Of very many different answers the stream cannot be told one by one.
        string[] low = [.. driver.LowAnswers.Take(AnswerFilter.MostGiven + 1).Select(answer => answer.ToString("R", CultureInfo.InvariantCulture))];
        return (low.Length is 0 or > AnswerFilter.MostGiven ? address.With("band", "low") : address.With("asked", driver.Question).With("given", string.Join(',', low))).ToString();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string With(string words, params object[] with) => string.Format(CultureInfo.InvariantCulture, words, with);
}
