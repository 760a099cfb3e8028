using System.Net.Http.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Running;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("0", null, false)]
    [InlineData("1", "203.0.113.7", true)]
    public async Task A_proxys_word_on_who_asks_and_how_is_believed_only_where_one_is_said_to_stand(string hops, string? from, bool secure)
    {
        await using var world = await World.Empty(StoreKind.Sqlite, new Dictionary<string, string> { ["ProxyHops"] = hops });
        await world.Found(World.Cafe, Cast.Tamar);
        using var pos = await world.Key(Right.ChangeCustomers);
        var client = await pos.Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1, 203.0.113.7");
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var door = await pos.Get("/sign-in");
        using (await client.PutAsJsonAsync("/api/v1/cafe-tamar/customers/crm/1", new { name = "רות" }, TestContext.Current.CancellationToken))
        {
        }

        Assert.Equal(secure, door.Headers.GetValues("Set-Cookie").Any(cookie => cookie.Contains("secure", StringComparison.OrdinalIgnoreCase)));
        await using var store = await world.Store();
        Assert.Equal(from, (await store.LogLines.SingleAsync(line => line.Act == "customer.added", TestContext.Current.CancellationToken)).From);
    }
}
