using System.Net;
using Kolot.Store;

namespace Kolot.Tests.HouseRules;

/// <summary>What holds for every address of the house, whatever stands there.</summary>
public sealed class AddressTests
{
    [Theory, EveryStore]
    public async Task The_address_of_an_act_leads_to_the_page_it_belongs_to(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var routes = RouteTable.Of(world.Services).Where(route => !route.IsApi).ToList();
        var pages = routes.Where(route => route.IsGet).Select(route => route.Pattern).ToHashSet();
        var values = new Dictionary<string, string> { ["organisation"] = World.Cafe };
        var wrong = new List<string>();
        foreach (var act in routes.Where(route => !pages.Contains(route.Pattern)))
        {
            using var answer = await tamar.Get(RouteTable.Fill(act.Pattern, values));
            if (answer.StatusCode != HttpStatusCode.SeeOther) wrong.Add($"{act.Pattern} answers {(int)answer.StatusCode}");
        }

        House.Keeps(wrong);
    }

    [Theory, EveryStore]
    public async Task The_language_is_changed_where_an_act_was_refused(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var changing = await tamar.Post("/language", ("language", "en"), ("back", "/cafe-tamar/settings/members/0199aaaa-0000-7000-8000-000000000000/closure"));
        using var back = await tamar.Get(changing.Headers.Location?.OriginalString ?? "");

        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        Assert.StartsWith("/cafe-tamar/settings/members", back.Headers.Location?.OriginalString);
    }

    [Theory, EveryStore]
    public async Task A_text_that_no_database_can_hold_is_refused_in_addresses_and_forms(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        foreach (var path in new[] { "/cafe-tamar/customers?q=%00", "/cafe-tamar/customers?attribute=a%00", "/cafe-tamar/voices?q=a%00", "/cafe-tamar/voices?channel=%00" })
        {
            using var answer = await tamar.Get(path);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, answer.StatusCode));
        }

        using var nobody = world.Nobody();
        using var entering = await nobody.Enter("tamar\0@cafe.example", World.Password);
        using var fields = new MultipartFormDataContent { { new StringContent("הר\0כזה"), "name" } };
        using var adding = await tamar.PostFiles("/cafe-tamar/settings/units/new", fields);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (entering.StatusCode, adding.StatusCode));
    }
}
