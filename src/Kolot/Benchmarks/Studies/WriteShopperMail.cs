using System.Globalization;
using Kolot.Core;
using Kolot.Listen.Contact;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Writes a shopper their link. It is made in this moment, since what opens it is kept nowhere.</summary>
public sealed class WriteShopperMail(ContactForms forms, EntranceMembers entrance, OrganisationMail server, TimeProvider clock) : IMailKind<ShopperMail>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "studies.mail";

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <summary>The time by its clock.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Why no mail can go from an organisation, as a code; null where it can.</summary>
    public async Task<string?> WhyNot(string organisation, CancellationToken cancel) =>
        await server.Of(organisation, cancel) is null ? "no_server" : forms.PublicAddress is null ? "no_address" : null;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, ShopperMail mail, CancellationToken cancel)
    {
        if (forms.PublicAddress is not { } home) return new Refusal.Invalid("mail", "no_address");
        // The link before does not end for a mail of which it is known that it cannot go.
        if ((await server.SenderOf(store.Organisation, cancel)).Refusal is { } shut) return shut;
        if (await store.StudyShoppers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == mail.Id, cancel) is not { Mail: { } to } shopper) return new Refusal.NotFound();
        // The study may be removed at this moment, and its shoppers with it.
        if (await store.Studies.AsNoTracking().SingleOrDefaultAsync(one => one.Id == shopper.StudyId, cancel) is not { } row) return new Refusal.NotFound();
        var study = StudyOf.Of(row);
        var (secret, now) = (PersonalLinks.Secret(), Now);
        await store.StudyShoppers.Where(one => one.Id == shopper.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecretHash, EntranceKeys.HashOf(secret)), cancel);
        await store.ShopperMails.Where(one => one.Id == shopper.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.At, now), cancel);
        var face = await entrance.FaceOf(store.Organisation, cancel);
        // Of this call alone: what follows it speaks as before.
        Language.Speak(shopper.Language);
        var by = Language.Here == "en" ? face.NameEn ?? face.Name : face.Name;
        string[] lines = [ContactWords.Put(Words.MailShopper, shopper.Name).Replace("{1}", study.Name, StringComparison.Ordinal), $"{home}/{store.Organisation}/field/{secret}", Words.MailShopperKeep, by];
        return new WrittenMail(to, new(ContactWords.Put(Words.MailShopperSubject, study.Name), string.Join("\n\n", lines), CultureInfo.CurrentUICulture));
    }
}
