using System.Net;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Privacy;

public sealed class HeldTests
{
    [Theory, EveryStore]
    public async Task The_description_says_how_much_for_how_long_and_who_comes_to_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = "תודה", customer = new { mail = "ruth@example.org" } });
        await using (var store = await world.Store())
        {
            store.RetentionRules.Add(new() { Kind = "voice-words", Months = 36, SetAt = world.Clock.Now });
            (await store.Members.SingleAsync(member => member.Mail == Cast.Omer.Mail, TestContext.Current.CancellationToken)).LeftAt = world.Clock.Now;
            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var tamar = world.As(Cast.Tamar);
        using var ron = world.As(Cast.Ron);
        var page = (await tamar.Page("/cafe-tamar/settings/held")).QuerySelector("main")?.TextContent;
        var json = await tamar.Json("/cafe-tamar/settings/held.json");
        using var closed = await ron.Get("/cafe-tamar/settings/held");

        Assert.Contains("36 חודשים", page);
        Assert.Contains(Cast.Dana.Name, page);
        Assert.Contains(kind == StoreKind.Sqlite ? "בקובצי מסד נתונים" : "PostgreSQL", page);
        Assert.Equal((1, 1), (json.GetProperty("counts").GetProperty("customers").GetInt32(), json.GetProperty("counts").GetProperty("voices").GetInt32()));
        Assert.Equal("words", json.GetProperty("areas")[0].GetProperty("tables").GetProperty("voices").GetProperty("text").GetString());
        Assert.Equal(1, json.GetProperty("members").EnumerateArray().Count(member => member.GetProperty("left").ValueKind != System.Text.Json.JsonValueKind.Null));
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }
}
