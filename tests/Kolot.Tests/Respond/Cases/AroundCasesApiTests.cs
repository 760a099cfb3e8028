using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Restatements;
using Kolot.Respond.Restatements;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class AroundCasesApiTests
{
    private const string Case = $"/api/v1/{World.Cafe}/cases/1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_program_promises_keeps_breaks_and_moves_and_what_is_sent_twice_is_done_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Matters.Open(world);
        using var key = await world.Key(Right.ReadVoices, Right.EnterVoices);
        var (first, second, due) = (Guid.CreateVersion7(), Guid.CreateVersion7(), world.Clock.Now.AddDays(2));
        foreach (var id in new[] { first, first, second })
        {
            using var made = await key.PostJson($"{Case}/commitments", new { id, text = "נחזור אליך", dueAt = due });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using var nameless = await key.PostJson($"{Case}/commitments", new { text = "נחזור אליך", dueAt = due });
        using var past = await key.PostJson($"{Case}/commitments", new { id = Guid.CreateVersion7(), text = "נחזור אליך", dueAt = world.Clock.Now.AddDays(-1) });
        Assert.Equal(("id", "dueAt"), (await Fault(nameless), await Fault(past)));

        using var unexplained = await Note(key, first, new { outcome = "broken" });
        using var wordless = await Note(key, first, new { outcome = "renegotiated", dueAt = due.AddDays(1) });
        using var unknown = await Note(key, first, new { outcome = "late" });
        Assert.Equal(("note", "note", "outcome"), (await Fault(unexplained), await Fault(wordless), await Fault(unknown)));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var moved = await Note(key, first, new { outcome = "renegotiated", dueAt = due.AddDays(1), note = "מחר נוח לי יותר" });
            using var broken = await Note(key, second, new { outcome = "broken", note = "נשכח" });
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (moved.StatusCode, broken.StatusCode));
        }

        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var kept = await Note(key, first, new { outcome = "kept" });
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        }

        using var too = await Note(key, second, new { outcome = "kept" });
        using var elsewhere = await key.PostJson($"/api/v1/{World.Cafe}/cases/1/commitments/{Guid.CreateVersion7()}/outcome", new { outcome = "kept" });
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (too.StatusCode, elsewhere.StatusCode));
        var all = (await key.Json($"{Case}/commitments")).GetProperty("commitments").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetGuid());
        Assert.Equal((2, "kept", "broken"), (all.Count, all[first].GetProperty("state").GetString(), all[second].GetProperty("state").GetString()));
        Assert.Equal(["renegotiated", "kept"], all[first].GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("kind").GetString()));
    }

    [Theory, EveryStore]
    public async Task A_program_gives_in_a_members_name_within_their_limits_and_takes_back_what_it_gave(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Matters.Open(world);
        await using (var store = await world.Store())
        {
            store.Allowances.Add(new() { Role = Role.Agent, Incident = 10_000, Month = 20_000 });
            await store.SaveChangesAsync(Cancel);
        }

        using var key = await world.Key(Right.ReadVoices, Right.EnterVoices);
        var (dana, omer, id) = (await CaseWorld.IdOf(world, Cast.Dana), await CaseWorld.IdOf(world, Cast.Omer), Guid.CreateVersion7());
        using var nobody = await Give(key, new { id, kind = "gesture", amount = 5000 });
        using var blind = await Give(key, new { id, member = omer, kind = "gesture", amount = 5000 });
        using var much = await Give(key, new { id, member = dana, kind = "gesture", amount = 10_001 });
        Assert.Equal(("member", "member", "amount"), (await Fault(nobody), await Fault(blind), await Fault(much)));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var given = await Give(key, new { id, member = dana, kind = "compensation", amount = 5000, what = "פרחים" });
            Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        }

        using var other = await world.Key(Right.ReadVoices, Right.EnterVoices);
        using var foreign = await other.PostJson($"{Case}/allowance/{id}/reversal", new { });
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var back = await key.PostJson($"{Case}/allowance/{id}/reversal", new { });
            Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        }

        var told = await key.Json($"{Case}/allowance");
        Assert.Equal(("ILS", 0, 2), (told.GetProperty("currency").GetString(), told.GetProperty("sum").GetInt64(), told.GetProperty("entries").GetArrayLength()));
        Assert.All(told.GetProperty("entries").EnumerateArray(), entry => Assert.Equal(dana, entry.GetProperty("member").GetGuid()));
    }

    [Fact]
    public async Task A_program_reads_clocks_and_restatements_and_makes_right_within_its_rights_and_reach()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var row = await Matters.Open(world, CaseKind.Recovery);
        await world.Services.GetRequiredService<Restate>().Run(await Matters.Who(world, Cast.Dana), row.Number, new(Guid.CreateVersion7(), "חויבת פעמיים", RestatementWay.Call, null), Cancel);
        using var key = await world.Key(Right.ReadVoices, Right.EnterVoices);
        var id = Guid.CreateVersion7();
        using var silent = await key.PostJson($"{Case}/recovery", new { id, part = "fixed", told = "החיוב השני בוטל" });
        Assert.Equal("evidence", await Fault(silent));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var made = await key.PostJson($"{Case}/recovery", new { id, part = "fixed", told = "החיוב השני בוטל", evidence = "זיכוי 88" });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        var recovery = await key.Json($"{Case}/recovery");
        Assert.Equal(["admitted", "compensated", "explained"], recovery.GetProperty("lacks").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(1, recovery.GetProperty("steps").GetArrayLength());
        Assert.Equal("confirmed", (await key.Json($"{Case}/restatements")).GetProperty("stands").GetString());
        var clock = (await key.Json($"{Case}/clocks")).GetProperty("clocks").EnumerateArray().First();
        Assert.Equal("runs", clock.GetProperty("state").GetString());
        Assert.True(clock.GetProperty("minutes").GetDouble() <= clock.GetProperty("givenMinutes").GetInt32());

        using var reads = await world.Key(Right.ReadVoices);
        using var refused = await reads.PostJson($"{Case}/recovery", new { id = Guid.CreateVersion7(), part = "fixed", told = "x", evidence = "y" });
        using var words = await key.PostJson($"{Case}/recovery", "no object");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity), (refused.StatusCode, words.StatusCode));
        foreach (var what in new[] { "clocks", "commitments", "recovery", "allowance", "restatements" })
        {
            using var none = await key.Get($"/api/v1/{World.Cafe}/cases/999/{what}");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    private static Task<HttpResponseMessage> Note(Visitor key, Guid id, object body) => key.PostJson($"{Case}/commitments/{id}/outcome", body);

    private static Task<HttpResponseMessage> Give(Visitor key, object body) => key.PostJson($"{Case}/allowance", body);

    private static async Task<string?> Fault(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("errors")[0].GetProperty("path").GetString();
    }
}
