using System.Net;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Inviting;

/// <summary>The way of somebody who writes their first campaign, from a survey to its start.</summary>
public sealed class WritingCampaignTests
{
    private const string All = $"/{World.Cafe}/campaigns";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_writes_a_campaign_is_led_over_its_words_and_a_trial_to_its_start(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        using var tamar = world.As(Cast.Tamar);

        // From the survey the survey is chosen, and the campaign has a name already.
        var lead = (await tamar.Page($"/{World.Cafe}/surveys/visit/messages")).QuerySelector("main a[href*='campaigns/new']")!.GetAttribute("href")!;
        var first = await tamar.Page(lead);
        Assert.Equal(("visit", "visit"), (first.QuerySelector("#f-name")!.GetAttribute("value"), first.QuerySelector("option[selected]")!.GetAttribute("value")));
        using var what = await tamar.Post(All, ("name", "אחרי ביקור"), ("survey", "visit"), ("purpose", "feedback"), ("priority", "usual"));
        var one = Asked.Location(what).Replace("/draft/who", "", StringComparison.Ordinal);
        Assert.Equal($"{one}/draft/when", await Step(tamar, $"{one}/draft/who", "1", ("occasion", "once"), ("unit", "")));
        Assert.Equal($"{one}/draft/how", await Step(tamar, $"{one}/draft/when", "2", ("sample", "100"), ("patience", "7"), ("answered", "90"), ("ends", "")));
        Assert.Equal($"{one}/messages", await Step(tamar, $"{one}/draft/how", "3", ("ways", "mail"), ("first", "mail"), ("reminders", "0"), ("gap", "3"), ("open", "30")));

        // The words are good as they are in Hebrew, and are changed in English.
        var words = await tamar.Page($"{one}/messages");
        Assert.Equal("step", words.QuerySelector(".steps li:nth-child(5)")!.GetAttribute("aria-current"));
        Assert.Empty(words.QuerySelectorAll("a[href*='way=sms']"));
        Assert.Equal($"{one}/messages?way=mail&in=en", await Step(tamar, $"{one}/messages?way=mail&in=he", null, ("subject", Value(words, "#f-subject")), ("text", words.QuerySelector("#f-text")!.TextContent.ReplaceLineEndings("\r\n")), ("number", "0"), ("next", "1")));
        Assert.Equal(one, await Step(tamar, $"{one}/messages?way=mail&in=en", null, ("subject", "How was it?"), ("text", "Only today: 20% off!\n\n{link}"), ("number", "0"), ("done", "1")));
        await using (var store = await world.Store()) Assert.Equal(["en"], await store.MessageTexts.Select(text => text.Language).ToListAsync(Cancel));

        // The summary warns of what reads as advertising and of what is missing, and sends each of the words to whoever wrote them.
        var summary = await tamar.Page(one);
        Assert.Contains("20% off", summary.QuerySelector("#words .note")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(summary.QuerySelector("main a[href$='settings/mail']"));
        Assert.Equal(4, summary.QuerySelectorAll("#words li").Length);
        await Campaigns.MailBy(world, server);
        Assert.Null((await tamar.Page(one)).QuerySelector("main a[href$='settings/mail']"));
        using var tried = await tamar.Post($"{one}/messages/trial");
        Assert.Equal(HttpStatusCode.SeeOther, tried.StatusCode);
        Assert.Equal(4, server.Mails.Count(mail => mail.Contains("To: tamar@cafe.example", StringComparison.Ordinal)));
        using var started = await tamar.Post($"{one}/start");
        await using var after = await world.Store();
        Assert.Equal(CampaignState.Running, await after.Campaigns.Select(campaign => campaign.State).SingleAsync(Cancel));
    }

    private static string Value(AngleSharp.Dom.IDocument page, string field) => page.QuerySelector(field)!.GetAttribute("value") ?? "";

    private static async Task<string> Step(Visitor tamar, string path, string? version, params (string, string)[] fields)
    {
        using var sent = await tamar.Post(path, version is null ? fields : [.. fields, ("version", version)]);
        return Asked.Location(sent);
    }
}
