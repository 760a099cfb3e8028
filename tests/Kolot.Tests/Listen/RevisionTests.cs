using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen;

public sealed class RevisionTests
{
    [Theory, EveryStore]
    public async Task What_is_beyond_ones_reach_is_not_changed_by_sending_it_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1041", channel = "survey", unit = "haifa", text = "חיכיתי שעה", kind = "complaint" });
        using var omer = world.As(Cast.Omer);
        using var dana = world.As(Cast.Dana);

        using var refused = await omer.PostJson(Said.Api, new object[]
        {
            new { source = "omer", id = "7", channel = "call", unit = "yafo", text = "שלי" },
            new { source = "pos", id = "1041", channel = "survey", text = "מצוין", customer = new { id = "c-9" } },
        });
        using var revised = await dana.PostJson(Said.Api, new { source = "pos", id = "1041", channel = "survey", unit = "haifa", text = "חיכיתי שעתיים" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var fault = (await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors")[0];
        Assert.Equal(("voices[1].id", "taken"), (fault.GetProperty("path").GetString(), fault.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Accepted, revised.StatusCode);
        await using var store = await world.Store();
        var kept = await store.Voices.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("חיכיתי שעתיים", await world.Unit("haifa")), (kept.Text, kept.UnitId));
        Assert.Equal(1, await store.VoiceRevisions.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await store.Customers.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task A_voice_sent_again_with_whose_it_is_stands_in_the_customers_timeline(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = "תודה" });
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = "תודה", customer = new { mail = "ruth@example.com" } });
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = "תודה רבה" });

        await using var store = await world.Store();
        var customer = await store.Customers.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(customer.Id, (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).CustomerId);
    }

    [Theory, EveryStore]
    public async Task The_same_score_sent_in_another_language_is_no_revision(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);
        var voice = new { source = "pos", id = "1", channel = "survey", score = new { value = 8.5 } };

        using (await pos.PostJson(Said.Api + "?lang=he", voice))
        using (await pos.PostJson(Said.Api + "?lang=ru", voice))
        {
        }

        await using var store = await world.Store();
        Assert.False(await store.VoiceRevisions.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task Two_nodes_that_revise_one_voice_at_once_keep_both_contents(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using var node = world.Beside();
        await world.Hear([.. Enumerable.Range(0, 20).Select(number => new { source = "pos", id = $"{number}", channel = "survey", text = "ראשון" })]);
        object[] Saying(string text) => [.. Enumerable.Range(0, 20).Select(number => new { source = "pos", id = $"{number}", channel = "survey", text })];

        for (var round = 0; round < 5; round++)
            await Task.WhenAll(world.Hear(Saying($"כאן {round}")), node.Hear(Saying($"שם {round}")));

        await using var store = await world.Store();
        var contents = await store.VoiceRevisions.Select(revision => new { revision.VoiceId, revision.Version, revision.Content }).ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(20 * 10, contents.Length);
        Assert.Equal(20 * 10, contents.DistinctBy(revision => (revision.VoiceId, revision.Version)).Count());
        Assert.All(contents.GroupBy(revision => revision.VoiceId), voice => Assert.Equal(10, voice.Select(revision => revision.Content).Distinct().Count()));
    }

    [Theory, EveryStore]
    public async Task A_customer_met_on_two_nodes_at_once_is_one_customer(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using var node = world.Beside();

        for (var round = 0; round < 10; round++)
        {
            object[] Of(string from) => [.. Enumerable.Range(0, 30).SelectMany(number => new object[]
            {
                new { source = from, id = $"{round}-{number}-a", channel = "survey", text = "א", customer = new { mail = $"m{round}-{number}@example.com" } },
                new { source = from, id = $"{round}-{number}-b", channel = "survey", text = "ב", customer = new { source = "crm", id = $"c{round}-{number}", mail = $"n{round}-{number}@example.com" } },
                new { source = from, id = $"{round}-{number}-c", channel = "survey", text = "ג", customer = new { mail = $"n{round}-{number}@example.com" } },
            })];
            await Task.WhenAll(world.Hear(Of("here")), node.Hear([.. Of("there").Reverse()]));
        }

        await using var store = await world.Store();
        var customers = await store.Customers.Select(customer => customer.Id).ToArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(600, customers.Length);
        Assert.Equal(600, await store.Identities.CountAsync(TestContext.Current.CancellationToken));
        Assert.Equal(customers.Order(), (await store.Voices.Select(voice => voice.CustomerId).Distinct().ToArrayAsync(TestContext.Current.CancellationToken)).OfType<Guid>().Order());
        Assert.Equal(300, await store.Voices.GroupBy(voice => voice.CustomerId).CountAsync(whose => whose.Count() == 4, TestContext.Current.CancellationToken));
        Assert.Equal(300, await store.Voices.GroupBy(voice => voice.CustomerId).CountAsync(whose => whose.Count() == 2, TestContext.Current.CancellationToken));
    }
}
