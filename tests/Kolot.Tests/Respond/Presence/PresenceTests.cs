using System.Net;
using System.Text;
using Kolot.Respond.Presence;
using Kolot.Store;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Presence;

public sealed class PresenceTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Who_looks_and_who_writes_is_seen_by_colleagues_for_some_seconds_and_kept_for_no_longer(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        world.Clock.Stand();
        using var dana = world.As(Cast.Dana);
        using var yoav = world.As(Cast.Yoav);
        using var omer = world.As(Cast.Omer);
        using var noa = world.As(Cast.Noa);

        var alone = await Say(dana, "writes");
        Assert.Equal((HttpStatusCode.OK, ""), (alone.Status, alone.Text));
        Assert.Contains(Cast.Dana.Name, (await yoav.Page(Case)).QuerySelector("[data-presence] .writes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(Cast.Dana.Name, (await yoav.Page($"/{World.Cafe}/cases?view=open")).QuerySelector(".presentfaces .writes")!.GetAttribute("aria-label")!, StringComparison.Ordinal);
        Assert.Empty((await dana.Page(Case)).QuerySelectorAll(".presentnow"));
        Assert.Equal(HttpStatusCode.NotFound, (await Say(omer, "writes")).Status);
        // Whoever may only read writes no answer, whatever is sent.
        await Say(noa, "writes");

        var two = await Say(yoav, "looks");
        Assert.Contains(Cast.Dana.Name, two.Text, StringComparison.Ordinal);
        Assert.Single((await tamarSees(world)).QuerySelectorAll(".presentnow.writes"));
        Assert.Equal(3, (await tamarSees(world)).QuerySelectorAll(".presentnow").Length);
        await Say(dana, "leaves");
        Assert.DoesNotContain(Cast.Dana.Name, (await tamarSees(world)).QuerySelector("[data-presence]")!.TextContent, StringComparison.Ordinal);

        world.Clock.Advance(BePresent.Lasts);
        Assert.Empty((await tamarSees(world)).QuerySelectorAll(".presentnow"));
        await using var store = await world.Store();
        Assert.Equal(2, await store.CasePresences.CountAsync(Cancel));
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await world.Round();
        Assert.Equal((0, 0), (await store.CasePresences.CountAsync(Cancel), await store.Errands.CountAsync(errand => errand.Kind == SweepPresence.Errand, Cancel)));

        static async Task<AngleSharp.Dom.IDocument> tamarSees(World world)
        {
            using var tamar = world.As(Cast.Tamar);
            return await tamar.Page(Case);
        }
    }

    private static async Task<(HttpStatusCode Status, string Text)> Say(Visitor who, string at)
    {
        using var body = new StringContent(at, Encoding.UTF8, "text/plain");
        using var answer = await (await who.Client()).PostAsync($"{Case}/presence", body, Cancel);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(Cancel)).Trim());
    }
}
