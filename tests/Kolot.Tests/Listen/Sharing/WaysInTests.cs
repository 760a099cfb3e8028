using System.IO.Compression;
using System.Net;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Sharing;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Sharing;

public sealed class WaysInTests
{
    private const string Settings = $"/{World.Cafe}/settings/ways";
    private const string Shop = "https://shop.example";

    [Theory, EveryStore]
    public async Task The_feedback_page_is_there_from_the_first_day_and_becomes_whichever_survey_is_chosen(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var guest = world.Nobody();
        var page = await guest.Page($"/{World.Cafe}/feedback");

        using var sent = await Asked.Send(guest, Asked.Form(page, ("kind", "complaint"), ("comment", "אין חניה"), ("contact.mail", "dana@example.com")));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await guest.Page(Asked.Location(sent));
        await using (var store = await world.Store())
        {
            var voice = await store.Voices.SingleAsync();
            Assert.Equal((VoiceKind.Complaint, "אין חניה", "survey:feedback", true), (voice.Kind, voice.Text, voice.Source, voice.CustomerId is not null));
            Assert.Equal("feedback", (await store.SurveyResponses.SingleAsync()).Way);
        }

        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        await Set(tamar, "", "visit");
        Assert.NotNull((await world.Nobody().Page($"/{World.Cafe}/feedback")).QuerySelector("input[name=score]"));
    }

    [Theory, EveryStore]
    public async Task A_survey_stands_on_listed_sites_alone_and_each_page_of_it_does(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        await Set(tamar, $"{Shop}/basket\nhttp://localhost:3000");
        using var guest = world.Nobody();

        foreach (var (site, ancestors) in new[] { (Shop, Shop), ("https://evil.example", "'none'"), ($"{Shop};script-src *", "'none'"), ("", "'none'") })
        {
            using var answer = await guest.Get($"/{World.Cafe}/s/visit?frame={Uri.EscapeDataString(site)}");
            Assert.EndsWith($"frame-ancestors {ancestors}", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        var page = await guest.Page($"/{World.Cafe}/s/visit?way=site&frame={Uri.EscapeDataString(Shop)}");
        Assert.Equal((Shop, "framed"), (page.DocumentElement.GetAttribute("data-tell"), page.DocumentElement.ClassName));
        Assert.Contains("frame=https%3A%2F%2Fshop.example", page.QuerySelector("header button[lang=en]")!.GetAttribute("formaction"), StringComparison.Ordinal);
        using var sent = await Asked.Send(guest, Asked.Form(page, ("score", "5")));
        var thanks = await guest.Page(Asked.Location(sent));
        Assert.Equal((Shop, ""), (thanks.DocumentElement.GetAttribute("data-tell"), thanks.DocumentElement.GetAttribute("data-done")));
        await using var store = await world.Store();
        Assert.Equal("site", (await store.SurveyResponses.SingleAsync()).Way);
    }

    [Theory, EveryStore]
    public async Task Who_answers_on_a_site_is_who_its_server_signed_and_nobody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"{Settings}/secret");
        var secret = (await Visitor.Read(made)).QuerySelector("#secret")!.GetAttribute("value")!;
        var (soon, over) = (world.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), world.Clock.GetUtcNow().AddMinutes(-1).ToUnixTimeSeconds());
        var signed = SiteSignature.Of(secret, "crm", "7733", soon);
        // Who it is, somebody else by the same signature, and what was true until a minute ago.
        foreach (var (who, until, signature) in new[] { ("crm:7733", soon, signed), ("crm:7734", soon, signed), ("crm:7733", over, SiteSignature.Of(secret, "crm", "7733", over)) })
        {
            using var guest = world.Nobody();
            using var sent = await Asked.Send(guest, Asked.Form(await guest.Page($"/{World.Cafe}/s/visit?way=site&who={who}&until={until}&sign={signature}"), ("score", "3"), ("comment", $"{who} {until == soon}")));
            Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        }

