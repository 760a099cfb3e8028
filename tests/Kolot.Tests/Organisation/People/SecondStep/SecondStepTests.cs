using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.Recovering;
using Kolot.Organisation.People.SecondStep;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.SecondStep;

public sealed class SecondStepTests
{
    private const string Page = "/account/second-step";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_set_up_a_second_step_comes_in_by_password_and_code_and_lands_where_they_were_going(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, codes) = await SetUp(world, Cast.Dana);
        using var dana = world.Nobody();

        using var half = await dana.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password), ("to", "/cafe-tamar/customers"));
        using var outside = await dana.Get("/cafe-tamar/customers");
        using var wrong = await Submit(dana, await Visitor.Read(half), ("code", "000000"));
        using var right = await Submit(dana, await Visitor.Read(wrong), ("code", Spaced(Code(world, secret, 1))));
        using var inside = await dana.Get("/cafe-tamar/voices");

        Assert.Equal(10, codes.Length);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (half.StatusCode, wrong.StatusCode, right.StatusCode));
        Assert.NotEqual(HttpStatusCode.OK, outside.StatusCode);
        Assert.Equal("/cafe-tamar/customers", right.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        await using var directory = Directory(world);
        Assert.Equal([SignInLine.SecondStepSet, SignInLine.WrongCode], await directory.SignIns.Where(line => line.Act != null).OrderBy(line => line.Id).Select(line => line.Act).ToListAsync(Cancel));
        using var tamar = world.As(Cast.Tamar);
        Assert.Single((await tamar.Page("/cafe-tamar/settings/members")).QuerySelectorAll("tr"), row => row.TextContent.Contains("שלב שני", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task A_code_counts_once_and_so_does_a_recovery_code(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, codes) = await SetUp(world, Cast.Dana);
        var code = Code(world, secret, 1);

        Assert.Equal(HttpStatusCode.SeeOther, await Enter(world, code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(world, code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(world, Code(world, secret, 0)));
        Assert.Equal(HttpStatusCode.SeeOther, await Enter(world, codes[3].ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Enter(world, codes[3]));
        await using var directory = Directory(world);
        Assert.Equal(9, await directory.RecoveryCodes.CountAsync(row => row.UsedAt == null, Cancel));
    }

    [Theory, EveryStore]
    public async Task Two_who_give_the_same_code_at_once_do_not_both_come_in(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, _) = await SetUp(world, Cast.Dana);
        var (steps, account, code) = (world.Services.GetRequiredService<SecondSteps>(), await IdOf(world, Cast.Dana), Code(world, secret, 1));

        var took = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => steps.Takes(account, code, Cancel)));

        Assert.Single(took, true);
    }

    [Theory, EveryStore]
    public async Task The_page_that_asks_for_a_code_is_good_for_five_minutes_and_only_with_the_password_it_came_by(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, _) = await SetUp(world, Cast.Dana);
        using var late = world.Nobody();
        using var changed = world.Nobody();

        using var first = await late.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password));
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        using var over = await Submit(late, await Visitor.Read(first), ("code", Code(world, secret, 0)));
        using var second = await changed.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password));
        await ResetMember.Reset(world.Services, Cast.Dana.Mail, secondStepToo: false, Cancel);
        using var stale = await Submit(changed, await Visitor.Read(second), ("code", Code(world, secret, 0)));
        using var forged = await changed.Post("/sign-in/code", ("halfWayIn", "x"), ("code", Code(world, secret, 0)));

        Assert.All([over, stale, forged], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Single((await Visitor.Read(over)).QuerySelectorAll("input[name=password]"));
    }

    [Theory, EveryStore]
    public async Task A_second_step_is_set_up_renewed_and_ended_only_by_who_gave_a_proof_just_now(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, codes) = await SetUp(world, Cast.Dana);
        using var dana = world.Nobody();
        using var half = await dana.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password));
        using var entered = await Submit(dana, await Visitor.Read(half), ("code", codes[0]));
        world.Clock.Advance(TimeSpan.FromMinutes(11));

        (await dana.Client()).DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var asked = await dana.Post(Page + "/closure");
        using var password = await Submit(dana, await Visitor.Read(asked), ("password", World.Password), ("code", ""));
        using var proven = await Submit(dana, await Visitor.Read(password), ("password", World.Password), ("code", Code(world, secret, 0)));
        using var renewed = await dana.Post(Page + "/codes");
        using var ended = await dana.Post(Page + "/closure");

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (asked.StatusCode, password.StatusCode, proven.StatusCode));
        Assert.Single((await Visitor.Read(password)).QuerySelectorAll("input[name=code][aria-invalid]"));
        var fresh = CodesOf(await Visitor.Read(renewed));
        Assert.Equal(10, fresh.Except(codes).Count());
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        using var alone = world.Nobody();
        using var opened = await alone.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        await using var directory = Directory(world);
        Assert.False(await directory.RecoveryCodes.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Nothing_is_asked_for_before_a_first_code_showed_that_the_app_has_the_secret(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);

        using var begun = await dana.Post(Page);
        var page = await dana.Page(Page);
        using var mistaken = await dana.Post(Page + "/code", ("code", "000000"));
        using var nobody = world.Nobody();
        using var alone = await nobody.Enter(Cast.Dana.Mail, World.Password);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (begun.StatusCode, mistaken.StatusCode, alone.StatusCode));
        Assert.Single(page.QuerySelectorAll(".scan > svg"));
        Assert.Equal(SecretOn(page), SecretOn(await Visitor.Read(mistaken)));
    }

    [Theory, EveryStore]
    public async Task Whoever_lost_telephone_and_codes_is_helped_at_the_machine_and_a_new_password_alone_helps_nobody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await SetUp(world, Cast.Dana);

        var password = await ResetMember.Reset(world.Services, Cast.Dana.Mail, secondStepToo: false, Cancel);
        using var nobody = world.Nobody();
        using var still = await nobody.Enter(Cast.Dana.Mail, password ?? "");
        var another = await ResetMember.Reset(world.Services, Cast.Dana.Mail, secondStepToo: true, Cancel);
        using var opened = await nobody.Enter(Cast.Dana.Mail, another ?? "");

        Assert.Single((await Visitor.Read(still)).QuerySelectorAll("input[name=code]"));
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
    }

    [Fact]
    public async Task A_door_that_forgets_the_code_opens_nothing()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await SetUp(world, Cast.Dana);
        await using var scope = world.Services.CreateAsyncScope();
        await using var directory = Directory(world);
        var account = await directory.Users.SingleAsync(user => user.Email == Cast.Dana.Mail, Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            scope.ServiceProvider.GetRequiredService<BeginSession>().Run(new DefaultHttpContext { RequestServices = scope.ServiceProvider }, account, Cancel));
    }

    /// <summary>Sets it up as a person would, and gives what the telephone and the drawer have then.</summary>
    internal static async Task<(byte[] Secret, string[] Codes)> SetUp(World world, Person person)
    {
        // A code is of half a minute, and a test may take longer.
        world.Clock.Stand();
        using var visitor = world.As(person);
        using var begun = await visitor.Post(Page);
        await using var directory = Directory(world);
        var kept = await directory.SecondSteps.Where(row => row.ConfirmedAt == null).Select(row => row.Secret).SingleAsync(Cancel);
        var secret = world.Services.GetRequiredService<SecondSteps>().Open(kept) ?? [];
        Assert.Equal(OneTimeCodes.Text(secret), SecretOn(await visitor.Page(Page)));
        using var confirmed = await visitor.Post(Page + "/code", ("code", Code(world, secret, 0)));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        return (secret, CodesOf(await Visitor.Read(confirmed)));
    }

    internal static async Task<HttpStatusCode> Enter(World world, string code)
    {
        using var visitor = world.Nobody();
        using var half = await visitor.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password));
        using var answer = await Submit(visitor, await Visitor.Read(half), ("code", code));
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Submit(Visitor visitor, IDocument page, params (string Name, string Value)[] typed)
    {
        var form = page.QuerySelectorAll("main form").Single(form => form.QuerySelector("input[name=code]") is not null);
        var fields = form.QuerySelectorAll("input[type=hidden]").Select(field => (field.GetAttribute("name") ?? "", field.GetAttribute("value") ?? ""))
            .Where(field => field.Item1 != "__RequestVerificationToken");
        var answer = await visitor.Post(form.GetAttribute("action") ?? "", [.. fields, .. typed]);
        visitor.TakeANewToken();
        return answer;
    }

    internal static string Code(World world, byte[] secret, int later) => OneTimeCodes.CodeOf(secret, OneTimeCodes.StepOf(world.Clock.GetUtcNow()) + later);

    private static string Spaced(string code) => code[..3] + " " + code[3..];

    private static string[] CodesOf(IDocument page) =>
        [.. (page.QuerySelector("#codes")?.TextContent ?? "").Split('\n').Select(code => code.Replace("-", "", StringComparison.Ordinal))];

    private static string SecretOn(IDocument page) => (page.QuerySelector("input[name=secret]")?.GetAttribute("value") ?? "").Replace(" ", "", StringComparison.Ordinal);

    private static async Task<Guid> IdOf(World world, Person person)
    {
        await using var directory = Directory(world);
        return await directory.Users.Where(user => user.Email == person.Mail).Select(user => user.Id).SingleAsync(Cancel);
    }

    private static DirectoryStore Directory(World world) => world.Services.GetRequiredService<Databases>().OpenDirectory();
}
