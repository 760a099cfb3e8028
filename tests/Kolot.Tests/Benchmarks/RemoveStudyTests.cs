using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

public sealed class RemoveStudyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_draft_is_removed_once_asked_with_all_that_was_written_in_it_and_its_links_open_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var renewed = await tamar.Post($"{Autumn}/shoppers/{await Shopper(world)}/link");
        var link = new Uri((await Visitor.Read(renewed)).GetElementById("made")!.GetAttribute("value")!).AbsolutePath;
        var design = await tamar.Page($"{Autumn}/design");
        var asked = design.QuerySelector("#removal details")!;
        Assert.Contains("3", asked.TextContent, StringComparison.Ordinal);
        Assert.False(asked.HasAttribute("open"));

        using var removed = await tamar.Post(design.QuerySelector("#removal form")!.GetAttribute("action")!.Split('#')[0]);

        Assert.Equal((HttpStatusCode.SeeOther, $"/{World.Cafe}/studies"), (removed.StatusCode, removed.Headers.Location!.OriginalString));
        Assert.Contains("המחקר נמחק", (await tamar.Page($"/{World.Cafe}/studies")).Body!.TextContent, StringComparison.Ordinal);
        using var nobody = world.Nobody();
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(link)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tamar.Get($"{Autumn}/design")).StatusCode);
        await using var store = await world.Store();
        Assert.Equal((0, 0, 0, 0, 0), (await store.Studies.CountAsync(Cancel), await store.StudyCompanies.CountAsync(Cancel), await store.StudyScenarios.CountAsync(Cancel), await store.StudyShoppers.CountAsync(Cancel), await store.StudyForms.CountAsync(Cancel)));
        Assert.Equal("autumn", (await store.LogLines.SingleAsync(line => line.Act == "study.removed", Cancel)).Subject);
    }

    [Theory, EveryStore]
    public async Task A_study_with_probes_stays_and_says_why_on_the_page_and_to_programs(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        using var key = await world.Key(Right.RunStudies);

        using var page = await tamar.Post($"{Autumn}/removal");
        using var program = await (await key.Client()).DeleteAsync($"/api/v1{Autumn}", Cancel);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (page.StatusCode, program.StatusCode));
        Assert.Contains("ולכן אינו נמחק", (await Visitor.Read(page)).QuerySelector("#removal [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("has_probes", await program.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null((await tamar.Page($"{Autumn}/design")).QuerySelector("#removal form"));
        await using var store = await world.Store();
        Assert.Equal((1, 3), (await store.Studies.CountAsync(Cancel), await store.StudyShoppers.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task Programs_remove_a_draft_once_and_others_studies_stay(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var other = await tamar.Post($"/{World.Cafe}/studies", ("name", "אחר"), ("code", "other"));
        using var key = await world.Key(Right.RunStudies);
        using var reads = await world.Key(Right.ReadScores);
        var client = await key.Client();

        using var forbidden = await (await reads.Client()).DeleteAsync($"/api/v1{Autumn}", Cancel);
        using var first = await client.DeleteAsync($"/api/v1{Autumn}", Cancel);
        using var second = await client.DeleteAsync($"/api/v1{Autumn}", Cancel);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NoContent, HttpStatusCode.NotFound), (forbidden.StatusCode, first.StatusCode, second.StatusCode));
        await using var store = await world.Store();
        Assert.Equal("other", (await store.Studies.SingleAsync(Cancel)).Code);
        Assert.Equal(3, await store.StudyScenarios.CountAsync(Cancel));
    }

    private static async Task<Guid> Shopper(World world)
    {
        await using var store = await world.Store();
        return await store.StudyShoppers.Where(one => one.Name == "מאיה").Select(one => one.Id).SingleAsync(Cancel);
    }
}
