using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;

namespace Kolot.Understand.Boards.Letters;

/// <summary>How mailings and letters are told in the reader's language.</summary>
public static class MailingWords
{
    /// <summary>A rhythm's name.</summary>
    public static string Of(Rhythm rhythm) => Said($"Rhythm{rhythm}");

    /// <summary>A state's name.</summary>
    public static string Of(MailState state) => Said($"State{state}");

    /// <summary>A day of the week.</summary>
    public static string Weekday(int day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName((DayOfWeek)day);

    /// <summary>An hour.</summary>
    public static string Hour(int hour) => $"{hour.ToString("00", CultureInfo.InvariantCulture)}:00";

    /// <summary>When a mailing goes out.</summary>
    public static string When(Mailing mailing) => When(MailingDraft.Of(mailing, []));

    /// <summary>When a mailing would go out.</summary>
    public static string When(MailingDraft draft) => draft.Rhythm switch
    {
        "weekly" => Say(Words.WhenWeekly, Weekday(draft.Weekday ?? 0), Hour(draft.Hour ?? 0)),
        "monthly" => Say(Words.WhenMonthly, draft.MonthDay ?? 1, Hour(draft.Hour ?? 0)),
        _ => Say(Words.WhenDaily, Hour(draft.Hour ?? 0)),
    };

    /// <summary>Why a letter was not sent, or is not sure to have been.</summary>
    public static string? Reason(Letter letter) => letter switch
    {
        { Mail: MailState.Uncertain } => Words.WhyUncertain,
        { Mail: MailState.Dropped } => Words.WhyDropped,
        { Mail: MailState.Sent } or { MailReason: null } => null,
        _ => Organisation.Mail.Words.ResourceManager.GetString("Outcome_" + letter.MailReason, CultureInfo.CurrentUICulture),
    };

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    private static string Say(string sentence, params object[] with) => string.Format(CultureInfo.InvariantCulture, sentence, with);
}