        await using var store = await world.Store();
        var customer = await store.Customers.SingleAsync();
        Assert.Equal(("crm", "7733", "crm:7733 True"), (customer.Source, customer.SourceId, await store.Voices.Where(voice => voice.CustomerId == customer.Id).Select(voice => voice.Text).SingleAsync()));
        Assert.DoesNotContain(secret, (await tamar.Page(Settings)).DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString((await store.WaysIn.SingleAsync()).Secret ?? []), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_first_answer_in_a_mail_fills_the_page_in_and_counts_when_it_is_sent(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        var links = (await tamar.Page($"/{World.Cafe}/surveys/visit/share")).QuerySelectorAll(".mail-look a[href*='lang=he']");
        Assert.Equal(5, links.Length);
        using var reader = world.Nobody();

        var page = await reader.Page(new Uri(links[3].GetAttribute("href")!).PathAndQuery);
        await using (var before = await world.Store()) Assert.False(await before.SurveyResponses.AnyAsync());
        using var sent = await Asked.Send(reader, Asked.Form(page));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        Assert.Equal((4d, "mail"), ((await store.Voices.SingleAsync()).Score, (await store.SurveyResponses.SingleAsync()).Way));
    }

    [Theory, EveryStore]
    public async Task At_a_kiosk_everybody_begins_anew_and_play_is_kept_and_not_counted(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tablet = world.Nobody();
        const string Kiosk = $"/{World.Cafe}/s/visit?way=kiosk";
        foreach (var (score, seconds) in new[] { ("5", 30), ("5", 1), ("2", 40) })
        {
            var page = await tablet.Page(Kiosk);
            Assert.Null(page.QuerySelector("input[checked]"));
            world.Clock.Advance(TimeSpan.FromSeconds(seconds));
            using var sent = await Asked.Send(tablet, Asked.Form(page, ("score", score)));
            var thanks = await tablet.Page(Asked.Location(sent));
            Assert.Contains("way=kiosk", thanks.QuerySelector("meta[http-equiv=refresh]")!.GetAttribute("content"), StringComparison.Ordinal);
        }

        await using var store = await world.Store();
        Assert.Equal([Counted.Yes, Counted.Misuse, Counted.Yes], await store.SurveyResponses.OrderBy(response => response.Id).Select(response => response.Counted).ToListAsync());
        Assert.Equal("{\"score\":[\"5\"]}", await store.SurveyResponses.Where(response => response.Counted == Counted.Misuse).Select(response => response.Given).SingleAsync());
        Assert.Equal(2, await store.Voices.CountAsync());
    }

    [Theory, EveryStore]
    public async Task At_a_kiosk_nobody_goes_back_to_what_the_one_before_gave(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "visit", Asked.TwoScreens);
        using var tablet = world.Nobody();
        const string Kiosk = $"/{World.Cafe}/s/visit?way=kiosk";
        var page = await tablet.Page(Kiosk);
        using var sent = await Asked.Send(tablet, page, ("came", "yes"));
        var left = Asked.Location(sent);
        Assert.NotNull((await tablet.Page(left.Replace("&at=1", "&at=0", StringComparison.Ordinal))).QuerySelector("input[name=came][value=yes][checked]"));

        var next = await tablet.Page(Kiosk);
        using var back = await tablet.Get(left);
        using var anew = await Asked.Send(tablet, page, ("came", "yes"));
        using var theirs = await Asked.Send(tablet, next, ("came", "yes"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (back.StatusCode, anew.StatusCode));
        Assert.StartsWith(Kiosk, Asked.Location(back), StringComparison.Ordinal);
        Assert.StartsWith(Kiosk, Asked.Location(anew), StringComparison.Ordinal);
        Assert.Null((await tablet.Page(Asked.Location(back))).QuerySelector("input[checked]"));
        Assert.Contains("&at=1", Asked.Location(theirs), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_for_sites_is_small_and_may_be_read_anywhere()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var guest = world.Nobody();

        using var answer = await guest.Get($"/{World.Cafe}/kolot.js");
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal)) await zip.WriteAsync(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(("text/javascript", "cross-origin"), (answer.Content.Headers.ContentType?.MediaType, answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single()));
        Assert.InRange(packed.ToArray().Length, 500, 6_000);
        using var nowhere = await guest.Get("/nobody/kolot.js");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_somebody_else_saved_meanwhile_is_not_overwritten_and_what_is_no_site_is_said(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await Set(tamar, Shop);

        using var stale = await tamar.Post(Settings, ("origins", "https://other.example"), ("feedback", ""), ("version", "0"));
        using var none = await tamar.Post(Settings, ("origins", "javascript:alert(1)"), ("feedback", ""), ("version", "1"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity), (stale.StatusCode, none.StatusCode));
        Assert.Contains("https://other.example", (await Visitor.Read(stale)).QuerySelector("textarea[name=origins]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await Visitor.Read(none)).QuerySelector("#f-origins-error"));
        await using var store = await world.Store();
        Assert.Equal(Shop, (await store.WaysIn.SingleAsync()).Origins);
    }

    [Fact]
    public async Task The_code_and_the_poster_are_there_to_print()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);

        using var png = await tamar.Get($"/{World.Cafe}/surveys/visit/qr.png");
        using var svg = await tamar.Get($"/{World.Cafe}/surveys/visit/qr.svg");
        var poster = await tamar.Page($"/{World.Cafe}/surveys/visit/poster?in=ar&lang=en");

        Assert.Equal("\x89PNG", System.Text.Encoding.Latin1.GetString((await png.Content.ReadAsByteArrayAsync())[..4]));
        Assert.StartsWith("<svg", await svg.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("attachment", svg.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(("ar", "rtl", "en"), (poster.QuerySelector(".poster")!.GetAttribute("lang"), poster.QuerySelector(".poster")!.GetAttribute("dir"), poster.DocumentElement.GetAttribute("lang")));
        Assert.Contains("امسحوا", poster.QuerySelector(".poster")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task Set(Visitor tamar, string origins, string feedback = "")
    {
        var version = (await tamar.Page(Settings)).QuerySelector("input[name=version]")!.GetAttribute("value")!;
        using var set = await tamar.Post(Settings, ("origins", origins), ("feedback", feedback), ("version", version));
        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
    }
}
