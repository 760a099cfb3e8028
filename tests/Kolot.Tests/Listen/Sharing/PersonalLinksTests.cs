using System.Net;
using System.Text;
using Kolot.Listen.Answering;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sharing;

public sealed class PersonalLinksTests
{
    private const string Share = $"/{World.Cafe}/surveys/visit/share";

    [Theory, EveryStore]
    public async Task One_link_is_one_answer_of_one_customer_whoever_opens_it_where(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        await world.Hear(new { source = "till", id = "1", channel = "call", text = "שלום", customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruti@example.com" } });
        var link = await Made(world, ("who", "ruti@example.com"), ("days", "30"));
        using var phone = world.Nobody();
        using var other = world.Nobody();

        var page = await phone.Page(link);
        var elsewhere = await other.Page($"{link}?score=1");
        Assert.NotNull(elsewhere.QuerySelector("input[name=score][value='1'][checked]"));
        await using (var store = await world.Store()) Assert.False(await store.SurveyResponses.AnyAsync());
        using var sent = await Send(phone, Asked.Form(page, ("score", "5"), ("comment", "נפלא")));
        using var late = await Send(other, Asked.Form(elsewhere, ("score", "1")));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (sent.StatusCode, late.StatusCode));
        await using var after = await world.Store();
        var response = await after.SurveyResponses.SingleAsync();
        var voice = await after.Voices.SingleAsync(voice => voice.Source == "survey:visit");
        Assert.Equal((5d, "נפלא", "personal"), (voice.Score, voice.Text, response.Way));
        Assert.Equal("רותי אברהם", await after.Customers.Where(customer => customer.Id == voice.CustomerId).Select(customer => customer.Name).SingleAsync());
        Assert.Equal(response.Id, await after.SurveyLinks.Select(one => one.SpentOn).SingleAsync());
        var again = await world.Nobody().Page(link);
        Assert.Contains("כבר קיבלנו", again.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(again.QuerySelector("a[href*=again]"));
        Assert.Null(again.QuerySelector("form"));
    }

    [Theory, EveryStore]
    public async Task It_opens_where_one_stopped_and_not_after_its_time_nor_once_it_was_taken_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "visit", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        var (first, second) = (await Made(world, ("who", "a-1"), ("days", "7")), await Made(world, ("who", "a-2"), ("days", "7")));
        using var phone = world.Nobody();
        using (await Send(phone, Asked.Form(await phone.Page(first), ("came", "yes"))))
        {
        }

        Assert.NotNull((await world.Nobody().Page(first)).QuerySelector("input[name=score]"));
        var open = await phone.Page(second);
        using (await tamar.Post($"{Share}/revocation", ("id", await IdOf(world, 1))))
        {
        }

        Assert.Equal(HttpStatusCode.Gone, await Status(second));
        using (var revoked = await Send(phone, Asked.Form(open, ("came", "no")))) Assert.Equal(HttpStatusCode.UnprocessableEntity, revoked.StatusCode);
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.Gone, await Status(first));
        Assert.Equal(HttpStatusCode.NotFound, await Status($"/{World.Cafe}/a/AAAAAAAAAAAAAAAAAAAAAA"));

        async Task<HttpStatusCode> Status(string path)
        {
            using var answer = await world.Nobody().Get(path);
            return answer.StatusCode;
        }
    }

