using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.HouseRules;

/// <summary>Every route tried by everybody, from the route table: whoever adds a route adds its rows here without knowing it.</summary>
public sealed class RoutesByRoleTests
{
    // Open to all members, and then closed to some by the page itself, and why.
    private static readonly Dictionary<string, string> DecidesItself = new()
    {
        ["/{organisation}/settings"] = "any one of three rights opens it: setting up, managing members, reading the log",
    };

    private enum Answer
    {
        /// <summary>Let in: whatever follows, it is not a closed door and not a fault.</summary>
        Free,

        /// <summary>Known, but without the right.</summary>
        Closed,

        /// <summary>As if there were no such organisation.</summary>
        NotThere,

        /// <summary>Sent to sign in, or told to.</summary>
        WhoAreYou,
    }

    [Theory, EveryStore]
    public async Task Every_member_comes_in_where_their_role_allows_and_nowhere_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        foreach (var person in Cast.All.Where(person => person.Role is not null))
            House.Keeps(await Try(world, () => world.As(person), person.Name, route => OfMember(route, Rights.For(person.Role ?? Role.Viewer))));
    }

    [Theory, EveryStore]
    public async Task A_stranger_finds_no_such_organisation_on_any_route(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Found("bakery", Cast.Gil);

        House.Keeps(await Try(world, () => world.As(Cast.Gil), "the bakery's owner", route =>
            route is { IsWithin: true, IsPublic: false } ? Answer.NotThere : Answer.Free));
    }

    [Theory, EveryStore]
    public async Task Nobody_comes_in_unknown(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        House.Keeps(await Try(world, world.Nobody, "nobody", route => route.IsPublic ? Answer.Free : Answer.WhoAreYou));
    }

    [Theory, EveryStore]
    public async Task A_key_without_scopes_opens_nothing_that_needs_a_right(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var key = await world.Key();

        House.Keeps(await Try(world, () => key, "a key without scopes", route => route switch
        {
            { IsWithin: true, Right: not null } => Answer.Closed,
            { IsWithin: true } or { IsPublic: true } => Answer.Free,
            _ => Answer.WhoAreYou,
        }));
    }

    [Theory, EveryStore]
    public async Task A_key_of_another_organisation_opens_nothing_here(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Found("bakery", Cast.Gil);
        var key = await world.KeyTo("bakery", Enum.GetValues<Right>());

        House.Keeps(await Try(world, () => key, "the bakery's key", route =>
            route is { IsWithin: true } || !route.IsPublic ? Answer.WhoAreYou : Answer.Free));
    }

    private static Answer OfMember(HouseRoute route, IReadOnlySet<Right> rights) =>
        route.Right is { } right && !rights.Contains(right) ? Answer.Closed : Answer.Free;

    // What differs from what was expected. Acts on one's own account end sessions, so each of those is tried by a fresh visitor.
    private static async Task<List<string>> Try(World world, Func<Visitor> visit, string who, Func<HouseRoute, Answer> expected)
    {
        var wrong = new List<string>();
        var visitor = visit();
        var values = new Dictionary<string, string> { ["organisation"] = World.Cafe };
        foreach (var route in RouteTable.Of(world.Services).Where(route => !route.IsPublic || route.IsGet))
        {
            if (!route.IsGet && !route.IsWithin) visitor = visit();
            using var answer = await Knock(visitor, route, RouteTable.Fill(route.Pattern, values));
            var wanted = expected(route);
            var decided = wanted == Answer.Free && DecidesItself.ContainsKey(route.Pattern) && Fits(Answer.Closed, answer);
            if (!decided && !Fits(wanted, answer))
                wrong.Add($"{who}: {route.Method} {route.Pattern} should be {wanted}, was {(int)answer.StatusCode} {answer.Headers.Location}");
        }

        if (wrong.Any(line => line.Contains("was 5", StringComparison.Ordinal))) wrong.Add(world.Troubles.ToString());
        return wrong;
    }

    private static async Task<HttpResponseMessage> Knock(Visitor visitor, HouseRoute route, string path)
    {
        var client = await visitor.Client();
        if (route is { IsGet: false, IsApi: false } && client.DefaultRequestHeaders.Authorization is null) return await visitor.Post(path);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (!route.IsGet)
            request.Content = route.IsApi ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([]);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static bool Fits(Answer wanted, HttpResponseMessage answer)
    {
        var toSignIn = answer.Headers.Location?.OriginalString.StartsWith("/sign-in?to=", StringComparison.Ordinal) == true;
        return wanted switch
        {
            Answer.Closed => answer.StatusCode is HttpStatusCode.Forbidden,
            Answer.NotThere => answer.StatusCode is HttpStatusCode.NotFound,
            Answer.WhoAreYou => answer.StatusCode is HttpStatusCode.Unauthorized || toSignIn,
            _ => !toSignIn && answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                && ((int)answer.StatusCode < 500 || answer.StatusCode is HttpStatusCode.ServiceUnavailable),
        };
    }
}
