using System.Net;
using AngleSharp.Dom;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation;

/// <summary>A form that a colleague's change has overtaken, and that is wrong besides: mending the mistake must not overwrite the colleague.</summary>
public sealed class StaleFormsTests
{
    [Theory, EveryStore]
    public async Task A_form_of_a_unit(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Overtaken(world, $"/cafe-tamar/settings/units/{await world.Unit("haifa")}", name => [("name", name)], "");
    }

    [Theory, EveryStore]
    public async Task The_form_of_the_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Overtaken(world, "/cafe-tamar/settings/profile", name => [("name", name), ("language", "he"), ("timeZone", "Asia/Jerusalem"), ("colour", "#204060")], "");
    }

    [Theory, EveryStore]
    public async Task A_form_of_a_member(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using var store = await world.Store();
        var noa = (await store.Members.SingleAsync(member => member.Mail == Cast.Noa.Mail, TestContext.Current.CancellationToken)).Id;
        await Overtaken(world, $"/cafe-tamar/settings/members/{noa}", role => [("role", role), ("reach", "All"), ("unit", "")], "nobody", "Analyst", "Finance");
    }

    [Theory, EveryStore]
    public async Task A_form_of_a_customer(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = "א", customer = new { id = "c-1", name = "רות" } });
        await using var store = await world.Store();
        var id = (await store.Customers.SingleAsync(TestContext.Current.CancellationToken)).Id;
        await Overtaken(
            world, $"/cafe-tamar/customers/{id}", name => [("name", name), ("unit", ""), ("since", "")], new string('א', 201), "רות כהן", "רות לוי", "/edit");
    }

    private static async Task Overtaken(
        World world, string path, Func<string, (string, string)[]> form, string wrong, string theirs = "שם אחד", string ours = "שם אחר", string edit = "")
    {
        using var tamar = world.As(Cast.Tamar);
        var begun = Version(await tamar.Page(path + edit));
        using (var first = await tamar.Post(path, [.. form(theirs), ("version", begun)])) Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var mistaken = await tamar.Post(path, [.. form(wrong), ("version", begun)]);
        var back = await Visitor.Read(mistaken);
        using var mended = await tamar.Post(path, [.. form(ours), ("version", Version(back))]);
        var both = await Visitor.Read(mended);
        using var knowing = await tamar.Post(path, [.. form(ours), ("version", Version(both))]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, begun), (mistaken.StatusCode, Version(back)));
        Assert.Equal(HttpStatusCode.Conflict, mended.StatusCode);
        Assert.NotNull(both.QuerySelector("main table"));
        Assert.Equal(HttpStatusCode.SeeOther, knowing.StatusCode);
    }

    private static string Version(IDocument page) => page.QuerySelector("main input[name=version]")?.GetAttribute("value") ?? "";
}
