using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Contact;
using Kolot.Organisation.Hours;

namespace Kolot.Listen.Enquiries;

/// <summary>How the list of enquiries says things.</summary>
internal static class EnquiryWords
{
    /// <summary>How many wait.</summary>
    public static string Waiting(int count) => count switch
    {
        0 => Words.WaitingNone,
        1 => Words.WaitingOne,
        _ => ContactWords.Put(Words.WaitingMany, count.ToString("N0", CultureInfo.InvariantCulture)),
    };

    /// <summary>How many of those are late; null where none is.</summary>
    public static string? Late(int waiting, int late) => (waiting, late) switch
    {
        (_, 0) => null,
        (1, _) => Words.LateThat,
        _ when waiting == late => Words.LateAll,
        (_, 1) => Words.LateOne,
        _ => ContactWords.Put(Words.LateMany, late.ToString("N0", CultureInfo.InvariantCulture)),
    };

    /// <summary>How many files came with it.</summary>
    public static string Files(int count) => count == 1 ? Words.FilesOne : ContactWords.Put(Words.FilesMany, count.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>A list.</summary>
    public static string List(EnquiryList list) => list switch
    {
        EnquiryList.Late => Words.ListLate,
        EnquiryList.Answered => Words.ListAnswered,
        EnquiryList.Solved => Words.ListSolved,
        EnquiryList.All => Words.ListAll,
        _ => Words.ListWaiting,
    };

    /// <summary>How long it waits, in service time; null where no minute of it has passed.</summary>
    public static string? Wait(EnquiryWait wait) => wait.Time < TimeSpan.FromMinutes(1) ? wait.Kind switch
    {
        WaitKind.Late => Words.LateUncounted,
        WaitKind.Open => Words.JustCame,
        _ => null,
    } : ContactWords.Put(wait.Kind switch
    {
        WaitKind.Late => Words.LateBy,
        WaitKind.Due => Words.TimeLeft,
        _ => Words.WaitsFor,
    }, HoursWords.Length(wait.Time));
}
