using System.Net;
using System.Text;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.OptOuts;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.OptOuts;

public sealed class OptOutsTests
{
    private const string Share = $"/{World.Cafe}/surveys/visit/share";

    [Theory, EveryStore]
    public async Task Whoever_ends_it_by_the_link_is_asked_no_more_by_any_way_and_may_mend_a_mistake(StoreKind kind)
    {
        await using var world = await Ruti(kind);
        var stop = await Link(world, "ruti@example.com") + "/stop";
        using var phone = world.Nobody();

        Assert.NotNull((await phone.Page(stop)).QuerySelector("button[value=feedback]"));
        await using (var store = await world.Store()) Assert.False(await store.OptOuts.AnyAsync());
        using var ended = await Press(phone, stop, ("what", "feedback"));
        Assert.NotNull((await Visitor.Read(ended)).QuerySelector("button[name=mistake]"));

        // By the phone alone they are the same person.
        using var tamar = world.As(Cast.Tamar);
        using var refused = await tamar.Post($"{Share}/links", ("who", "054-1234567"), ("days", "30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotNull((await Visitor.Read(refused)).QuerySelector("#f-who-error"));
        var spared = await Spared(world, Purpose.Feedback);
        Assert.Equal(SkipReason.OptedOut, Assert.Single(spared).Why);
        Assert.Empty(await Spared(world, Purpose.Marketing));

        using var mended = await Press(phone, stop, ("mistake", "true"));
        Assert.Empty(await Spared(world, Purpose.Feedback));
    }

    [Theory, EveryStore]
    public async Task The_button_of_a_mail_program_ends_it_at_once_and_knows_no_page(StoreKind kind)
    {
        await using var world = await Ruti(kind);
        var stop = await Link(world, "ruti@example.com") + "/stop";
        using var program = world.Nobody();

        using var pressed = await Press(program, stop, ("List-Unsubscribe", "One-Click"));
        using var twice = await Press(program, stop, ("List-Unsubscribe", "One-Click"));
        using var unknown = await Press(program, $"/{World.Cafe}/a/AAAAAAAAAAAAAAAAAAAAAA/stop", ("List-Unsubscribe", "One-Click"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Gone), (pressed.StatusCode, twice.StatusCode, unknown.StatusCode));
        await using var store = await world.Store();
        Assert.All(await store.OptOuts.ToListAsync(), one => Assert.Equal((Purpose.Feedback, OptOutWay.MailProgram), (one.Purpose, one.Way)));
        Assert.DoesNotContain(await store.OptOuts.Select(one => one.Mark).ToListAsync(), mark => mark.Contains("ruti", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("en", "Send me no more requests for feedback")]
    [InlineData("ar", "لا ترسلوا إليّ طلبات إبداء رأي بعد الآن")]
    [InlineData("ru", "Не присылать мне просьбы об отзыве")]
    public async Task It_is_said_in_the_languages_of_customers(string language, string button)
    {
        await using var world = await Ruti(StoreKind.Sqlite);
        using var phone = world.Nobody();

        var page = await phone.Page($"{await Link(world, "ruti@example.com")}/stop?lang={language}");

        Assert.Equal(button, page.QuerySelector("button[value=feedback]")!.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_member_notes_what_a_customer_told_them_and_takes_it_back(StoreKind kind)
    {
        await using var world = await Ruti(kind);
        await using var store = await world.Store();
        var path = $"/{World.Cafe}/customers/{await store.Customers.Select(row => row.Id).SingleAsync()}";
        using var tamar = world.As(Cast.Tamar);

        using var noted = await tamar.Post($"{path}/wishes", ("purpose", "Marketing"), ("how", "written"));
        var page = await tamar.Page(path);
        Assert.Contains("בכתב", page.QuerySelector("aside .note")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(SkipReason.OptedOut, Assert.Single(await Spared(world, Purpose.Marketing)).Why);
        using var again = await tamar.Post($"{path}/wishes", ("purpose", "Marketing"), ("again", "1"));

        Assert.Empty(await Spared(world, Purpose.Marketing));
        Assert.Equal(["customer.opted-out", "customer.opted-in"], await store.LogLines.Where(line => line.Act.StartsWith("customer.opted")).OrderBy(line => line.Id).Select(line => line.Act).ToListAsync());
    }

    [Theory, EveryStore]
    public async Task A_list_from_elsewhere_is_honoured_where_links_are_made_for_mailing(StoreKind kind)
    {
        await using var world = await Ruti(kind);
        using var tamar = world.As(Cast.Tamar);

        using var brought = await tamar.Post($"/{World.Cafe}/settings/opt-outs", ("list", "ruti@example.com\nstranger@example.com;x\nnothing"), ("purpose", "Feedback"));
        Assert.Equal(HttpStatusCode.SeeOther, brought.StatusCode);
        using var file = new MultipartFormDataContent { { new StringContent("crm"), "source" }, { new StringContent("14"), "days" } };
        file.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("שם,מייל\r\nרותי,ruti@example.com\r\nזר,stranger@example.com\r\nאבי,avi@example.com\r\n")), "file", "people.csv");
        using var made = await tamar.PostFiles($"{Share}/file", file);
        var lines = (await made.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n");

        Assert.Equal(["רותי,ruti@example.com,,", "זר,stranger@example.com,,"], lines[1..3]);
        Assert.Contains("/stop/", lines[3], StringComparison.Ordinal);
        using var phone = world.Nobody();
        using (await Press(phone, new Uri(lines[3].Split(',')[^1]).AbsolutePath, ("what", "feedback"))) { }
        using var again = await tamar.Post($"{Share}/links", ("who", "avi@example.com"), ("days", "30"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        using var refused = await tamar.Post($"/{World.Cafe}/settings/opt-outs", ("list", "nobody at all"), ("purpose", "Feedback"));
        Assert.NotNull((await Visitor.Read(refused)).QuerySelector("#f-list-error"));
    }

    [Theory, EveryStore]
    public async Task Whoever_was_erased_and_comes_again_is_still_not_asked(StoreKind kind)
    {
        await using var world = await Ruti(kind);
        using (await Press(world.Nobody(), await Link(world, "ruti@example.com") + "/stop", ("what", "all"))) { }
        await using (var store = await world.Store())
        {
            var ids = await store.Customers.Select(row => row.Id).ToArrayAsync();
            await using var writing = await store.BeginWriting(TestContext.Current.CancellationToken);
            await Erasing.Run(store, new(ids, [], new([], [], [], [], []), _ => false, false), TestContext.Current.CancellationToken);
            await writing.Commit(TestContext.Current.CancellationToken);
        }

        await world.Hear(new { source = "till", id = "2", channel = "call", text = "שוב אני", customer = new { source = "crm", id = "8844", name = "רותי", mail = "ruti@example.com" } });

        Assert.Equal(SkipReason.OptedOut, Assert.Single(await Spared(world, Purpose.Feedback)).Why);
    }

    private static async Task<World> Ruti(StoreKind kind)
    {
        var world = await World.Open(kind);
        await Asked.Visit(world);
        await world.Hear(new { source = "till", id = "1", channel = "call", text = "שלום", customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruti@example.com", phone = "054-1234567" } });
        return world;
    }

    private static async Task<IReadOnlyList<Kolot.Listen.Inviting.Planning.Spared>> Spared(World world, Purpose purpose)
    {
        await using var store = await world.Store();
        var all = await store.Customers.Select(row => row.Id).ToArrayAsync();
        return await world.Services.GetServices<Kolot.Listen.Inviting.Planning.ISparing>().OfType<SparedByWish>().Single().Among(store, purpose, all, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Link(World world, string who)
    {
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"{Share}/links", ("who", who), ("days", "30"));
        return new Uri((await Visitor.Read(made)).QuerySelector("#made")!.GetAttribute("value")!).AbsolutePath;
    }

    private static async Task<HttpResponseMessage> Press(Visitor who, string path, params (string Name, string Value)[] fields) =>
        await (await who.Client()).PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
