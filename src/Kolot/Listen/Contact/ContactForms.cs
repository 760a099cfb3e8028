using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>The contact form as it is now.</summary>
/// <param name="Form">The form.</param>
/// <param name="Key">By what the pages of those who wrote are signed; null until somebody wrote.</param>
/// <param name="Version">How often it was changed.</param>
public sealed record OpenForm(ContactForm Form, byte[]? Key, int Version)
{
    /// <summary>The versions of the privacy notice that are in force.</summary>
    public IReadOnlyList<NoticeVersion> Notices { get; init; } = [];

    /// <summary>Whether mail can tell whoever wrote of it: there is a server, and the house knows its own address.</summary>
    public bool Mails { get; init; }

    /// <summary>Whether somebody is there, and when they are again; null where nobody decided on hours.</summary>
    public Reach? Reachable { get; init; }

    /// <summary>The hours by which times are promised.</summary>
    public HoursHere? Hours { get; init; }

    /// <summary>By which channel its voices come.</summary>
    public Guid? Channel => Form.Channel ?? Hours?.ChannelOf("form");

    /// <summary>From when on whoever sends it now is promised an answer.</summary>
    public DateTime Soon { get; init; }

    /// <summary>The touchpoints that can be written about, by their codes.</summary>
    public IReadOnlyDictionary<string, Touchpoint> Touchpoints { get; init; } = new Dictionary<string, Touchpoint>();

    /// <summary>What its page is drawn as, and remembered by: another one once anything on it changed.</summary>
    public Survey Face { get; init; } = new() { Languages = ContactForm.Languages, Screens = [] };

    /// <summary>The notice that is read in a language, or in the first that there is one in.</summary>
    public NoticeVersion? Notice(string language) => Notices.FirstOrDefault(notice => notice.Language == language) ?? (Notices.Count > 0 ? Notices[0] : null);
}

/// <summary>The contact forms of organisations, remembered for two seconds.</summary>
public sealed class ContactForms(Stores stores, ReplyTimes replies, IConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, OpenForm Form)> known = new();

    /// <summary>The address under which the house is reached, for what goes out by mail; null where nobody set it.</summary>
    public string? PublicAddress => configuration["PublicAddress"] is { Length: > 0 } set ? set.TrimEnd('/') : null;

    /// <summary>One organisation's.</summary>
    public async ValueTask<OpenForm> Of(string organisation, CancellationToken cancel)
    {
        var before = known.GetValueOrDefault(organisation).Form;
        if (before is not null && clock.GetElapsedTime(known[organisation].At) < Fresh) return before;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var row = await store.ContactForms.AsNoTracking().SingleOrDefaultAsync(cancel);
        var form = new OpenForm((row?.Content is { } content ? ContactForm.Read(content) : null) ?? ContactForm.Ready, row?.Key, row?.Version ?? 0)
        {
            Notices = NoticeVersion.InForce(await StreamNames.NoticesOf(store, cancel), clock.GetUtcNow().UtcDateTime),
            Mails = PublicAddress is not null && await store.MailSettings.AnyAsync(settings => settings.Host != null, cancel),
            Touchpoints = await store.Touchpoints.AsNoTracking().Where(touchpoint => !touchpoint.Retired).ToDictionaryAsync(touchpoint => touchpoint.Code, StringComparer.OrdinalIgnoreCase, cancel),
        };
        form = form with { Reachable = await replies.Reachable(organisation, new(null, form.Form.Channel), cancel), Hours = await replies.Hours(organisation, cancel), Soon = PromisedReplies.Soon(replies.Now) };
        // The page is drawn anew only where it would be another.
        if (before is not null && Shown(before) == Shown(form)) form = form with { Face = before.Face };
        known[organisation] = (now, form);
        return form;
    }

    /// <summary>Reads it anew at the next asking: something was decided here.</summary>
    public void Forget(string organisation) => known.TryRemove(organisation, out _);

    /// <summary>The key by which the pages of those who wrote are signed; made when the first of them needs it.</summary>
    public async ValueTask<byte[]> KeyOf(string organisation, CancellationToken cancel)
    {
        if ((await Of(organisation, cancel)).Key is { } key) return key;
        await using var store = await stores.Open(organisation, cancel);
        await using (var writing = await store.BeginWriting(cancel))
        {
            if (!await store.ContactForms.AnyAsync(cancel)) store.ContactForms.Add(NewRow());
            try
            {
                await store.SaveChangesAsync(cancel);
                await writing.Commit(cancel);
            }
            catch (DbUpdateException)
            {
                // Another node made it in the same moment.
            }
        }

        Forget(organisation);
        return (await Of(organisation, cancel)).Key ?? throw new InvalidOperationException("The contact form has no key.");
    }

    /// <summary>The row of what is decided first, with a key of its own.</summary>
    public static ContactFormRow NewRow() => new() { Key = RandomNumberGenerator.GetBytes(EnquiryLink.KeyBytes) };

    private static string Shown(OpenForm form) =>
        $"{form.Version} {form.Reachable?.IsOpen} {form.Reachable?.Opens:s} {form.Reachable?.Now.Date:s} {string.Join(' ', form.Notices.Select(notice => notice.Code))} {string.Join(' ', form.Touchpoints.Select(one => $"{one.Key}={one.Value.Name}={one.Value.NameEn}"))} {Promised(form)}";

    private static string Promised(OpenForm form) =>
        string.Join('|', form.Touchpoints.Values.Where(touchpoint => form.Form.Touchpoints.ContainsKey(touchpoint.Id)).Select(touchpoint => PromisedReplies.Of(form, touchpoint)).Prepend(PromisedReplies.Of(form, null)));
}
