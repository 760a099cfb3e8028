using System.Globalization;
using Kolot.Core.Respond.Notifications;
using Kolot.Listen.Contact;
using Kolot.Respond.Cases;
using Kolot.Store;
using Kolot.Understand.Boards.Letters;

namespace Kolot.Respond.Notifications;

/// <summary>What stands in a mail of what waits for a member: a piece for each case, what cannot wait before all.</summary>
/// <remarks>Cases are named by number and kind. What customers wrote stays in the house: a mail is out of reach of whoever is to be forgotten.</remarks>
public sealed class NotificationLetter
{
    private const int Most = 20;

    private readonly DateTime now;
    private readonly TimeZoneInfo zone;

    /// <summary>Of what waits.</summary>
    public NotificationLetter(IReadOnlyList<WaitingNotification> waiting, DateTime now, TimeZoneInfo zone)
    {
        (this.now, this.zone) = (now, zone);
        var cases = waiting.GroupBy(one => one.Case.Number).Select(of => of.ToArray())
            .OrderBy(of => of.Any(one => one.Group == NotificationGroup.Urgent) ? 0 : 1).ThenBy(of => of[0].Case.DueAt ?? DateTime.MaxValue).ThenBy(of => of[0].Case.Number).ToArray();
        long[] urgent = [.. cases.Where(of => of.Any(one => one.Group == NotificationGroup.Urgent)).Select(of => of[0].Case.Number)];
        Title = cases.Length == 1 ? Called(cases[0][0].Case) : NotificationWords.Put(Words.MailMany, Text(cases.Length));
        Subject = (urgent.Length > 0 ? Words.MailUrgent + " " : "") + (cases.Length == 1 ? $"{NotificationWords.Put(Words.CaseNumbered, Text(cases[0][0].Case.Number))}: {NotificationWords.Reason(cases[0][^1].Told.Reason)}" : Title);
        Pieces =
        [
            .. urgent.Length > 0 ? [new LetterPiece(urgent.Length == 1 ? Words.UrgentOne : NotificationWords.Put(Words.UrgentMany, Text(urgent.Length)), Words.UrgentAbout, null)] : Array.Empty<LetterPiece>(),
            .. cases.Take(Most).Select(Piece),
            .. cases.Length > Most ? [new LetterPiece(NotificationWords.Put(Words.MailMore, Text(cases.Length - Most)), "", null)] : Array.Empty<LetterPiece>(),
        ];
    }

    /// <summary>One line.</summary>
    public string Subject { get; }

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>Its pieces.</summary>
    public IReadOnlyList<LetterPiece> Pieces { get; }

    private LetterPiece Piece(WaitingNotification[] of)
    {
        var row = of[0].Case;
        var due = row.DueAt is { } at ? NotificationWords.Put(at <= now ? Words.WasDue : Words.DueBy, ContactWords.Moment(at, now, zone)) : "";
        return new(Called(row), due, $"/cases/{row.Number.ToString(CultureInfo.InvariantCulture)}")
        {
            Sentences = [.. of.GroupBy(one => one.Told.Reason).Select(same => $"{NotificationWords.Reason(same.Key)} · {ContactWords.Moment(same.Last().Told.At, now, zone)}")],
        };
    }

    private static string Called(Case row) => NotificationWords.Case(row);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How notifications are told in the reader's language.</summary>
public static class NotificationWords
{
    /// <summary>Why somebody was told something.</summary>
    public static string Reason(string reason) => Words.ResourceManager.GetString($"Reason_{reason}", CultureInfo.CurrentUICulture) ?? reason;

    /// <summary>A case as mails call it: by number, kind, and how soon where that is at once.</summary>
    public static string Case(Case row)
    {
        var urgency = Core.Respond.Cases.CaseRubric.Of(row.Severity, row.Impact);
        var called = $"{Put(Words.CaseNumbered, row.Number.ToString(CultureInfo.InvariantCulture))} · {CaseWords.Kind(row.Kind)}";
        return urgency == Core.Respond.Cases.CaseUrgency.Critical ? $"{called} · {CaseWords.Urgency(urgency)}" : called;
    }

    /// <summary>A sentence with something put into its one place.</summary>
    public static string Put(string sentence, string what) => sentence.Replace("{0}", what, StringComparison.Ordinal);
}
