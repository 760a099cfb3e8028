using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Mails whoever wrote that it came, or what was answered; one after the other, each claimed before it is sent so that no other node sends it too.</summary>
public sealed class SendSteps(SendSteps.Means means, OrganisationMail mail, TimeProvider clock, ILogger<SendSteps> log) : BackgroundService
{
    // Whoever types somebody else's address again and again must not fill their mailbox through us.
    private const int MostReceived = 5;

    private static readonly TimeSpan Recently = TimeSpan.FromHours(24);

    /// <summary>What it reads from.</summary>
    public sealed record Means(Stores Stores, ContactForms Forms, EntranceMembers Entrance, ReplyTimes Replies);

    private readonly System.Threading.Channels.Channel<(string Organisation, Guid Step)> waiting = System.Threading.Channels.Channel.CreateUnbounded<(string, Guid)>();

    /// <summary>Has one sent.</summary>
    public void Soon(string organisation, Guid step) => waiting.Writer.TryWrite((organisation, step));

    /// <summary>Sends one that waits, and writes down what became of it.</summary>
    public async Task Send(string organisation, Guid id, CancellationToken cancel)
    {
        if (!await Change(organisation, id, StepMail.Waiting, step => (step.Mail, step.MailAt) = (StepMail.Sending, clock.GetUtcNow().UtcDateTime), cancel)) return;
        // From here on it comes to its end: broken off, nobody knew whether it went.
        var outcome = await Outcome(organisation, id, CancellationToken.None);
        // However this node is doing: what was sent is written down.
        await Change(organisation, id, StepMail.Sending, step =>
        {
            step.MailTries++;
            step.MailReason = outcome.Ending == MailEnding.Sent ? null : outcome.Reason;
            step.Mail = outcome.Ending switch
            {
                MailEnding.Sent => StepMail.Sent,
                MailEnding.Uncertain => StepMail.Uncertain,
                MailEnding.Later when step.MailTries < MailSteps.MostTries => StepMail.Waiting,
                _ => StepMail.Refused,
            };
        }, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (organisation, step) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Send(organisation, step, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The kind of fault alone: its message may hold an address. The errand comes back to it.
                log.LogWarning("Whoever wrote to {Organisation} was not mailed: {Fault}", organisation, fault.GetType().Name);
            }
        }
    }

    private async Task<bool> Change(string organisation, Guid id, StepMail from, Action<EnquiryStep> change, CancellationToken cancel)
    {
        await using var store = await means.Stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Taken by a change under a condition: where two try at once, one changes nothing.
        var taken = await store.EnquirySteps.Where(step => step.Id == id && step.Mail == from).ExecuteUpdateAsync(set => set.SetProperty(step => step.Mail, step => step.Mail), cancel);
        if (taken == 0) return false;
        change(await store.EnquirySteps.SingleAsync(step => step.Id == id, cancel));
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    private async Task<MailOutcome> Outcome(string organisation, Guid id, CancellationToken cancel)
    {
        await using var store = await means.Stores.Open(organisation, cancel);
        var step = await store.EnquirySteps.AsNoTracking().SingleAsync(step => step.Id == id, cancel);
        var enquiry = await store.Enquiries.AsNoTracking().SingleOrDefaultAsync(enquiry => enquiry.Key == step.EnquiryKey, cancel);
        // Their words may be over meanwhile, and their address with them.
        if (enquiry is not { Mail: { } to } || (step.Kind == StepKind.Answered && step.Text is null)) return new(MailEnding.Refused, "gone", null);
        if (step.Kind == StepKind.Received && await IsTooMuch(store, to, step.At, cancel)) return new(MailEnding.Refused, "too_often", null);
        if (means.Forms.PublicAddress is not { } home) return new(MailEnding.Refused, "no_address", null);
        var face = await means.Entrance.FaceOf(organisation, cancel);
        var key = await means.Forms.KeyOf(organisation, cancel);
        // Of this call alone: what follows it speaks as before.
        Language.Speak(enquiry.Language);
        var link = $"{home}/{organisation}/contact/status/{EnquiryLink.Of(key, enquiry.Key)}?lang={enquiry.Language}";
        var why = step.DueAt is not null && await EnquiryTold.Load(store, enquiry.Key, files: false, cancel) is { } told ? await means.Replies.Explain(organisation, told, cancel) : null;
        return await mail.Send(organisation, to, Write(face, (enquiry, step, why), link), cancel);
    }

    private static async Task<bool> IsTooMuch(OrganisationStore store, string to, DateTime at, CancellationToken cancel)
    {
        var since = at - Recently;
        return await store.EnquirySteps.CountAsync(other => other.Kind == StepKind.Received && other.At > since && other.Mail == StepMail.Sent && store.Enquiries.Any(enquiry => enquiry.Key == other.EnquiryKey && enquiry.Mail == to), cancel) >= MostReceived;
    }

    // What was typed into the form stands in no mail: else the form would write to anybody in our name.
    private MailWords Write(Face face, (Enquiry Enquiry, EnquiryStep Step, ReplyReckoned? Why) what, string link)
    {
        var (enquiry, step, why) = what;
        var number = EnquiryNumber.Spoken(enquiry.Id);
        var called = Language.Here == "en" ? face.NameEn ?? face.Name : face.Name;
        if (step.Kind == StepKind.Answered) return new(ContactWords.Put(Words.MailAnsweredSubject, number), string.Join("\n\n", ContactWords.Put(Words.MailAnswered, number), step.Text, Words.MailGoOn, link, called), CultureInfo.CurrentUICulture);
        string?[] lines = [ContactWords.Put(Words.MailReceived, number), step.DueAt is { } by ? ContactWords.Put(Words.ExpectedBy, ContactWords.Moment(by, clock.GetUtcNow().UtcDateTime, face.TimeZone)) : null, why?.Why, .. OutageText.Lines(means.Entrance.OutagesNow(face), face.TimeZone), Words.MailPage, link, Words.MailNotYou, called];
        return new(ContactWords.Put(Words.MailReceivedSubject, number), string.Join("\n\n", lines.OfType<string>()), CultureInfo.CurrentUICulture);
    }
}