    [Theory, EveryStore]
    public async Task What_opens_no_more_goes_when_its_time_is_over_and_whoever_asks_what_is_held_is_given_theirs(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Visit(world);
        await world.Hear(new { source = "till", id = "1", channel = "call", text = "שלום", customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruti@example.com" } });
        var (answered, _, _) = (await Made(world, ("who", "ruti@example.com"), ("days", "30")), await Made(world, ("who", "ruti@example.com"), ("days", "7")), await Made(world, ("who", "ruti@example.com"), ("days", "90")));
        using var phone = world.Nobody();
        using (await Send(phone, Asked.Form(await phone.Page(answered), ("score", "5"))))
        {
        }

        using var crm = await world.Key(Core.Organisation.Right.ExportPeople);
        await using var store = await world.Store();
        var ruti = await store.Customers.Select(customer => customer.Id).SingleAsync();
        var copy = await crm.Json($"/api/v1/{World.Cafe}/customers/{ruti}/export");
        Assert.Equal([true, false, false], copy.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("answered").GetBoolean()));

        world.Clock.Advance(TimeSpan.FromDays(10));
        var kept = new Kolot.Listen.Retention.KeptLinks(world.Clock);
        Assert.Equal(0, (await kept.Look(store, world.Clock.Now.AddDays(-11), default)).Count);
        Assert.Equal(2, (await kept.Look(store, world.Clock.Now.AddDays(-9), default)).Count);
        Assert.Equal(2, await kept.Remove(store, world.Clock.Now.AddDays(-9), 10, default));
        Assert.Null((await store.SurveyLinks.AsNoTracking().SingleAsync()).SpentOn);
        Assert.Equal(1, await store.SurveyResponses.CountAsync());
    }

    [Theory, EveryStore]
    public async Task What_was_left_half_answered_is_whose_the_link_was_made_for_though_nobody_knew_them(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "visit", Asked.TwoScreens);
        var link = await Made(world, ("who", "ruti@example.com"), ("name", "רותי"), ("days", "7"));
        using var phone = world.Nobody();
        using (await Send(phone, Asked.Form(await phone.Page(link), ("came", "yes"))))
        {
        }

        world.Clock.Advance(LeftAnswers.After + TimeSpan.FromHours(1));
        await world.Round();

        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync();
        Assert.Equal(("ruti@example.com", "{\"came\":\"yes\",\"finished\":false}"), (await store.Identities.Where(identity => identity.CustomerId == voice.CustomerId).Select(identity => identity.Value).SingleAsync(), voice.Answers));
    }

    [Theory, EveryStore]
    public async Task A_file_comes_back_with_a_link_for_each_who_can_be_told_apart(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "visit", Asked.OneScreen with { Hidden = ["branch"] });
        using var tamar = world.As(Cast.Tamar);
        using var file = new MultipartFormDataContent { { new StringContent("crm"), "source" }, { new StringContent("14"), "days" } };
        file.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("מספר לקוח,שם,מייל,branch\r\n7733,רותי,ruti@example.com,haifa\r\n,,,yafo\r\n,=1+1,,\r\n")), "file", "people.csv");

        using var made = await tamar.PostFiles($"{Share}/file", file);

        Assert.Equal("text/csv", made.Content.Headers.ContentType?.MediaType);
        var lines = (await made.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n");
        Assert.Equal("מספר לקוח,שם,מייל,branch,link,stop", lines[0]);
        Assert.Equal(",'=1+1,,,,", lines[3]);
        var link = new Uri(lines[1].Split(',')[^2]).AbsolutePath;
        using var phone = world.Nobody();
        using var sent = await Send(phone, Asked.Form(await phone.Page(link), ("score", "4")));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        var customer = await store.Customers.SingleAsync();
        Assert.Equal(("crm", "7733", "רותי"), (customer.Source, customer.SourceId, customer.Name));
        Assert.Equal("ruti@example.com", (await store.Identities.SingleAsync()).Value);
        Assert.Contains("רותי", (await tamar.Page(Share)).QuerySelector("#links table")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_is_no_file_of_people_is_refused_at_its_field(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        foreach (var (content, fault) in new[] { ("%PDF-1.7 nothing", "CSV"), ("צבע\r\nכחול\r\n", "מספר לקוח") })
        {
            using var file = new MultipartFormDataContent { { new StringContent("30"), "days" } };
            file.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", "x.csv");
            using var refused = await tamar.PostFiles($"{Share}/file", file);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(fault, (await Visitor.Read(refused)).QuerySelector("#f-file-error")!.TextContent, StringComparison.Ordinal);
        }
    }

    /// <summary>Makes a link as the page does.</summary>
    private static async Task<string> Made(World world, params (string, string)[] form)
    {
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"{Share}/links", [.. form, ("source", "crm")]);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        return new Uri((await Visitor.Read(made)).QuerySelector("#made")!.GetAttribute("value")!).AbsolutePath;
    }

    private static async Task<string> IdOf(World world, int at)
    {
        await using var store = await world.Store();
        return (await store.SurveyLinks.OrderBy(link => link.Id).Select(link => link.Id).ToListAsync())[at].ToString();
    }

    private static async Task<HttpResponseMessage> Send(Visitor phone, (string Name, string Value)[] form) => await Asked.Send(phone, form);
}
