using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Respond.Cases;

public sealed class ClosureApiTests
{
    private const string Closure = $"/api/v1/{World.Cafe}/cases/1/closure";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_program_closes_a_case_as_a_member_does_and_sent_twice_it_is_closed_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Matters.Open(world);
        using var key = await world.Key(Right.ReadVoices, Right.EnterVoices);
        var id = Guid.CreateVersion7();
        foreach (var (body, field) in new (object, string)[]
        {
            (new { confirmed = true }, "id"), (new { id }, "confirmed"), (new { id, confirmed = false }, "text"), (new { id, confirmed = true, minutes = 10_001 }, "minutes"), (new { id, confirmed = true, minutes = -1 }, "minutes"),
        })
        {
            using var refused = await key.PostJson(Closure, body);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, field), (refused.StatusCode, JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("errors")[0].GetProperty("path").GetString()));
        }

        using var stale = await key.PostJson(Closure, new { id, confirmed = true, version = 0 });
        using var none = await key.PostJson($"/api/v1/{World.Cafe}/cases/99/closure", new { id, confirmed = true });
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (stale.StatusCode, none.StatusCode));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var closed = await key.PostJson(Closure, new { id, confirmed = true, text = "אמרה בטלפון", minutes = 30, version = 1 });
            Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
            var told = JsonDocument.Parse(await closed.Content.ReadAsStringAsync(Cancel)).RootElement;
            Assert.Equal(("closed", true, 2), (told.GetProperty("state").GetString(), told.GetProperty("confirmed").GetBoolean(), told.GetProperty("steps").GetArrayLength()));
        }

        using var again = await key.PostJson(Closure, new { id = Guid.CreateVersion7(), confirmed = false, text = "כבר סגור" });
        using var reads = await world.Key(Right.ReadVoices);
        using var forbidden = await reads.PostJson(Closure, new { id, confirmed = true });
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Forbidden), (again.StatusCode, forbidden.StatusCode));
        await using var store = await world.Store();
        Assert.Equal((true, 30), await store.CaseOutcomes.Select(one => new ValueTuple<bool, int>(one.Confirmed!.Value, one.OwnMinutes!.Value)).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_program_closes_without_the_customers_word_with_a_reason_and_never_what_was_written_to_the_top(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (_, top) = (await Matters.Open(world), await Matters.Open(world, title: "מכתב למנכ\"לית"));
        await using var store = await world.Store();
        store.TopLineCases.Add(new() { CaseId = top.Id });
        await store.SaveChangesAsync(Cancel);
        using var key = await world.Key(Right.ReadVoices, Right.EnterVoices);

        using var closed = await key.PostJson(Closure, new { id = Guid.CreateVersion7(), confirmed = false, text = "הלקוח לא ענה שלוש פעמים" });
        using var refused = await key.PostJson($"/api/v1/{World.Cafe}/cases/{top.Number}/closure", new { id = Guid.CreateVersion7(), confirmed = false, text = "די" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (closed.StatusCode, refused.StatusCode));
        Assert.False(await store.CaseOutcomes.Select(one => one.Confirmed!.Value).SingleAsync(Cancel));
    }
}
