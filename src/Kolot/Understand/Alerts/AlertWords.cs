using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Shell.Parts;
using Kolot.Store;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Alerts;

/// <summary>Says in the reader's language what an alert watches and what it told.</summary>
public static class AlertWords
{
    // Numbers keep their order among Hebrew words.
    private const char From = '\u2066', To = '\u2069';

    /// <summary>The measure and whose voices.</summary>
    public static string Of(Alert alert, AlertsView.View view) =>
        string.Join(" · ", Slice(alert, view.Names).Prepend(AlertQuery.MeasureOf(alert, view.Known) is { } measure ? ScoreWords.Name(measure) : alert.Measure));

    /// <summary>Whose voices, or that it is everybody's.</summary>
    public static string Whose(Alert alert, StreamNames names) => Slice(alert, names).ToArray() is { Length: > 0 } some ? string.Join(" · ", some) : Words.Everybody;

    /// <summary>It in one sentence: it fell from so much to so much.</summary>
    public static string Headline(Signal signal, Measure measure) => string.Format(
        CultureInfo.CurrentCulture, signal.NowValue > signal.BeforeValue ? Words.Rose : Words.Fell, ScoreWords.Name(measure), Value(measure, signal.BeforeValue), Value(measure, signal.NowValue));

    /// <summary>By how much, where that lies, of how many, when.</summary>
    public static string Detail(Signal signal, Measure measure)
    {
        var decimals = Change.DecimalsBeside(signal.BeforeValue, signal.NowValue, new(signal.Low, signal.High), measure.Decimals);
        string Apart(double value) => Isolated(Numbers.Text(value, decimals, true));
        var told = Said(
            Words.Detail, Apart(signal.NowValue - signal.BeforeValue), Said(Understand.Words.IntervalSpan, Apart(signal.Low), Apart(signal.High)),
            Isolated(Numbers.Text(signal.NowN)), Isolated(Numbers.Text(signal.BeforeN)), ScoreWords.OfDifferences(measure),
            Days(signal.NowFrom, signal.NowTo), Days(signal.BeforeFrom, signal.NowFrom.AddDays(-1)));
        return decimals > measure.Decimals ? $"{told} {Understand.Words.Unrounded}" : told;
    }

    /// <summary>Why it is news.</summary>
    public static string Why(Signal signal, Grain grain) => (signal.Kind, grain) switch
    {
        (NewsKind.Beyond, Grain.Month) => Words.WhyBeyondMonth,
        (NewsKind.Beyond, _) => Words.WhyBeyondWeek,
        (NewsKind.Shift, Grain.Month) => Words.WhyShiftMonth,
        (NewsKind.Shift, _) => Words.WhyShiftWeek,
        (_, Grain.Month) => Words.WhyRunMonth,
        _ => Words.WhyRunWeek,
    };

    /// <summary>How an alert stands for its reader.</summary>
    public static string State(AlertReader reader) => reader.State switch
    {
        AlertState.New => Words.StateNew,
        AlertState.TooFewPieces => Said(Words.StateTooFewPieces, Isolated(Numbers.Text(reader.Pieces)), Isolated(Numbers.Text(reader.Since is null ? Watch.Usual : 3))),
        AlertState.TooFewAnswers => Words.StateTooFewAnswers,
        AlertState.History => Words.StateHistory,
        AlertState.MeasureChanged => Words.StateMeasureChanged,
        AlertState.BeyondReach => Words.StateBeyondReach,
        _ => Words.StateQuiet,
    };

    /// <summary>Of which changes it tells.</summary>
    public static string Directions(AlertDirection direction) => direction switch { AlertDirection.Worse => Words.DirectionWorse, AlertDirection.Better => Words.DirectionBetter, _ => Words.DirectionBoth };

    /// <summary>What became of a mail; nothing where none is sent.</summary>
    public static string? Mail(MailState mail) => mail switch
    {
        MailState.Waiting or MailState.Sending => Words.MailWaiting,
        MailState.Sent => Words.MailSent,
        MailState.Refused or MailState.Dropped => Words.MailRefused,
        MailState.Uncertain => Words.MailUncertain,
        _ => null,
    };

    /// <summary>Some days, in words: a dash between two dates would turn them round in Hebrew.</summary>
    public static string Days(DateOnly from, DateOnly to) => Said(Words.DaysSpan, Isolated(Day(from)), Isolated(Day(to)));

    private static string Day(DateOnly day) => day.ToString("d.M.yyyy", CultureInfo.InvariantCulture);

    /// <summary>A sentence with what belongs in it.</summary>
    internal static string Said(string words, params object[] with) => string.Format(CultureInfo.CurrentCulture, words, with);

    private static string Value(Measure measure, double value) => Isolated(ScoreWords.Value(measure, value));

    private static string Isolated(string text) => From + text + To;

    // Labels are the same for whoever reads them: nothing here is counted.
    private static IEnumerable<string> Slice(Alert alert, StreamNames names)
    {
        var query = AlertQuery.Read(alert);
        var axes = new ScoreAxes(new Member("", Guid.Empty, "", new HashSet<Right>(), Reach.All, null), names);
        return [.. query.Chosen.Select(one => axes.LabelOf(one.Key, one.Value) is { Length: > 0 } label ? label : one.Value), .. query.Attributes.Select(one => $"{ScoreWords.Axis(ScoreQuery.Attribute + one.Key)}: {one.Value}")];
    }
}
