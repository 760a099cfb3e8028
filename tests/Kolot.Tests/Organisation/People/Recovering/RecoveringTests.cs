using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Organisation;
using Kolot.Organisation.People.Recovering;
using Kolot.Store;
using Kolot.Tests.Organisation.Mail;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.Recovering;

public sealed partial class RecoveringTests
{
    private const string Ask = "/sign-in/forgotten";
    private const string Fresh = "arba kosot shel te";

    private static readonly Dictionary<string, string> Settings = new() { ["Outside:PrivateAddresses"] = "true", ["PublicAddress"] = "http://kolot.example" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_link_that_came_by_mail_replaces_the_password_once_and_ends_all_sessions(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind);
        await SetMail(world, server);
        using var dana = world.As(Cast.Dana);
        using var before = await dana.Get("/account");
        var link = await LinkFor(world, server, Cast.Dana);
        using var scanner = world.Nobody();
        using var nobody = world.Nobody();

        using var opened = await scanner.Get(link);
        using var weak = await nobody.Post(link, ("password", "short"));
        using var chosen = await nobody.Post(link, ("password", Fresh));
        using var again = await nobody.Post(link, ("password", "hamesh kosot shel te"));
        using var with = await nobody.Enter(Cast.Dana.Mail, Fresh);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        using var after = await dana.Get("/account");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, chosen.StatusCode);
        Assert.Equal("/sign-in?to=%2Faccount%3Fpassword%3Drecovered", chosen.Headers.Location?.OriginalString);
        var told = (await nobody.Page("/account?password=recovered")).QuerySelector("main .note");
        Assert.Equal(["/account/second-step", "/account/passkeys"], told?.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, with.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, after.StatusCode);
        using var old = world.Nobody();
        using var refused = await old.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await using var directory = Directory(world);
        Assert.Equal(1, await directory.SignIns.CountAsync(line => line.Act == SignInLine.LinkSent, Cancel));
        Assert.Equal(1, await directory.SignIns.CountAsync(line => line.Act == SignInLine.PasswordReset, Cancel));
    }

    [Theory, EveryStore]
    public async Task An_address_that_nobody_has_gets_the_same_answer_and_no_mail(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind);
        await SetMail(world, server);
        using var nobody = world.Nobody();

        using var known = await nobody.Post(Ask, ("mail", Cast.Dana.Mail));
        await using (var asked = Directory(world)) await asked.Recoveries.ExecuteDeleteAsync(Cancel);
        using var unknown = await nobody.Post(Ask, ("mail", "nobody@cafe.example"));
        await Round(world);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (known.StatusCode, unknown.StatusCode));
        Assert.Equal((await Visitor.Read(known)).QuerySelector("main")?.TextContent, (await Visitor.Read(unknown)).QuerySelector("main")?.TextContent);
        await using var directory = Directory(world);
        Assert.False(await directory.Recoveries.AnyAsync(Cancel));
        Assert.Empty(server.Heard);
    }

    [Theory, EveryStore]
    public async Task A_link_opens_no_more_once_the_password_was_changed_by_whoever_knew_it(StoreKind kind)
    {
        await using var world = await Open(kind);
        await using (var before = Directory(world))
        {
            var account = await before.Users.SingleAsync(user => user.Email == Cast.Dana.Mail, Cancel);
            before.Recoveries.Add(new() { Id = Guid.CreateVersion7(), AccountId = account.Id, AskedAt = world.Clock.Now, SecretHash = EntranceKeys.HashOf("secret"), Until = world.Clock.Now.AddHours(1) });
            await before.SaveChangesAsync(Cancel);
        }

        using var dana = world.As(Cast.Dana);
        using var nobody = world.Nobody();
        using var open = await nobody.Get("/sign-in/recovery/secret");
        using var changed = await dana.Post("/account/password", ("currentPassword", World.Password), ("newPassword", Fresh));
        using var shut = await nobody.Get("/sign-in/recovery/secret");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.Gone), (open.StatusCode, changed.StatusCode, shut.StatusCode));
    }

    [Theory, EveryStore]
    public async Task A_link_opens_for_an_hour(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind);
        await SetMail(world, server);
        var link = await LinkFor(world, server, Cast.Dana);
        using var nobody = world.Nobody();

        world.Clock.Advance(TimeSpan.FromMinutes(61));
        using var late = await nobody.Post(link, ("password", Fresh));

        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_mail_server_that_is_away_holds_nobody_up_and_is_tried_again(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["MAIL"] = "451 later";
        await using var world = await Open(kind);
        await SetMail(world, server);
        using var nobody = world.Nobody();

        using var asked = await nobody.Post(Ask, ("mail", Cast.Dana.Mail));
        await Round(world);

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await using var directory = Directory(world);
        var row = await directory.Recoveries.SingleAsync(Cancel);
        Assert.Equal((1, null), (row.Tries, row.SecretHash));
        Assert.True(row.DueAt > world.Clock.Now);
    }

    [Theory, EveryStore]
    public async Task Whoever_rules_one_organisations_mail_gets_no_link_into_another(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind);
        await SetMail(world, server);
        var link = await LinkFor(world, server, Cast.Dana);
        await BelongTo(world, Cast.Dana, "bakery");
        await BelongTo(world, Cast.Yoav, "bakery");
        using var nobody = world.Nobody();

        using var earlier = await nobody.Post(link, ("password", Fresh));
        using var asked = await nobody.Post(Ask, ("mail", Cast.Yoav.Mail));
        await Round(world);

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (earlier.StatusCode, asked.StatusCode));
        Assert.Single(server.Mails);
    }

    [Theory, EveryStore]
    public async Task Whoever_comes_by_single_sign_on_alone_gets_no_password_by_mail(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind);
        await SetMail(world, server);
        await using (var directory = Directory(world))
        {
            await directory.Users.Where(user => user.Email == Cast.Dana.Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, (string?)null), Cancel);
        }

        using var nobody = world.Nobody();
        using var asked = await nobody.Post(Ask, ("mail", Cast.Dana.Mail));
        await Round(world);

        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        Assert.Empty(server.Mails);
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_the_machine_gives_a_password_that_ends_sessions_and_mailed_links(StoreKind kind)
    {
        await using var world = await Open(kind);
        using var dana = world.As(Cast.Dana);
        using var before = await dana.Get("/account");
        var password = await ResetMember.Reset(world.Services, Cast.Dana.Mail, secondStepToo: false, Cancel);
        var nobodys = await ResetMember.Reset(world.Services, "nobody@cafe.example", secondStepToo: false, Cancel);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        using var after = await dana.Get("/account");
        using var nobody = world.Nobody();
        using var with = await nobody.Enter(Cast.Dana.Mail, password ?? "");

        Assert.Null(nobodys);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, with.StatusCode);
    }

    private static async Task BelongTo(World world, Person person, string organisation)
    {
        await using var directory = Directory(world);
        var account = await directory.Users.SingleAsync(user => user.Email == person.Mail, Cancel);
        directory.Memberships.Add(new() { AccountId = account.Id, Organisation = organisation });
        await directory.SaveChangesAsync(Cancel);
    }

    internal static Task<World> Open(StoreKind kind, Action<IServiceCollection>? more = null) => World.Open(kind, services =>
    {
        Assert.True(services.Remove(services.Single(service => service.ImplementationType == typeof(RecoveryRounds))));
        more?.Invoke(services);
    }, Settings);

    internal static async Task SetMail(World world, FakeMailServer server)
    {
        using var tamar = world.As(Cast.Tamar);
        using var saved = await MailSettingsTests.Save(tamar, host: "127.0.0.1", port: $"{server.Port}", security: "none", user: "", password: "");
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
    }

    private static async Task<string> LinkFor(World world, FakeMailServer server, Person person)
    {
        using var nobody = world.Nobody();
        using var asked = await nobody.Post(Ask, ("mail", person.Mail));
        await Round(world);
        return Link().Match(TextOf(Assert.Single(server.Mails))).Groups[1].Value;
    }

    /// <summary>The words of a mail.</summary>
    internal static string TextOf(string mail) => Encoding.UTF8.GetString(Convert.FromBase64String(Part().Match(mail).Groups[1].Value));

    internal static Task Round(World world) => world.Services.GetRequiredService<RecoveryRound>().Run(Cancel);

    private static DirectoryStore Directory(World world) => world.Services.GetRequiredService<Databases>().OpenDirectory();

    [GeneratedRegex(@"text/plain[^\r]*\r\nContent-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--")]
    private static partial Regex Part();

    [GeneratedRegex(@"http://kolot\.example(/sign-in/recovery/[\w-]+)")]
    private static partial Regex Link();
}
