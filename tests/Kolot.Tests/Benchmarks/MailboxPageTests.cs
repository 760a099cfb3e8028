using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AngleSharp.Dom;
using Kolot.Benchmarks.Field;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Store;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Benchmarks;

/// <summary>Where it is decided from which mailbox a study's answers are read.</summary>
public sealed class MailboxPageTests(Dovecot server) : IClassFixture<Dovecot>
{
    private readonly string user = "u" + Guid.CreateVersion7().ToString("N");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_that_was_typed_is_lost(StoreKind kind)
    {
        await using var field = await Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        foreach (var (wrong, at, said) in new[]
        {
            (("host", "nowhere.invalid"), "host", "אין שרת בשם הזה"),
            (("host", "kolot host"), "host", "אינו שם של שרת"),
            (("port", "70000"), "port", "בין 1 ל־65535"),
            (("port", $"{server.Port}"), "security", "לא נוצר חיבור מוצפן"),
            (("host", "127.0.0.1"), "security", "לא הוכיח שהוא מי ששמו נכתב"),
            (("password", "wrong"), "password", "לא קיבל את שם המשתמש והסיסמה"),
            (("folder", "תשובות"), "folder", "אין בתיבה תיקייה בשם הזה"),
            (("user", ""), "user", "אי אפשר להמשיך"),
        })
        {
            var typed = Typed(wrong);
            var page = await Tried(tamar, typed, HttpStatusCode.UnprocessableEntity);
            Assert.Contains(said, page.GetElementById($"f-{at}-error")!.TextContent, StringComparison.Ordinal);
            Assert.All(typed.Where(one => one.Name is not ("password" or "security")), one => Assert.Equal(one.Value, page.QuerySelector($"#mailbox [name={one.Name}]")!.GetAttribute("value")));
            Assert.DoesNotContain(typed.Single(one => one.Name == "password").Value, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        await using var store = await field.World.Store();
        Assert.Empty(await store.StudyMailboxes.ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_password_that_was_typed_is_of_use_after_another_field_was_mended_to_whoever_typed_it(StoreKind kind)
    {
        await using var field = await Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        var page = await Tried(tamar, Typed(("folder", "nothing")), HttpStatusCode.UnprocessableEntity);
        (string, string)[] mended = [.. Typed(("password", "")), ("held", page.QuerySelector("#mailbox [name=held]")!.GetAttribute("value")!)];

        Assert.Contains("ההתחברות הצליחה", (await Tried(tamar, mended, HttpStatusCode.OK)).QuerySelector("#mailbox .note.good")!.TextContent, StringComparison.Ordinal);
        var mailboxes = field.World.Services.GetRequiredService<StudyMailboxes>();
        var (held, other) = (mended.Single(one => one.Item1 == "held").Item2, new Member(World.Cafe, Guid.CreateVersion7(), "אחרת", new HashSet<Right>(), Reach.All, null));
        Assert.Null(mailboxes.Held(other, held));
    }

    [Theory, EveryStore]
    public async Task Once_it_is_saved_it_is_read_the_password_is_told_to_nobody_and_ending_it_forgets_it(StoreKind kind)
    {
        await using var field = await Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        await field.Done("sent", ("when", "now"));
        await server.Put(user, field.World.Clock.Now.AddMinutes(1), MailboxWorld.Mail());
        using (var kept = await tamar.Post($"{FieldWorld.Review}/mailbox/reading", [.. Typed(), ("version", "0")])) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        Assert.True(await Comes.About(async () => (await Kept(field))!.LookedAt is not null));
        var section = (await tamar.Page(FieldWorld.Review)).QuerySelector("#mailbox")!;
        Assert.Contains("תשובות שהגיעו במייל: 1.", string.Join(' ', section.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" .", ".", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Dovecot.Password, section.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(Dovecot.Password, Encoding.UTF8.GetString((await Kept(field))!.Password), StringComparison.Ordinal);
        await using (var store = await field.World.Store()) Assert.DoesNotContain(await store.LogLines.ToListAsync(Cancel), line => line.Detail?.Contains(Dovecot.Password, StringComparison.Ordinal) == true);

        using (var stale = await tamar.Post($"{FieldWorld.Review}/mailbox/reading", [.. Typed(("folder", "Sent")), ("version", "0")])) Assert.Equal((HttpStatusCode.Conflict, true), (stale.StatusCode, (await Visitor.Read(stale)).QuerySelector("#mailbox .note.bad table")!.TextContent.Contains("Sent", StringComparison.Ordinal)));
        using (var elsewhere = await tamar.Post($"{FieldWorld.Review}/mailbox/reading", [.. Typed(("port", "994"), ("password", ""))])) Assert.Contains("להקליד את הסיסמה", (await Visitor.Read(elsewhere)).GetElementById("f-password-error")!.TextContent, StringComparison.Ordinal);
        using (var ended = await tamar.Post($"{FieldWorld.Review}/mailbox/removal")) Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Null(await Kept(field));
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_no_studies_has_no_mailbox_read_and_nothing_goes_unprotected_where_the_house_does_not_allow_it(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var dana = field.World.As(Cast.Dana);
        foreach (var act in new[] { "reading", "trial", "removal" })
            using (var shut = await dana.Post($"{FieldWorld.Review}/mailbox/{act}", Typed())) Assert.True(shut.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
        using var tamar = field.World.As(Cast.Tamar);
        Assert.NotNull((await Tried(tamar, Typed(("security", "none")), HttpStatusCode.UnprocessableEntity)).GetElementById("f-security-error"));
        Assert.Contains("סגורים", (await Tried(tamar, Typed(), HttpStatusCode.UnprocessableEntity)).GetElementById("f-host-error")!.TextContent, StringComparison.Ordinal);
    }

    // The house believes the server's certificate, and no other.
    private async Task<FieldWorld> Open(StoreKind kind)
    {
        using (await server.Mailbox("somebody"))
        {
        }

        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.Add(server.Certificate);
        return await FieldWorld.Over(await World.Open(kind, services => services.Replace(ServiceDescriptor.Singleton(provider => new OutsideDoor(provider.GetRequiredService<IOptions<OutsideSettings>>()) { Trust = trust })), Campaigns.Settings));
    }

    private (string Name, string Value)[] Typed(params (string Name, string Value)[] other) =>
        [.. new (string Name, string Value)[] { ("host", "localhost"), ("port", $"{server.TlsPort}"), ("security", "tls"), ("user", user), ("password", Dovecot.Password), ("folder", "INBOX") }.Select(one => other.Any(its => its.Name == one.Name) ? other.First(its => its.Name == one.Name) : one)];

    private static async Task<IDocument> Tried(Visitor who, (string, string)[] typed, HttpStatusCode status)
    {
        using var answer = await who.Post($"{FieldWorld.Review}/mailbox/trial", typed);
        Assert.Equal(status, answer.StatusCode);
        return await Visitor.Read(answer);
    }

    private static async Task<StudyMailbox?> Kept(FieldWorld field)
    {
        await using var store = await field.World.Store();
        return await store.StudyMailboxes.AsNoTracking().SingleOrDefaultAsync(Cancel);
    }
}
