using Kolot.Store;

namespace Kolot.Tests.HouseRules;

/// <summary>Every route is public by choice, or says which right it needs.</summary>
public sealed class EntranceTests
{
    // Routes that do not pass the entrance at all, and why. All others that are open say why where they are mapped.
    private static readonly Dictionary<string, string> PublicByChoice = new()
    {
        ["/assets/{name}"] = "styles, scripts and pictures are needed before anybody is known",
        ["/favicon.ico"] = "browsers ask for it unasked",
        ["/health/live"] = "whoever watches the process has no account",
        ["/health/ready"] = "a load balancer has no account",
        ["/language"] = "a visitor chooses a language before anybody is known",
        ["/openapi/{documentName}.json"] = "the description of the API holds no data",
        ["/parts"] = "a showcase of the shared parts, in development only",
    };

    [Fact]
    public async Task Every_route_is_public_by_choice_or_says_whom_it_is_open_to()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);
        var routes = RouteTable.Of(world.Services);

        Assert.True(routes.Count > 20, "The route table is nearly empty: the rule looks at the wrong thing.");
        House.Keeps(routes.Where(route => route.Right is null && !Open(route)).Select(route => $"{route.Method} {route.Pattern} says nothing"));
    }

    [Fact]
    public async Task A_route_within_an_organisation_is_never_public_without_saying_why()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);

        House.Keeps(RouteTable.Of(world.Services).Where(route => route is { IsWithin: true, IsPublic: true, Reason: null })
            .Select(route => $"{route.Method} {route.Pattern}"));
    }

    private static bool Open(HouseRoute route) => route.Reason is { Length: > 10 } || (route.IsPublic && PublicByChoice.ContainsKey(route.Pattern));
}
