using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Listen.Contact;

/// <summary>How the pages of the contact form say things in the reader's language.</summary>
public static class ContactWords
{
    /// <summary>A sentence with something put into its one place.</summary>
    public static string Put(string sentence, string what) => sentence.Replace("{0}", what, StringComparison.Ordinal);

    /// <summary>What a field of the form is called, so that what is wrong with it can be read by itself.</summary>
    public static string Field(string field) => (field switch
    {
        "topic" => Words.Topic,
        "text" => Words.Text,
        ContactFiles.Field => Words.Files,
        "name" => Words.Name,
        "mail" => Words.Mail,
        "phone" => Words.Phone,
        _ => Words.ConsentShort,
    }).TrimEnd('?', '\u061f');

    /// <summary>Where an enquiry stands.</summary>
    public static string State(EnquiryState state) => state switch
    {
        EnquiryState.Seen => Words.StateSeen,
        EnquiryState.Answered => Words.StateAnswered,
        EnquiryState.Solved => Words.StateSolved,
        _ => Words.StateWaiting,
    };

    /// <summary>What happened, to whoever wrote.</summary>
    public static string Step(StepKind kind) => kind switch
    {
        StepKind.Seen => Words.StepSeen,
        StepKind.Answered => Words.StepAnswered,
        StepKind.Added => Words.StepAdded,
        StepKind.Solved => Words.StepSolved,
        StepKind.NotYet => Words.StepNotYet,
        _ => Words.StepReceived,
    };

    /// <summary>The same to a member.</summary>
    public static string Told(StepKind kind) => kind switch
    {
        StepKind.Seen => Words.ToldSeen,
        StepKind.Answered => Words.ToldAnswered,
        StepKind.Added => Words.ToldAdded,
        StepKind.Solved => Words.ToldSolved,
        StepKind.NotYet => Words.ToldNotYet,
        _ => Words.StepReceived,
    };

    /// <summary>What became of the mail that tells of a step; null where none was to be sent.</summary>
    public static string? Mail(MailState mail) => mail switch
    {
        MailState.Waiting or MailState.Sending => Words.MailWaiting,
        MailState.Sent => Words.MailSent,
        MailState.Uncertain => Words.MailUncertain,
        MailState.Refused or MailState.Dropped => Words.MailRefused,
        _ => null,
    };

    /// <summary>How long something took, as it is said.</summary>
    public static string Length(int minutes) => Words.ResourceManager.GetString(string.Create(CultureInfo.InvariantCulture, $"OwnTime{minutes}"), CultureInfo.CurrentUICulture) ?? "";

    /// <summary>What is wanted.</summary>
    public static string Kind(TopicKind kind) => kind switch
    {
        TopicKind.Request => Words.TopicRequest,
        TopicKind.Complaint => Words.TopicComplaint,
        TopicKind.Praise => Words.TopicPraise,
        TopicKind.Idea => Words.TopicIdea,
        TopicKind.Cancellation => Words.TopicCancellation,
        _ => Words.TopicQuestion,
    };

    /// <summary>A moment where the organisation is: today at 09:30, on Sunday 6.12 at 10:30.</summary>
    /// <param name="utc">The moment.</param>
    /// <param name="now">The moment at which it is told.</param>
    /// <param name="zone">Where the organisation is.</param>
    /// <param name="led">Whether another preposition leads it, as until or since: Hebrew has room for one.</param>
    public static string Moment(DateTime utc, DateTime now, TimeZoneInfo zone, bool led = false)
    {
        var (local, today) = (TimeZoneInfo.ConvertTimeFromUtc(utc, zone), TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date);
        var day = (local.Date - today).Days switch
        {
            0 => Words.Today,
            1 => Words.Tomorrow,
            -1 => Words.Yesterday,
            // Of days a culture may count by another calendar; names are all that is asked of it.
            _ => $"{Put(led && Language.Here == "he" ? "{0}" : Words.DayNamed, CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(local.DayOfWeek))} {local.ToString(Language.Here == "en" ? "d MMM" : "d.M", CultureInfo.InvariantCulture)}",
        };
        return Words.DayAndHour.Replace("{0}", day, StringComparison.Ordinal).Replace("{1}", local.ToString("HH:mm", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>An answer of an enquiry's voice, as members read it.</summary>
    public static (string Question, string Answer) Answer((string Question, string Answer) said) => said.Question switch
    {
        EnquiryVoice.Topic => (Words.AnswerTopic, said.Answer),
        EnquiryVoice.Reply => (Words.AnswerReply, said.Answer switch { "mail" => Words.ReplyMail, "phone" => Words.ReplyPhone, "page" => Words.ReplyPage, var other => other }),
        EnquiryVoice.Name => (Words.Name, said.Answer),
        var file when file.StartsWith(EnquiryVoice.File, StringComparison.Ordinal) => (Words.AnswerFile, said.Answer),
        _ => said,
    };
}
