using Kolot.Benchmarks.Studies;
using Kolot.Core.Benchmarks;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Benchmarks.Field;

/// <summary>How field work is spoken of.</summary>
public static class FieldWords
{
    /// <summary>What a company is called, in the reader's language; by its number where it has no name.</summary>
    public static string Company(StudyCompany? company) =>
        (Language.Here == "he" ? company?.Name ?? company?.NameEn : company?.NameEn ?? company?.Name) is { Length: > 0 } name ? name : StudyWords.Put(Words.CompanyNumbered, company?.Number ?? 0);

    /// <summary>Why something was not taken in.</summary>
    public static string Conflict(string reason) => reason switch
    {
        "wave_closed" => Words.WaveClosed,
        "not_answered" => Words.NotAnsweredYet,
        "no_form" => Words.NoForm,
        "graded_meanwhile" => Words.GradedMeanwhile,
        "grades_stand" => Words.GradesStand,
        "answered" => Words.AnsweredAlready,
        "not_brought" => Words.NotBroughtYet,
        "decided" => Words.DecidedAlready,
        "carried_out" => Words.CarriedOutAlready,
        "appeal_over" => Words.AppealOver,
        "too_often" => Words.TooOften,
        _ => Words.ChangedMeanwhile,
    };

    /// <summary>Why a mailbox cannot be read.</summary>
    public static string Reading(string? reason) => Words.ResourceManager.GetString($"Fault_{reason}", System.Globalization.CultureInfo.CurrentUICulture) ?? Words.Fault_server;

    /// <summary>How a reviewer judged.</summary>
    public static string Of(ProbeReview review) => review switch { ProbeReview.Accepted => Words.ReviewAccepted, ProbeReview.Returned => Words.ReviewReturned, ProbeReview.Struck => Words.ReviewStruck, ProbeReview.Contested => Words.ReviewContested, _ => Words.ReviewNone };

    /// <summary>What of the field work is listed, in the order in which it is shown.</summary>
    internal static IReadOnlyList<FieldShow> Shown { get; } = Enum.GetValues<FieldShow>();

    /// <summary>What is listed, as a tab.</summary>
    internal static string Of(FieldShow show) => show switch
    {
        FieldShow.Look => Words.ShowLook,
        FieldShow.Ungraded => Words.ShowUngraded,
        FieldShow.Sent => Words.ShowSent,
        FieldShow.Planned => Words.ShowPlanned,
        FieldShow.Returned => Words.ReviewReturned,
        FieldShow.Accepted => Words.ReviewAccepted,
        FieldShow.Struck => Words.ReviewStruck,
        FieldShow.Contested => Words.ShowContested,
        _ => Words.ShowAppeals,
    };

    /// <summary>That there is none of it.</summary>
    internal static string None(FieldShow show) => StudyWords.Put(Words.NoneOf, Of(show));

    /// <summary>How long an answer took, in the measure that tells it: at a moment, or between two.</summary>
    public static string Waited(long from, long? until) => until is null || until == from ? Span(from) : StudyWords.Put(Words.WaitedBetween, Span(from), Span(until.Value));

    // Within a measure the next smaller one is told too, and no more.
    private static string Span(long milliseconds)
    {
        var minutes = (int)Math.Min(milliseconds / 60_000, int.MaxValue);
        var (whole, rest) = minutes >= 1440 ? (minutes / 1440 * 1440, minutes % 1440 / 60 * 60) : minutes >= 60 ? (minutes / 60 * 60, minutes % 60) : (minutes, 0);
        return minutes == 0 ? Words.UnderMinute : rest == 0 ? StudyWords.Time(whole) : And(StudyWords.Time(whole), StudyWords.Time(rest));
    }

    // Hebrew joins a word to what stands before it, and puts a hyphen before a number.
    private static string And(string one, string other) => StudyWords.Put(char.IsLetter(other[0]) ? Words.AndMoreInWords : Words.AndMore, one, other);

    /// <summary>What an address leads to, where it is one that a telephone can open: a number, a mail, a page.</summary>
    public static string? Link(ProbeChannel channel, string address)
    {
        var digits = string.Concat(address.Where(char.IsAsciiDigit));
        return channel switch
        {
            ProbeChannel.Phone => digits.Length > 2 ? "tel:" + (address.TrimStart().StartsWith('+') ? "+" : "") + digits : null,
            ProbeChannel.WhatsApp when digits.Length > 7 && !address.Contains('/', StringComparison.Ordinal) => "https://wa.me/" + digits,
            ProbeChannel.Mail => address.Contains('@', StringComparison.Ordinal) && !address.Any(sign => char.IsWhiteSpace(sign) || sign is '?' or '&') ? "mailto:" + address : null,
            ProbeChannel.Branch => null,
            _ => Page(address),
        };
    }

    private static string? Page(string address)
    {
        var whole = address.Contains("://", StringComparison.Ordinal) ? address : "https://" + address;
        return address.Contains('.', StringComparison.Ordinal) && Uri.TryCreate(whole, UriKind.Absolute, out var page) && page.Scheme is "http" or "https" ? page.AbsoluteUri : null;
    }
}
