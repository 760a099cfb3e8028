using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

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
            House.Keeps(await Try(world, () => world.As(person), person.Name, route => OfMember(route, Rights.For(person.Role ?? Role.Viewer), person.Reach == Reach.All)));
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
            { IsWithin: true, IsApi: false, IsPublic: false } => Answer.WhoAreYou,
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
            route.IsPublic ? Answer.Free : Answer.WhoAreYou));
    }

    [Theory, EveryStore]
    public async Task What_is_beyond_a_members_reach_is_not_there_on_any_route_that_names_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var beyond = await Beyond(world);
        foreach (var person in new[] { Cast.Dana, Cast.Yoav })
        {
            var rights = Rights.For(person.Role ?? Role.Viewer);
            House.Keeps(await Try(
                world, () => world.As(person), person.Name,
                route => route.Right is { } right && !rights.Contains(right) ? Answer.Closed : Answer.NotThere,
                beyond, route => beyond.Keys.Any(named => named.Contains('/', StringComparison.Ordinal) && route.Pattern.Contains($"/{named.Replace("/", "/{", StringComparison.Ordinal)}", StringComparison.Ordinal))));
        }
    }

    // A unit, a voice, a customer, an import, a view and a board of Yafo, none of which Haifa sees.
    private static async Task<Dictionary<string, string>> Beyond(World world)
    {
        await using var store = await world.Store();
        var yafo = await world.Unit("yafo");
        await world.Hear(new { source = "pos", id = "1", channel = "call", unit = "yafo", text = "ביפו", customer = new { source = "crm", id = "c-1" } });
        var customer = await store.Customers.SingleAsync(TestContext.Current.CancellationToken);
        customer.UnitId = yafo;
        var omer = await store.Members.SingleAsync(member => member.Mail == Cast.Omer.Mail, TestContext.Current.CancellationToken);
        var import = new ImportRun { Id = Guid.CreateVersion7(), Kind = "voices", FileName = "yafo.csv", By = omer.Id, BegunAt = world.Clock.Now, State = ImportState.Done };
        var view = new SavedView { Id = Guid.CreateVersion7(), MemberId = omer.Id, Name = "של עומר", Query = "" };
        var board = new Board { Id = Guid.CreateVersion7(), MemberId = omer.Id, Name = "של עומר", ChangedAt = world.Clock.Now };
        store.AddRange(import, view, board);
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        var row = new Case { Id = Guid.CreateVersion7(), UnitId = yafo, OpenedAt = world.Clock.Now, HeardAt = world.Clock.Now };
        store.Cases.Add(row);
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        return new()
        {
            ["cases/number"] = row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["organisation"] = World.Cafe,
            ["units/id"] = yafo.ToString(),
            ["voices/id"] = (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).Id.ToString(),
            ["customers/id"] = customer.Id.ToString(),
            ["customers/source"] = "crm",
            ["id"] = "c-1",
            ["imports/id"] = import.Id.ToString(),
            ["views/id"] = view.Id.ToString(),
            ["boards/id"] = board.Id.ToString(),
        };
    }

    private static Answer OfMember(HouseRoute route, IReadOnlySet<Right> rights, bool seesAll) =>
        route.Right is { } right && (!rights.Contains(right) || (route.WholeReach && !seesAll)) ? Answer.Closed : Answer.Free;

    // What differs from what was expected. Acts on one's own account end sessions, so each of those is tried by a fresh visitor.
    private static async Task<List<string>> Try(
        World world, Func<Visitor> visit, string who, Func<HouseRoute, Answer> expected, Dictionary<string, string>? named = null, Func<HouseRoute, bool>? which = null)
    {
        var wrong = new List<string>();
        var visitor = visit();
        var values = named ?? new() { ["organisation"] = World.Cafe };
        foreach (var route in RouteTable.Of(world.Services).Where(route => (!route.IsPublic || route.IsGet) && which?.Invoke(route) != false))
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
