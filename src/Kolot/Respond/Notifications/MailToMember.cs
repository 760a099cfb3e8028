using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Kolot.Understand.Boards.Letters;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>A member to whom a mail is written, and what stands around it.</summary>
/// <param name="Reader">Who reads it, with their reach.</param>
/// <param name="Address">Where mail reaches them.</param>
/// <param name="Home">The organisation's address, to which paths are added.</param>
/// <param name="Face">Of the organisation.</param>
public sealed record MailReader(Member Reader, string Address, string Home, Face Face)
{
    /// <summary>The organisation's name in the language of the moment, in one line: a break in it would end the subject.</summary>
    public string Called => string.Concat((Language.Here == "en" ? Face.NameEn ?? Face.Name : Face.Name).Select(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : letter));

    /// <summary>What stands around a mail to them: what it is called, what is in it and why, where it leads, and where all that is chosen.</summary>
    public LetterFrame Frame(string title, string why, (string Path, string Label) open, DateTime now) => new(title, $"{Called} · {Moments.Date(Moments.Local(now, Face.TimeZone))}", why, $"{Home}/{open.Path}", $"{Home}/notifications/choices")
    {
        Scores = Home, ShowsPaths = true, OpenLabel = open.Label, StopLabel = Words.MailChoose,
    };

    /// <summary>The whole mail.</summary>
    public WrittenMail Letter(string subject, LetterFrame frame, IReadOnlyList<LetterPiece> pieces) => new(Address, new($"{subject} · {Called}", LetterText.Of(frame, pieces), CultureInfo.CurrentUICulture)
    {
        Html = LetterHtml.Of(frame, pieces, CultureInfo.CurrentUICulture),
    });
}

/// <summary>Finds whom a mail to a member reaches, as they are at this moment.</summary>
public sealed class MailToMember(EntranceMembers entrance, Databases databases, OrganisationMail mail, ContactForms forms)
{
    /// <summary>Whether the organisation sends mail at all, and it would lead somewhere.</summary>
    public async Task<bool> CanGo(OrganisationStore store, CancellationToken cancel) => forms.PublicAddress is not null && await mail.Of(store.Organisation, cancel) is not null;

    /// <summary>A member as colleagues' acts know them; null where they left, or read no voices.</summary>
    public async ValueTask<Member?> Known(OrganisationStore store, Guid member, CancellationToken cancel) =>
        await entrance.Find(store.Organisation, member, cancel) is { } found && found.May(Right.ReadVoices) ? found : null;

    /// <summary>A member to write to; null where nobody is to get it any more.</summary>
    public async Task<MailReader?> Of(OrganisationStore store, Guid member, CancellationToken cancel)
    {
        // What is remembered for some seconds is not enough: whoever left a moment ago gets nothing.
        entrance.Forget(store.Organisation);
        if (forms.PublicAddress is not { } home || await Known(store, member, cancel) is not { } reader) return null;
        var to = await store.Members.Where(row => row.Id == member && row.LeftAt == null).Select(row => row.Mail).SingleOrDefaultAsync(cancel);
        return to is null ? null : new(reader, to, $"{home}/{store.Organisation}", await entrance.FaceOf(store.Organisation, cancel));
    }

    /// <summary>The language that a member reads: he, en.</summary>
    public async Task<string> LanguageOf(MailReader reader, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var chosen = await directory.Users.Where(account => account.Id == reader.Reader.Id).Select(account => account.Language).SingleOrDefaultAsync(cancel);
        return (chosen ?? reader.Face.Language) == "en" ? "en" : "he";
    }
}
