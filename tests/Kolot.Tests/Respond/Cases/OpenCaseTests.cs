using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Listen.Forgetting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Asked = Kolot.Tests.Listen.Answering.Asked;

namespace Kolot.Tests.Respond.Cases;

public sealed class OpenCaseTests
{
    private static readonly string Api = $"/api/v1/{World.Cafe}/cases";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_program_opens_a_case_of_a_voice_once_and_reads_what_happened(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Speak(world, new { source = "till", id = "v-1", channel = "call", kind = "praise", text = "תודה לדנה", unit = "haifa", customer = CaseWorld.Ruth });
        using var till = await world.Key(Right.ReadVoices, Right.EnterVoices);
        await using var store = await world.Store();
        var voice = await store.Voices.Select(row => row.Id).SingleAsync(Cancel);

        using var opened = await till.PostJson(Api, new { voice, note = "להעביר לצוות" });
        using var twice = await till.PostJson(Api, new { voice });
        using var nothing = await till.PostJson(Api, new { severity = 9 });
        using var unknown = await till.PostJson(Api, new { voice = Guid.CreateVersion7() });

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound], [opened.StatusCode, twice.StatusCode, nothing.StatusCode, unknown.StatusCode]);
        var one = await opened.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        Assert.Equal(("praise", 1, "תודה לדנה"), (one.GetProperty("kind").GetString(), one.GetProperty("number").GetInt32(), one.GetProperty("title").GetString()));
        Assert.Equal(["opened", "noted"], (await till.Json($"{Api}/1")).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal(await CaseWorld.IdOf(world, Cast.Dana), (await CaseWorld.Cases(world)).Single().OwnerId);
    }

    [Theory, EveryStore]
    public async Task Whoever_opens_a_case_is_told_why_not_and_of_others_that_are_open(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await using var store = await world.Store();
        var (voice, ruth, omer) = (await store.Voices.Select(row => row.Id).SingleAsync(Cancel), await store.Customers.Select(row => row.Id).SingleAsync(Cancel), await CaseWorld.IdOf(world, Cast.Omer));
        using var dana = world.As(Cast.Dana);
        using var known = await dana.Get($"/{World.Cafe}/cases/new?voice={voice}");
        Assert.EndsWith("/cases/1", Asked.Location(known), StringComparison.Ordinal);
        Assert.NotNull((await dana.Page($"/{World.Cafe}/cases/new?customer={ruth}")).QuerySelector(".note a[href$='/cases/1']"));

        var yafo = await world.Unit("yafo");
        await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, yafo).SetProperty(row => row.OwnerId, omer), Cancel);
        var taken = await dana.Page($"/{World.Cafe}/cases/new?voice={voice}");
        Assert.Equal(("כבר פתוח טיפול בקול הזה, מחוץ להיקף שלך", null), (taken.QuerySelector("[role=alert]")!.TextContent, taken.QuerySelector("form.caseopen")));
        using var refused = await dana.Post($"/{World.Cafe}/cases", ("voice", voice.ToString()));
        Assert.Equal((HttpStatusCode.Conflict, true), (refused.StatusCode, (await refused.Content.ReadAsStringAsync(Cancel)).Contains("role=\"alert\"", StringComparison.Ordinal)));
        var beyond = (await dana.Page($"/{World.Cafe}/cases/new?customer={ruth}")).QuerySelector(".note")!;
        Assert.Equal((1, null), (beyond.QuerySelectorAll("li").Length, beyond.QuerySelector("a")));
    }

    [Theory, EveryStore]
    public async Task A_case_is_opened_of_a_customer_who_is_named_and_by_whoever_takes_it_themselves(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await CaseWorld.Speak(world, new { source = "till", id = "v-9", channel = "call", kind = "praise", text = "תודה", unit = "haifa", customer = new { source = "crm", id = "c-9", name = "רות לביא" } });
        await using var store = await world.Store();
        var (dana, lavi) = (await CaseWorld.IdOf(world, Cast.Dana), await store.Customers.Where(row => row.SourceId == "c-9").Select(row => row.Id).SingleAsync(Cancel));
        using var agent = world.As(Cast.Dana);

        using var nobody = await agent.Post($"/{World.Cafe}/cases", ("title", "ביקשה שנחזור"), ("whose", "אין כזאת"), ("kind", "Request"));
        using var several = await agent.Post($"/{World.Cafe}/cases", ("title", "ביקשה שנחזור"), ("whose", "רות"), ("kind", "Request"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (nobody.StatusCode, several.StatusCode));
        Assert.Contains(lavi.ToString(), await several.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var opened = await agent.Post($"/{World.Cafe}/cases", ("title", "ביקשה שנחזור"), ("whose", "לביא"), ("kind", "Request"), ("owner", dana.ToString()));
        using var bare = await agent.Post($"/{World.Cafe}/cases", ("title", "מישהי בטלפון"), ("kind", "Request"), ("owner", dana.ToString()));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (opened.StatusCode, bare.StatusCode));
        var cases = await CaseWorld.Cases(world);
        Assert.Equal((lavi, dana), (cases[^2].CustomerId, cases[^2].OwnerId));
        Assert.Equal((dana, await world.Unit("haifa")), (cases[^1].OwnerId, cases[^1].UnitId));
        Assert.Contains("ביקשה שנחזור", (await agent.Page($"/{World.Cafe}/customers/{lavi}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Nobody_finds_a_case_of_another_branch_unless_it_is_theirs(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await using var store = await world.Store();
        async Task<int> Seen(Person person) => await store.CasesSeenBy(await CaseWorld.Of(world, person)).CountAsync(Cancel);

        int[] seen = [await Seen(Cast.Tamar), await Seen(Cast.Yoav), await Seen(Cast.Dana), await Seen(Cast.Omer), await Seen(Cast.Noa)];
        Assert.Equal([1, 1, 1, 0, 1], seen);
        var omer = await CaseWorld.IdOf(world, Cast.Omer);
        await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, omer), Cancel);
        Assert.Equal(1, await Seen(Cast.Omer));
        using var his = world.As(Cast.Omer);
        Assert.Equal(1, (await his.Json($"{Api}/1")).GetProperty("number").GetInt32());
        using var other = world.As(Cast.Lior);
        await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, (Guid?)null), Cancel);
        using var gone = await his.Get($"{Api}/1");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_case_goes_with_its_customer_stands_in_what_is_held_of_them_and_comes_back_from_a_backup_as_it_was(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Ruti.Speaks(world);
        await world.Settle();
        var (tamar, folder) = (Ruti.Owner(), Directory.CreateTempSubdirectory("kolot-cases-").FullName);
        var row = (await CaseWorld.Cases(world))[0];
        await using (var store = await world.Store())
        {
            await using var writing = await store.BeginWriting(Cancel);
            var steps = world.Services.GetRequiredService<CaseSteps>();
            var held = await store.Cases.SingleAsync(one => one.Id == row.Id, Cancel);
            foreach (var what in new[] { "answered", "closed_unconfirmed", "heard" }) await steps.Add(store, held, new() { Kind = what, At = world.Clock.Now, ByMember = tamar.Id, Text = $"zilpaword {what}" }, Cancel);
            await writing.Commit(Cancel);
        }

        using var owner = world.As(Cast.Tamar);
        var copy = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        await world.Services.GetRequiredService<RestoreBackup>().Run(copy, "cafe-copy", null, Cancel);
        await using (var restored = await world.Store("cafe-copy"))
        {
            var back = await restored.Cases.SingleAsync(one => one.Id == row.Id, Cancel);
            Assert.Equal((row.Version + 3, 1, row.Number), (back.Version, back.Reopened, back.Number));
            await restored.Cases.ExecuteDeleteAsync(Cancel);
        }

        var held2 = await world.Services.GetRequiredService<Kolot.Listen.Forgetting.WhatIsHeld>().Of(tamar, Ruti.Mail, Cancel);
        using var json = new MemoryStream();
        await world.Services.GetRequiredService<Kolot.Listen.Forgetting.ExportPerson>().WriteJson(json, tamar, held2!, Cancel);
        var told = JsonDocument.Parse(json.ToArray()).RootElement.GetProperty("cases")[0];
        Assert.Contains("zilpaword answered", told.GetProperty("words").EnumerateArray().Select(word => word.GetString()));
        await Ruti.IsErased(world);
        Assert.Empty(await Ruti.Traces(world, kind));
        Assert.DoesNotContain(await CaseWorld.Cases(world), one => one.Id == row.Id);
        Directory.Delete(folder, recursive: true);
    }
}
