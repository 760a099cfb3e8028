using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Outside.Webhooks;

namespace Kolot.Tests.Organisation.Webhooks;

/// <summary>Endpoints by page and by program.</summary>
public sealed class WebhookPagesTests
{
    private const string Path = $"/{World.Cafe}/settings/webhooks";

    [Theory, EveryStore]
    public async Task An_owner_adds_an_endpoint_sees_its_secret_once_tries_it_out_and_removes_it(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        using var tamar = ground.World.As(Cast.Tamar);
        Assert.NotNull((await tamar.Page(Path)).QuerySelector(".empty"));

        using var made = await tamar.Post(Path, ("name", "CRM"), ("address", ground.Receiver.Address), ("events", "voice.heard"), ("full", "false"));
        var secret = (await Visitor.Read(made)).QuerySelector("input[name=secret]")?.GetAttribute("value") ?? "";
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        var id = (await ground.TheEndpoint()).Id;
        Assert.DoesNotContain(secret, (await tamar.Page($"{Path}/{id}")).DocumentElement.OuterHtml, StringComparison.Ordinal);

        ground.Receiver.Says(500, "<b>no</b> such route");
        using var tried = await tamar.Post($"{Path}/{id}/test");
        Assert.Equal(HttpStatusCode.SeeOther, tried.StatusCode);
        var page = await tamar.Page(tried.Headers.Location?.OriginalString ?? "");
        Assert.Equal("<b>no</b> such route", page.QuerySelector("details pre")?.TextContent);
        Assert.True(Assert.Single(ground.Receiver.All).IsSignedBy(secret));
        // A test is sent once, and says nothing of how the endpoint stands.
        Assert.Equal(DeliveryState.Failed, Assert.Single(await ground.Deliveries()).State);
        Assert.Null((await ground.TheEndpoint()).FailingSince);

        using var removed = await tamar.Post($"{Path}/{id}/removal");
        Assert.Empty(await ground.Deliveries());
    }

    [Theory, EveryStore]
    public async Task What_is_wrong_is_said_at_its_field_with_all_that_was_typed_and_a_stale_change_shows_both_sides(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        using var tamar = ground.World.As(Cast.Tamar);

        using var wrong = await tamar.Post(Path, ("name", "CRM"), ("address", "crm.example.org"), ("full", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var page = await Visitor.Read(wrong);
        Assert.Equal(("CRM", "crm.example.org"), (page.QuerySelector("input[name=name]")?.GetAttribute("value"), page.QuerySelector("input[name=address]")?.GetAttribute("value")));
        Assert.Equal(2, page.QuerySelectorAll(".field .error").Length);

        await ground.Endpoint(["voice.heard"]);
        var id = (await ground.TheEndpoint()).Id;
        (string, string)[] form = [("name", "אחר"), ("address", ground.Receiver.Address), ("events", "voice.heard"), ("full", "false")];
        using var saved = await tamar.Post($"{Path}/{id}", [.. form, ("version", "0")]);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        using var stale = await tamar.Post($"{Path}/{id}", [("name", "שלישי"), .. form[1..], ("version", "0")]);

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("אחר", (await Visitor.Read(stale)).QuerySelector("[role=alert] table")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_stretch_of_time_is_sent_again_by_page_and_one_message_by_program(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["voice.heard"]);
        await ground.Hear("r-1");
        await ground.Hear("r-2");
        await ground.Deliver();
        var id = (await ground.TheEndpoint()).Id;
        using var tamar = ground.World.As(Cast.Tamar);

        using var none = await tamar.Post($"{Path}/{id}/deliveries", ("which", "failed"));
        await ground.Deliver();
        Assert.Equal(2, ground.Receiver.All.Count);
        using var all = await tamar.Post($"{Path}/{id}/deliveries", ("which", "all"), ("from", "2020-01-01T00:00"));
        await ground.Deliver();
        Assert.Equal(4, ground.Receiver.All.Count);
        using var key = await ground.World.Key(Right.SetWebhooks);
        var list = await key.Json($"{HookGround.Api}/{id}/deliveries?limit=1");
        var first = list.GetProperty("deliveries")[0].GetProperty("id").GetGuid();
        Assert.NotEqual(first, (await key.Json($"{HookGround.Api}/{id}/deliveries?cursor={list.GetProperty("next").GetString()}")).GetProperty("deliveries")[0].GetProperty("id").GetGuid());
        using var one = await key.PostJson($"{HookGround.Api}/{id}/deliveries/{first}/replay", new { });
        await ground.Deliver();

        Assert.Equal(5, ground.Receiver.All.Count);
        Assert.Equal(2, ground.Receiver.All.Select(message => message.Id).Distinct().Count());
        Assert.Contains("voice.heard", (await tamar.Page($"{Path}/{id}/deliveries")).QuerySelector("table")?.TextContent, StringComparison.Ordinal);
    }
}
