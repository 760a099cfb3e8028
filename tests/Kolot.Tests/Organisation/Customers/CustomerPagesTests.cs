using System.Net;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Customers;

public sealed class CustomerPagesTests
{
    [Theory, EveryStore]
    public async Task Who_looks_through_the_customers_stands_in_the_log(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);

        await dana.Page("/cafe-tamar/customers");

        await using var store = await world.Store();
        Assert.Equal("דנה לוי", (await store.LogLines.SingleAsync(line => line.Act == "customers.read", TestContext.Current.CancellationToken)).ByName);
    }

    private const string Customers = "/cafe-tamar/customers";

    [Theory, EveryStore]
    public async Task A_customer_is_found_by_name_mail_phone_and_number(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Ruth(world);
        await PutCustomerTests.Keep(world, 3);
        using var tamar = world.As(Cast.Tamar);

        foreach (var words in new[] { "שגב", "RUTH@example.org", "054 123 4567", "17", "ruth s" })
        {
            var page = await tamar.Page($"{Customers}?q={Uri.EscapeDataString(words)}");
            Assert.Equal(["Ruth Segev שגב"], page.QuerySelectorAll("#list tbody th").Select(cell => cell.TextContent));
        }

        Assert.Contains("לא נמצא לקוח כזה", (await tamar.Page($"{Customers}?q=%25")).QuerySelector(".empty")?.TextContent);
        Assert.Single((await tamar.Page($"{Customers}?attribute=came-from&value=מתחרה")).QuerySelectorAll("#list tbody tr"));
    }

    [Theory, EveryStore]
    public async Task The_list_goes_on_page_by_page(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await PutCustomerTests.Keep(world, 35);
        using var tamar = world.As(Cast.Tamar);

        var first = await tamar.Page(Customers);
        var second = await tamar.Page(first.QuerySelector("a[rel=next]")?.GetAttribute("href") ?? "");

        Assert.Equal([30, 5], new[] { first, second }.Select(page => page.QuerySelectorAll("#list tbody tr").Length));
    }

    [Theory, EveryStore]
    public async Task One_timeline_shows_all_voices_within_reach_and_reading_is_logged(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var id = await Ruth(world);
        await Say(world, id, "haifa", "הקפה היה קר", 2);
        await Say(world, id, "yafo", "ביפו דווקא חם", 1);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        using var noa = world.As(Cast.Noa);

        var whole = await tamar.Page($"{Customers}/{id}");
        var part = await dana.Page($"{Customers}/{id}");
        using var viewer = await noa.Get($"{Customers}/{id}");

        Assert.Equal(["ביפו דווקא חם", "הקפה היה קר"], whole.QuerySelectorAll(".voice blockquote").Select(words => words.TextContent.Trim()));
        Assert.Equal(["הקפה היה קר"], part.QuerySelectorAll(".voice blockquote").Select(words => words.TextContent.Trim()));
        Assert.Contains("מתחרה", whole.QuerySelector(".sheet")?.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, viewer.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(["תמר אלון", "דנה לוי"], await store.LogLines.Where(line => line.Act == "customer.read").OrderBy(line => line.Id).Select(line => line.ByName).ToListAsync());
    }

    [Theory, EveryStore]
    public async Task Opening_the_form_of_a_customer_is_logged_as_reading_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var id = await Ruth(world);
        using var tamar = world.As(Cast.Tamar);

        await tamar.Page($"{Customers}/{id}/edit");

        await using var store = await world.Store();
        var line = await store.LogLines.SingleAsync(line => line.Act == "customer.read");
        Assert.Equal((Cast.Tamar.Name, id.ToString()), (line.ByName, line.Subject));
    }

    [Theory, EveryStore]
    public async Task A_customer_of_another_branch_is_not_found(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var id = await Ruth(world);
        using var omer = world.As(Cast.Omer);

        foreach (var path in new[] { $"{Customers}/{id}", $"{Customers}/{id}/edit" })
        {
            using var answer = await omer.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.Contains("עוד אין כאן לקוחות", (await omer.Page(Customers)).QuerySelector(".empty")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_form_changes_identities_and_a_stale_one_shows_both_sides(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var id = await Ruth(world);
        using var dana = world.As(Cast.Dana);

        using var changing = await dana.Post($"{Customers}/{id}", Form("רות שגב", "0", ("mail", ""), ("phone", "03-555-1234")));
        using var stale = await dana.Post($"{Customers}/{id}", Form("רותי", "0", ("phone", "03-555-1234")));
        using var wrong = await dana.Post($"{Customers}/{id}", Form("רותי", "1", ("phone", "12")));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity], [changing.StatusCode, stale.StatusCode, wrong.StatusCode]);
        Assert.Contains("רותי", (await Visitor.Read(stale)).QuerySelector(".note.bad table")?.TextContent);
        Assert.Contains("12", (await Visitor.Read(wrong)).QuerySelectorAll("input[name=identityValue]").Select(input => input.GetAttribute("value")));
        await using var store = await world.Store();
        Assert.Equal(["+97235551234"], await store.Identities.Select(identity => identity.Value).ToListAsync());
        Assert.Equal("חבר הביא חבר", (await store.CustomerAttributes.SingleAsync(attribute => attribute.Key == "came-from")).Value);
    }

    [Theory, EveryStore]
    public async Task What_is_known_beyond_reach_is_not_offered_as_a_filter(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Ruth(world, "yafo", "yafo-club");
        await Ruth(world, "haifa", "haifa-club");
        using var dana = world.As(Cast.Dana);

        var offered = (await dana.Page(Customers)).QuerySelectorAll("a[href*='attribute=']").Select(filter => filter.TextContent).ToList();

        Assert.Contains(offered, filter => filter.Contains("haifa club", StringComparison.Ordinal));
        Assert.DoesNotContain(offered, filter => filter.Contains("yafo club", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task A_new_attribute_that_was_named_wrongly_can_be_named_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var id = await Ruth(world);
        using var dana = world.As(Cast.Dana);

        using var wrong = await dana.Post($"{Customers}/{id}", [.. Form("רות", "0", ("mail", "ruth@example.org")), ("attributeKey", "מה?"), ("attributeValue", "כן")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var name = (await Visitor.Read(wrong)).QuerySelector("input[name=attributeKey][value='מה?']");
        Assert.NotNull(name);
        Assert.NotEqual("hidden", name.GetAttribute("type"));
    }

    private static (string, string)[] Form(string name, string version, params (string Kind, string Value)[] identities) =>
    [
        ("name", name), ("unit", "haifa"), ("since", ""), ("version", version), ("attributeKey", "came-from"), ("attributeValue", "חבר הביא חבר"),
        .. identities.SelectMany(identity => new[] { ("identityKind", identity.Kind), ("identityValue", identity.Value) }),
    ];

    private static async Task<Guid> Ruth(World world) => await Keep(world, new()
    {
        Source = "crm", Id = "17", Name = "Ruth Segev שגב", Unit = "haifa",
        Identities = [new("mail", "ruth@example.org"), new("phone", "0541234567")],
        Attributes = new Dictionary<string, string?> { ["came-from"] = "מתחרה" },
    });

    private static async Task<Guid> Ruth(World world, string unit, string attribute) => await Keep(world, new()
    {
        Source = "crm", Id = unit, Unit = unit, Attributes = new Dictionary<string, string?> { [attribute] = "כן" },
    });

    private static async Task<Guid> Keep(World world, CustomerRecord record) =>
        (await world.Services.GetRequiredService<KeepCustomers>().Run(PutCustomerTests.Owner, [record], null, TestContext.Current.CancellationToken))[0].Value.Id;

    private static async Task Say(World world, Guid customer, string unit, string text, int daysAgo)
    {
        await using var store = await world.Store();
        var heardAt = world.Clock.Now.AddDays(-daysAgo);
        store.Voices.Add(new()
        {
            Id = Guid.CreateVersion7(), Place = Place.Of(heardAt, daysAgo), HeardAt = heardAt, KeptAt = heardAt, Source = "kolot", Text = text,
            ChannelId = (await store.Channels.FirstAsync()).Id, UnitId = await world.Unit(unit), CustomerId = customer,
        });
        await store.SaveChangesAsync();
    }
}
