using System.Net;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Timeline;

public sealed class ShowCustomerTests
{
    [Theory, EveryStore]
    public async Task One_timeline_holds_all_that_a_customer_said_on_every_channel_newest_first(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var ruth = new { id = "c-1", name = "רות אברהם", mail = "ruth@example.com" };
        await world.Hear(
            new { source = "pos", id = "1", channel = "call", unit = "haifa", text = "קול ראשון", heardAt = "2026-01-05T10:00:00Z", customer = ruth },
            new { source = "site", id = "2", channel = "review", unit = "yafo", text = "קול שלישי", heardAt = "2026-03-05T10:00:00Z", customer = (object)new { mail = "Ruth@example.com" } },
            new { source = "pos", id = "3", channel = "survey", unit = "haifa", text = "קול שני", heardAt = "2026-02-05T10:00:00Z", customer = ruth },
            new { source = "pos", id = "4", channel = "survey", text = "של מישהו אחר", heardAt = "2026-02-05T10:00:00Z", customer = (object)new { id = "c-2" } });
        await using var store = await world.Store();
        var id = (await store.Customers.SingleAsync(customer => customer.SourceId == "c-1", TestContext.Current.CancellationToken)).Id;
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);

        var all = await tamar.Page($"/cafe-tamar/customers/{id}");
        var within = await dana.Page($"/cafe-tamar/customers/{id}");

        Assert.Equal(["קול שלישי", "קול שני", "קול ראשון"], all.QuerySelectorAll("article.voice .said").Select(said => said.TextContent.Trim()));
        Assert.Equal(["קול שני", "קול ראשון"], within.QuerySelectorAll("article.voice .said").Select(said => said.TextContent.Trim()));
        Assert.Equal(2, await store.LogLines.CountAsync(line => line.Act == "customer.read" && line.Subject == id.ToString(), TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task A_customer_of_another_branch_is_not_there_at_all(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1", channel = "call", unit = "yafo", text = "שלום", customer = new { id = "c-1", name = "רות" } });
        await using var store = await world.Store();
        var id = (await store.Customers.SingleAsync(TestContext.Current.CancellationToken)).Id;
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Get($"/cafe-tamar/customers/{id}");
        var list = await dana.Page("/cafe-tamar/customers");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("רות", list.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        Assert.False(await store.LogLines.AnyAsync(line => line.Act == "customer.read", TestContext.Current.CancellationToken));
    }
}
