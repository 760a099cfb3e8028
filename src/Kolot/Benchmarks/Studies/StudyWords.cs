using System.Globalization;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Benchmarks.Studies;

/// <summary>How studies are spoken of.</summary>
public static class StudyWords
{
    private const int Hour = 60, Day = 24 * Hour, Week = 7 * Day;

    /// <summary>A text in the reader's language, or in the other that it is written in.</summary>
    public static string In(Wording text) => text.For(Language.Here, ["he", "en"]);

    /// <summary>How far a study has come.</summary>
    public static string State(StudyState state) => state switch { StudyState.Draft => Words.StateDraft, StudyState.Fielded => Words.StateFielded, _ => Words.StatePublished };

    /// <summary>From where its data are.</summary>
    public static string Kind(StudyKind kind) => kind switch { StudyKind.Shopped => Words.KindShopped, StudyKind.Reported => Words.KindReported, _ => Words.KindTimes };

    /// <summary>That so many companies were added.</summary>
    public static string Imported(int count) => count == 1 ? Words.OneImported : Put(Words.Imported, count);

    /// <summary>A way to approach a company.</summary>
    public static string Channel(ProbeChannel channel) => channel switch
    {
        ProbeChannel.ContactForm => Words.ChannelContactForm,
        ProbeChannel.Mail => Words.ChannelMail,
        ProbeChannel.Phone => Words.ChannelPhone,
        ProbeChannel.Chat => Words.ChannelChat,
        ProbeChannel.WhatsApp => Words.ChannelWhatsApp,
        ProbeChannel.Social => Words.ChannelSocial,
        _ => Words.ChannelBranch,
    };

    /// <summary>A layer of quality.</summary>
    public static string Of(Layer layer) => layer switch { Layer.Style => Words.LayerStyle, Layer.Professional => Words.LayerProfessional, _ => Words.LayerEmotional };

    /// <summary>An outcome.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Delight => Words.OutcomeDelight,
        Outcome.Indifferent => Words.OutcomeIndifferent,
        Outcome.LatePoor => Words.OutcomeLatePoor,
        Outcome.Never => Words.OutcomeNever,
        _ => Words.OutcomeUnknown,
    };

    /// <summary>Where a probe stands.</summary>
    public static string Of(ProbeState state) => state switch
    {
        ProbeState.Planned => Words.ProbePlanned,
        ProbeState.Sent => Words.ProbeSent,
        ProbeState.Answered => Words.ProbeAnswered,
        ProbeState.Silent => Words.ProbeSilent,
        ProbeState.Lost => Words.ProbeLost,
        ProbeState.Dropped => Words.ProbeDropped,
        _ => Words.ProbeNotReported,
    };

    /// <summary>A length of time, in the largest measure that tells it whole.</summary>
    public static string Time(int minutes) => minutes switch
    {
        Week => Words.TimeWeek,
        2 * Week => Words.TimeTwoWeeks,
        _ when minutes % Week == 0 => Put(Words.TimeWeeks, minutes / Week),
        Day => Words.TimeDay,
        2 * Day => Words.TimeTwoDays,
        _ when minutes % Day == 0 => Put(Words.TimeDays, minutes / Day),
        Hour => Words.TimeHour,
        2 * Hour => Words.TimeTwoHours,
        _ when minutes % Hour == 0 => Put(Words.TimeHours, minutes / Hour),
        1 => Words.TimeMinute,
        _ => Put(Words.TimeMinutes, minutes),
    };

    /// <summary>A grade as it is told: without a decimal that says nothing.</summary>
    public static string Grade(double grade) => grade.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The rule in one sentence after the other.</summary>
    public static string Rule(OutcomeRule rule) => string.Join(' ',
        Put(Words.RuleDelight, Time(rule.FastMinutes), Grade(rule.DelightFrom)), Put(Words.RuleLatePoor, Time(rule.LateMinutes), Grade(rule.PoorBelow)), Words.RuleIndifferent, Put(Words.RuleNever, Time(rule.NeverAfterMinutes)));

    /// <summary>So many companies.</summary>
    public static string Companies(int count) => Many(count, Words.OneCompany, Words.ManyCompanies);

    /// <summary>So many waves.</summary>
    public static string Waves(int count) => Many(count, Words.OneWave, Words.ManyWaves);

    /// <summary>So many probes.</summary>
    public static string Probes(int count) => Many(count, Words.OneProbe, Words.ManyProbes);

    /// <summary>So many days.</summary>
    public static string Days(int count) => count switch { 1 => Words.TimeDay, 2 => Words.TimeTwoDays, _ => Put(Words.TimeDays, count) };

    /// <summary>Words with something in their places.</summary>
    public static string Put(string words, params ReadOnlySpan<object> with)
    {
        for (var at = 0; at < with.Length; at++)
            words = words.Replace($"{{{at}}}", with[at] is IFormattable number ? Numbers.Text(number) : with[at].ToString(), StringComparison.Ordinal);
        return words;
    }

    private static string Many(int count, string one, string many) => count == 1 ? one : Put(many, count);
}
