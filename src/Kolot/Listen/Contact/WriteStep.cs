using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Mail;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Writes to whoever wrote that it came, or what was answered.</summary>
public sealed class WriteStep(ContactForms forms, EntranceMembers entrance, ReplyTimes replies, BesideEnquiries beside) : IMailKind<EnquiryStep>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "contact.mail";

    // Whoever types somebody else's address again and again must not fill their mailbox through us.
    private const int MostReceived = 5;

    private static readonly TimeSpan Recently = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, EnquiryStep row, CancellationToken cancel)
    {
        var enquiry = await store.Enquiries.AsNoTracking().SingleOrDefaultAsync(enquiry => enquiry.Key == row.EnquiryKey, cancel);
        // Their words may be over meanwhile, and their address with them.
        if (enquiry is not { Mail: { } to } || (row.Kind == StepKind.Answered && row.Text is null)) return new Refusal.NotFound();
        if (row.Kind == StepKind.Received && await IsTooMuch(store, to, row.At, cancel)) return new Refusal.Invalid("mail", "too_often");
        if (forms.PublicAddress is not { } home) return new Refusal.Invalid("mail", "no_address");
        var face = await entrance.FaceOf(store.Organisation, cancel);
        var key = await forms.KeyOf(store.Organisation, cancel);
        // Of this call alone: what follows it speaks as before.
        Language.Speak(enquiry.Language);
        var link = $"{home}/{store.Organisation}/contact/status/{EnquiryLink.Of(key, enquiry.Key)}?lang={enquiry.Language}";
        var why = row.DueAt is not null && await EnquiryTold.Load(store, enquiry.Key, files: false, cancel) is { } told ? await replies.Explain(store.Organisation, told, cancel) : null;
        var files = row.Kind == StepKind.Answered ? await store.SurveyFiles.Where(file => file.ResponseId == row.Id).OrderBy(file => file.Question).Select(file => file.Name).ToArrayAsync(cancel) : [];
        var asks = row.Kind == StepKind.Answered && (await beside.Questions(store, [row.Id], cancel)).Count > 0;
        return new WrittenMail(to, Said(face, (enquiry, row, why, files, asks), link));
    }

    private static async Task<bool> IsTooMuch(OrganisationStore store, string to, DateTime at, CancellationToken cancel)
    {
        var since = at - Recently;
        return await store.EnquirySteps.CountAsync(other => other.Kind == StepKind.Received && other.At > since && other.Mail == MailState.Sent && store.Enquiries.Any(enquiry => enquiry.Key == other.EnquiryKey && enquiry.Mail == to), cancel) >= MostReceived;
    }

    // What was typed into the form stands in no mail: else the form would write to anybody in our name.
    private MailWords Said(Face face, (Enquiry Enquiry, EnquiryStep Step, ReplyReckoned? Why, string[] Files, bool Asks) what, string link)
    {
        var (enquiry, step, why, files, asks) = what;
        var number = EnquiryNumber.Spoken(enquiry.Id);
        var called = Language.Here == "en" ? face.NameEn ?? face.Name : face.Name;
        if (step.Kind == StepKind.Answered)
        {
            string?[] said = [ContactWords.Put(asks ? Words.MailAsked : Words.MailAnswered, number), step.Text, files.Length == 0 ? null : ContactWords.Put(Words.MailFiles, string.Join(", ", files)), Words.MailGoOn, link, called];
            return new(ContactWords.Put(asks ? Words.MailAskedSubject : Words.MailAnsweredSubject, number), string.Join("\n\n", said.OfType<string>()), CultureInfo.CurrentUICulture);
        }

        string?[] lines = [ContactWords.Put(Words.MailReceived, number), step.DueAt is { } by ? ContactWords.Put(Words.ExpectedBy, ContactWords.Moment(by, replies.Now, face.TimeZone)) : null, why?.Why, .. OutageText.Lines(entrance.OutagesNow(face), face.TimeZone), Words.MailPage, link, Words.MailNotYou, called];
        return new(ContactWords.Put(Words.MailReceivedSubject, number), string.Join("\n\n", lines.OfType<string>()), CultureInfo.CurrentUICulture);
    }
}
