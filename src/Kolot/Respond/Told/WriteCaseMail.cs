using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Respond.Commitments;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>Writes a mail about a case in the moment in which it is sent.</summary>
public sealed class WriteCaseMail(ContactForms forms, EntranceMembers entrance, Databases databases, TimeProvider clock) : IMailKind<CaseMail>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "cases.mail";

    // There is nothing to tell any more.
    private static readonly Refusal Over = new Refusal.NotFound();

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, CaseMail mail, CancellationToken cancel)
    {
        if (forms.PublicAddress is not { } home) return new Refusal.Invalid("mail", "no_address");
        if (await store.CaseOf(mail.CaseId, cancel) is not { } number) return Over;
        var row = await store.Cases.AsNoTracking().SingleAsync(one => one.Number == number, cancel);
        var face = await entrance.FaceOf(store.Organisation, cancel);
        return mail.MemberId is { } member ? await ToMember(store, (mail, row, member), face, home, cancel) : await ToCustomer(store, (mail, row), face, home, cancel);
    }

    private async Task<Result<WrittenMail>> ToMember(OrganisationStore store, (CaseMail Mail, Case Row, Guid Member) what, Face face, string home, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var reader = await store.Members.AsNoTracking().SingleOrDefaultAsync(one => one.Id == what.Member && one.LeftAt == null, cancel);
        if (reader is not null && what.Mail.Kind == CaseMailKind.FollowUp) return await FollowUp(store, what.Row, reader, face, home, cancel);
        var promised = await store.Commitments.AsNoTracking().SingleOrDefaultAsync(one => one.Id == what.Mail.SubjectId && one.State == CommitmentState.Open, cancel);
        if (reader is null || promised is not { Text: { } text } || promised.OwnerId != reader.Id || promised.DueAt <= now) return Over;
        // Of this call alone: what follows it speaks as before.
        Language.Speak(await LanguageOf(reader.Id, face, cancel));
        var link = $"{home}/{store.Organisation}/cases/{what.Row.Number.ToString(CultureInfo.InvariantCulture)}/commitments";
        var by = ContactWords.Put(Words.MailRemindBy, ContactWords.Moment(promised.DueAt, now, face.TimeZone));
        return new WrittenMail(reader.Mail, new(ContactWords.Put(Words.MailRemindSubject, ContactWords.Moment(promised.DueAt, now, face.TimeZone)), Paragraphs(text, by, link, Named(face)), CultureInfo.CurrentUICulture));
    }

    private async Task<Result<WrittenMail>> FollowUp(OrganisationStore store, Case row, MemberRow reader, Face face, string home, CancellationToken cancel)
    {
        if (row.ClosedAt is not null || row.OwnerId != reader.Id || await store.TopLineCases.AsNoTracking().SingleOrDefaultAsync(one => one.CaseId == row.Id, cancel) is not { NextAt: { } next } || next > clock.GetUtcNow().UtcDateTime) return Over;
        // Of this call alone: what follows it speaks as before.
        Language.Speak(await LanguageOf(reader.Id, face, cancel));
        var number = row.Number.ToString(CultureInfo.InvariantCulture);
        return new WrittenMail(reader.Mail, new(ContactWords.Put(Words.MailFollowUpSubject, number), Paragraphs(Words.MailFollowUp, $"{home}/{store.Organisation}/cases/{number}", Named(face)), CultureInfo.CurrentUICulture));
    }

    private async Task<string> LanguageOf(Guid reader, Face face, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var language = await directory.Users.Where(user => user.Id == reader).Select(user => user.Language).SingleOrDefaultAsync(cancel);
        return (language ?? face.Language) == "en" ? "en" : "he";
    }

    private async Task<Result<WrittenMail>> ToCustomer(OrganisationStore store, (CaseMail Mail, Case Row) what, Face face, string home, CancellationToken cancel)
    {
        var reached = await CustomerReached.Of(store, what.Row, cancel);
        if (reached.Mail is not { } to) return new Refusal.Invalid("mail", "no_mail");
        // Of this call alone: what follows it speaks as before.
        Language.Speak(reached.Language ?? face.Language);
        if (await Said(store, what.Mail, face, cancel) is not var (subject, lead, text)) return Over;
        var link = $"{home}/{store.Organisation}/contact/case/{CaseLink.Of(await forms.KeyOf(store.Organisation, cancel), what.Row.Id)}?lang={Language.Here}";
        return new WrittenMail(to, new(subject, Paragraphs(lead, text, Words.MailOpen, link, Named(face)), CultureInfo.CurrentUICulture));
    }

    private async Task<(string Subject, string Lead, string Text)?> Said(OrganisationStore store, CaseMail mail, Face face, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        switch (mail.Kind)
        {
            case CaseMailKind.Restated:
                var restated = await store.Restatements.AsNoTracking().SingleOrDefaultAsync(one => one.Id == mail.SubjectId && one.Ending == RestatementEnding.Waiting, cancel);
                return restated?.Text is { } meant ? (Words.MailRestatedSubject, Words.MailRestated, meant) : null;
            case CaseMailKind.Proposed:
                var row = await store.Commitments.AsNoTracking().SingleOrDefaultAsync(one => one.Id == mail.SubjectId && one.State == CommitmentState.Open, cancel);
                if (row is not { Text: { } text }) return null;
                var ledger = new LedgerOf(row, await store.CommitmentOutcomes.AsNoTracking().Where(line => line.CommitmentId == row.Id).OrderBy(line => line.Number).ToListAsync(cancel));
                return ledger.Story.Asked is { } asked && row.DueAt > now ? (Words.MailProposedSubject, ContactWords.Put(Words.MailProposed, ContactWords.Moment(asked, now, face.TimeZone)), text) : null;
            default:
                var step = await store.RecoverySteps.AsNoTracking().SingleOrDefaultAsync(one => one.Id == mail.SubjectId, cancel);
                return step?.Told is { } told ? (Words.MailRecoveredSubject, Recovered(step), told) : null;
        }
    }

    private static string Recovered(RecoveryStep step) => ToldWords.Part(step.Part);

    private static string Named(Face face) => Language.Here == "en" ? face.NameEn ?? face.Name : face.Name;

    private static string Paragraphs(params IEnumerable<string> lines) => string.Join("\n\n", lines);
}
