using System.Net;
using System.Net.Http.Json;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.People;

public sealed class LogTests
{
    [Theory, EveryStore]
    public async Task The_log_can_only_be_added_to(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using var store = await world.Store();

        await Assert.ThrowsAnyAsync<Exception>(() => store.LogLines.ExecuteDeleteAsync());
        await Assert.ThrowsAnyAsync<Exception>(() => store.LogLines.ExecuteUpdateAsync(set => set.SetProperty(line => line.ByName, "אף אחד")));

        Assert.Equal("תמר אלון", (await store.LogLines.SingleAsync()).ByName);
    }

    [Theory, EveryStore]
    public async Task The_log_is_searched_by_who_what_to_what_and_when(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post("/cafe-tamar/settings/keys", ("name", "הקופה"), ("scopes", "ReadVoices"));
        var today = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(world.Clock.Now, "Asia/Jerusalem");

        Assert.Equal(2, await Lines("who=תמר"));
        Assert.Equal(0, await Lines("who=דנה"));
        Assert.Equal(1, await Lines("act=key"));
        Assert.Equal(1, await Lines("subject=cafe-tamar"));
        Assert.Equal(2, await Lines($"since={today:yyyy-MM-dd}&until={today:yyyy-MM-dd}"));
        Assert.Equal(0, await Lines($"until={today.AddDays(-1):yyyy-MM-dd}"));

        async Task<int> Lines(string query) => (await tamar.Page("/cafe-tamar/settings/log?" + query)).QuerySelectorAll("tbody tr").Length;
    }

    [Theory, EveryStore]
    public async Task The_log_calls_members_by_their_names_and_says_which_fields_of_a_customer_changed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var changed = await tamar.Post(await MembersTests.PathOf(world, Cast.Dana), ("role", "Analyst"), ("reach", "All"), ("unit", ""), ("version", "0"));
        using var crm = await world.Key(Kolot.Core.Organisation.Right.ChangeCustomers);
        var client = await crm.Client();
        foreach (var body in new object[]
        {
            new { name = "רות כהן", attributes = new { plan = "זהב" } },
            new { name = "רות לוי", attributes = new { plan = "כסף" }, identities = new { mail = "ruth@example.com" } },
        })
            using (var kept = await client.PutAsJsonAsync("/api/v1/cafe-tamar/customers/crm/c-1", body)) Assert.True(kept.IsSuccessStatusCode);

        Assert.Equal("דנה לוי", (await tamar.Page("/cafe-tamar/settings/log?act=member.changed")).QuerySelector("tbody tr td:nth-child(4)")?.TextContent.Trim());
        await using var store = await world.Store();
        Assert.Equal("""{"fields":["name","attributes.plan","identities.mail"]}""", (await store.LogLines.SingleAsync(line => line.Act == "customer.changed")).Detail);
    }

    [Theory, EveryStore]
    public async Task A_long_log_is_read_page_by_page_without_gaps(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            store.LogLines.AddRange(Enumerable.Range(0, 120).Select(number =>
                new Kolot.Core.Organisation.LogLine { At = world.Clock.Now, ByName = "דנה", Act = "customer.read", Subject = $"c{number}" }));
            await store.SaveChangesAsync();
        }

        using var tamar = world.As(Cast.Tamar);
        var seen = new List<string>();
        for (var path = "/cafe-tamar/settings/log?act=customer.read"; path is not null;)
        {
            var page = await tamar.Page(path);
            seen.AddRange(page.QuerySelectorAll("tbody tr td:nth-child(4)").Select(cell => cell.TextContent.Trim()));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal(Enumerable.Range(0, 120).Reverse().Select(number => $"c{number}"), seen);
    }

    [Theory, EveryStore]
    public async Task The_log_leaves_as_a_file_that_no_spreadsheet_runs(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            store.LogLines.Add(new() { At = world.Clock.Now, ByName = "=HYPERLINK(\"http://x\")", Act = "member.changed" });
            await store.SaveChangesAsync();
        }

        using var tamar = world.As(Cast.Tamar);
        using var answer = await tamar.Get("/cafe-tamar/settings/log.csv?act=member");
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"'=HYPERLINK(", lines[1], StringComparison.Ordinal);
    }
}
