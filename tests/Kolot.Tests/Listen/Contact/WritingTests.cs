using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Calendars;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Contact;

public sealed class WritingTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[100]];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_writes_is_heard_once_however_often_it_is_sent_and_loses_nothing_that_was_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await phone.Page(Writing.Form);

        using var missing = await Writing.Send(phone, page, [("../חשבון\u202Efdp.exe", Png)], ("text", "למה חויבתי פעמיים?"), ("mail", "ruti@"), ("name", "<b>רותי</b>"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.StatusCode);
        var back = await Visitor.Read(missing);
        Assert.Equal(["כאן צריך תשובה", "כתובת הדואר אינה שלמה"], back.QuerySelectorAll(".fault").Select(fault => fault.TextContent));
        Assert.Equal(("למה חויבתי פעמיים?", "<b>רותי</b>", "ruti@"), (back.QuerySelector("textarea")?.TextContent, back.QuerySelector("#name")?.GetAttribute("value"), back.QuerySelector("#mail")?.GetAttribute("value")));
        Assert.Equal("חשבוןfdp.png", back.QuerySelector(".kept bdi")?.TextContent);
        (string, string)[] filled = [("topic", "complaint"), ("mail", "Ruti@Abraham.example"), ("name", "רותי"), ("text", "למה חויבתי פעמיים?")];
        var sent = await Task.WhenAll(Writing.Send(phone, back, filled), Writing.Send(phone, back, filled));
        using var again = await Writing.Send(phone, back, filled);
        using var otherTab = await Writing.Send(phone, await phone.Page(Writing.Form), filled);

        var led = sent.Append(again).Append(otherTab).Select(Asked.Location).Distinct().ToArray();
        var thanks = await phone.Page(Assert.Single(led));
        await using var store = await world.Store();
        var (enquiry, voice) = (await store.Enquiries.SingleAsync(Cancel), await store.Voices.SingleAsync(Cancel));
        Assert.Equal(("contact:form", VoiceKind.Complaint, "תלונה", "למה חויבתי פעמיים?", 0), (voice.Source, voice.Kind, voice.Title, voice.Text, voice.Version));
        Assert.Equal("{\"topic\":\"complaint\",\"reply\":\"mail\",\"file-1\":\"חשבוןfdp.png\"}", voice.Answers);
        Assert.Equal(voice.CustomerId, await store.Identities.Where(identity => identity.Value == "ruti@abraham.example").Select(identity => (Guid?)identity.CustomerId).SingleAsync(Cancel));
        Assert.Equal((voice.Id, 1, "ruti@abraham.example"), (enquiry.VoiceId, await store.EnquirySteps.CountAsync(Cancel), enquiry.Mail));
        Assert.Contains(EnquiryNumber.Spoken(enquiry.Id), thanks.QuerySelector(".reference")!.TextContent, StringComparison.Ordinal);
        using var tamar = world.As(Cast.Tamar);
        var shown = await tamar.Page($"/{World.Cafe}/voices/{voice.Id}");
        Assert.DoesNotContain("contact:form", shown.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var file = await tamar.Get(shown.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal(Png, await file.Content.ReadAsByteArrayAsync(Cancel));
        foreach (var typed in new[] { EnquiryNumber.Spoken(enquiry.Id), EnquiryNumber.Of(enquiry.Id) })
            Assert.NotNull((await tamar.Page($"/{World.Cafe}/voices?q={Uri.EscapeDataString(typed)}")).QuerySelector($".foundbeside a[href$='/voices/{voice.Id}']"));
    }

    [Theory, EveryStore]
    public async Task Other_words_sent_once_more_are_offered_to_be_added_and_another_browser_with_them_is_somebody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using Visitor phone = world.Nobody(), another = world.Nobody(), third = world.Nobody();
        var page = await phone.Page(Writing.Form);
        using var first = await Writing.Send(phone, page, ("topic", "question"), ("text", "מתי פתוח?"));

        using var more = await Writing.Send(phone, page, ("topic", "question"), ("text", "ומתי סגור?"));
        // Where no browser remembers it, the form itself was sent before.
        using var forgetful = await Writing.Send(third, page, ("topic", "question"), ("text", "ומתי בחג?"));
        await Writing.Write(another, ("topic", "question"), ("text", "מתי פתוח?"));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (more.StatusCode, forgetful.StatusCode));
        Assert.Equal("ומתי סגור?", (await Visitor.Read(more)).QuerySelector("textarea")?.TextContent);
        await using var store = await world.Store();
        Assert.Equal(2, await store.Voices.CountAsync(voice => voice.Text == "מתי פתוח?", Cancel));
        Assert.Equal(2, await store.Voices.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_writes_the_same_words_at_the_same_browser_with_another_address_is_somebody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tablet = world.Nobody();
        var first = await Writing.Write(tablet, ("topic", "question"), ("text", "תתקשרו אליי"), ("phone", "054-1234567"));

        var second = await Writing.Write(tablet, ("topic", "question"), ("text", "תתקשרו אליי"), ("phone", "052-7654321"));

        Assert.NotEqual(first, second);
        await using var store = await world.Store();
        Assert.Equal(["+972527654321", "+972541234567"], await store.Enquiries.Select(enquiry => enquiry.Phone ?? "").OrderBy(phone => phone).ToArrayAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task It_is_known_where_it_stood_under_which_notice_and_to_what_was_agreed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Writing.AtTheTable(world);
        var yafo = await world.Unit("yafo");
        await Writing.Decide(world, form => form with { Consent = Wording.Of("אפשר לשמור את הפרטים", "You may keep this"), Topics = [form.Topics[0] with { Unit = yafo }] });
        using var tamar = world.As(Cast.Tamar);
        using var published = await tamar.Post($"/{World.Cafe}/settings/notices/en", ("text", "We keep it for a year."), ("version", ""), ("publish", "true"));
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        using var phone = world.Nobody();
        var page = await phone.Page($"{Writing.Form}/table?lang=en&way=qr");
        Assert.Contains("The table", page.QuerySelector(".about")!.TextContent, StringComparison.Ordinal);

        using var refused = await Writing.Send(phone, page, ("topic", "question"), ("text", "Is there sugar?"));
        using var sent = await Writing.Send(phone, await Visitor.Read(refused), ("topic", "question"), ("text", "Is there sugar?"), ("consent", "yes"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        var (enquiry, voice) = (await store.Enquiries.SingleAsync(Cancel), await store.Voices.SingleAsync(Cancel));
        Assert.Equal(("You may keep this", "en", "qr"), (enquiry.Consent, enquiry.Language, enquiry.Way));
        Assert.Equal(("en-1", yafo, "table"), (voice.Notice, voice.UnitId, await store.Touchpoints.Where(point => point.Id == voice.TouchpointId).Select(point => point.Code).SingleAsync(Cancel)));
        using var dana = world.As(Cast.Dana);
        using var beyond = await dana.Get($"/{World.Cafe}/voices/{voice.Id}");
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_was_made_up_opens_nothing_and_robots_are_not_thanked_for_what_is_thrown_away(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await phone.Page(Writing.Form);

        using var robot = await Writing.Send(phone, page, ("topic", "question"), ("text", "קונים?"), ("website", "http://spam.example"));
        using var forged = await Writing.Send(phone, page, ("topic", "question"), ("text", "בלי אסימון"), ("token", "AAAA"));
        using var nul = await Writing.Send(phone, page, ("topic", "question"), ("text", "a\0b"));
        using var script = await Writing.Send(phone, page, [("x.png", "<script>alert(1)</script>"u8.ToArray())], ("topic", "question"), ("text", "קובץ"));
        using var noPlace = await phone.Get($"{Writing.Form}/nowhere");
        using var noSecret = await phone.Get($"{Writing.Form}/status/{new string('A', 43)}");

        Assert.Equal([422, 422, 422, 422, 404, 404], new[] { robot, forged, nul, script, noPlace, noSecret }.Select(answer => (int)answer.StatusCode));
        Assert.Equal(["קונים?", "בלי אסימון"], [(await Visitor.Read(robot)).QuerySelector("textarea")!.TextContent, (await Visitor.Read(forged)).QuerySelector("textarea")!.TextContent]);
        Assert.Equal("אפשר לצרף תמונה או PDF", (await Visitor.Read(script)).QuerySelector("#files .fault")?.TextContent);
        await using var store = await world.Store();
        Assert.False(await store.Voices.AnyAsync(Cancel) || await store.Enquiries.AnyAsync(Cancel) || await store.SurveyFiles.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task An_answer_is_promised_in_service_time_and_where_nobody_promised_none_is_told(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Writing.Decide(world, form => form with { Topics = [form.Topics[0] with { PromisedMinutes = 240 }, form.Topics[1]] });
        using var phone = world.Nobody();
        using var promised = await Writing.Send(phone, await phone.Page(Writing.Form), ("topic", "question"), ("text", "עד מתי?"));
        using var open = await Writing.Send(phone, await phone.Page(Writing.Form), ("topic", "request"), ("text", "בלי זמן"));

        await using var store = await world.Store();
        var steps = await store.EnquirySteps.OrderBy(step => step.At).ToArrayAsync(Cancel);
        var hours = ServiceClock.Of(ServiceHours.Usual, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem"));
        Assert.Equal([hours.Due(steps[0].At, TimeSpan.FromHours(4)).At, null], steps.Select(step => step.DueAt));
        var thanks = await phone.Page(Asked.Location(promised));
        Assert.Contains(TimeZoneInfo.ConvertTimeFromUtc(steps[0].DueAt!.Value, hours.Zone).ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture), thanks.QuerySelector(".reachable")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("4 שעות שירות", thanks.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await phone.Page(Asked.Location(open))).QuerySelector(".reachable"));
    }

    [Theory, EveryStore]
    public async Task The_form_says_by_when_and_how_that_was_reckoned_for_a_channel_a_touchpoint_or_each_topic(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Writing.AtTheTable(world);
        Guid form, table;
        await using (var store = await world.Store())
        {
            form = await store.Channels.Where(channel => channel.Code == "form").Select(channel => channel.Id).SingleAsync(Cancel);
            table = await store.Touchpoints.Where(point => point.Code == "table").Select(point => point.Id).SingleAsync(Cancel);
            store.DecidedHours.Add(new() { Place = DecidedHours.PlaceOf(null, null), Number = 1, Hours = ServiceHoursDraft.Write(ServiceHours.Usual), At = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        await Writing.Decide(world, one => one with { Channels = new Dictionary<Guid, int> { [form] = 1200 }, Touchpoints = new Dictionary<Guid, int> { [table] = 300 } });
        using var phone = world.Nobody();
        var (anywhere, there) = (await phone.Page(Writing.Form), await phone.Page($"{Writing.Form}/table?lang=ru"));
        Assert.Contains("20 שעות שירות", anywhere.QuerySelector(".reachable")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("5 ч", there.QuerySelector(".reachable")!.TextContent, StringComparison.Ordinal);
        Assert.True(anywhere.QuerySelectorAll(".reckoned li").Length > 1);
        Assert.DoesNotContain("ש׳", there.QuerySelector(".reckoned")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("בתוך 20 ש׳", (await phone.Page($"/{World.Cafe}/hours")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var sent = await Writing.Send(phone, there, ("topic", "question"), ("text", "Когда?"));
        var status = await phone.Page((await phone.Page(Asked.Location(sent))).QuerySelector(".way a")!.GetAttribute("href")!);
        await using (var store = await world.Store()) Assert.Equal(300, (await store.Enquiries.SingleAsync(Cancel)).PromisedMinutes);
        Assert.NotEmpty(status.QuerySelectorAll(".reachable .reckoned li"));
        Assert.All(status.QuerySelectorAll(".reckoned li"), day => Assert.DoesNotContain("{", day.TextContent, StringComparison.Ordinal));

        await Writing.Decide(world, one => one with { Topics = [one.Topics[0] with { PromisedMinutes = 60 }, one.Topics[1]] });
        var topics = (await phone.Page(Writing.Form)).QuerySelectorAll("#topic .yes");
        Assert.StartsWith("תשובה לכל המאוחר", topics[0].QuerySelector("small")!.TextContent, StringComparison.Ordinal);
        Assert.Null(topics[1].QuerySelector("small"));
    }

    [Theory, EveryStore]
    public async Task On_a_site_that_is_listed_it_opens_within_the_page_and_all_that_follows_stays_there(StoreKind kind)
    {
        const string Shop = "https://shop.example";
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            store.WaysIn.Add(new() { Origins = Shop });
            await store.SaveChangesAsync(Cancel);
        }

        using var phone = world.Nobody();
        string Framed(string site) => $"{Writing.Form}?way=site&frame={Uri.EscapeDataString(site)}&lang=en";
        using var opened = await phone.Get(Framed(Shop));
        using var elsewhere = await phone.Get(Framed("https://evil.example"));
        Assert.EndsWith($"frame-ancestors {Shop}", Policy(opened), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'none'", Policy(elsewhere), StringComparison.Ordinal);

        var page = await Visitor.Read(opened);
        using var sent = await Writing.Send(phone, page, ("topic", "question"), ("text", "From the shop"));
        using var more = await Writing.Send(phone, page, ("topic", "question"), ("text", "And one more thing"));
        using var thanks = await phone.Get(Asked.Location(sent));

        Assert.EndsWith($"frame-ancestors {Shop}", Policy(thanks), StringComparison.Ordinal);
        Assert.Equal(Shop, (await Visitor.Read(thanks)).DocumentElement.GetAttribute("data-tell"));
        Assert.Contains("frame=", (await Visitor.Read(more)).QuerySelector("form[action*='/words']")!.GetAttribute("action"), StringComparison.Ordinal);
        await using var after = await world.Store();
        Assert.Equal("site", await after.Enquiries.Select(enquiry => enquiry.Way).SingleAsync(Cancel));
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("contact: true", (await tamar.Page($"/{World.Cafe}/settings/contact")).QuerySelector("#site-link")!.TextContent, StringComparison.Ordinal);

        static string Policy(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    [Theory]
    [InlineData("he", "כתבו לנו", "קיבלנו, תודה")]
    [InlineData("en", "Write to us", "We have it, thank you")]
    [InlineData("ar", "اكتبوا لنا", "وصلتنا رسالتكم، شكرًا")]
    [InlineData("ru", "Напишите нам", "Получили, спасибо")]
    public async Task It_speaks_the_language_of_whoever_writes_and_fits_into_what_a_server_sends_first(string language, string title, string thanked)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var phone = world.Nobody();
        using var packed = new HttpRequestMessage(HttpMethod.Get, $"{Writing.Form}?lang={language}") { Headers = { { "Accept-Encoding", "gzip" } } };
        using var answer = await (await phone.Client()).SendAsync(packed, Cancel);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(Cancel)).Length, 1_000, 14 * 1024);

        var page = await phone.Page($"{Writing.Form}?lang={language}");
        using var sent = await Writing.Send(phone, page, ("topic", "praise"), ("text", "תודה 😀"), ("phone", "052-1234567"));
        var thanks = await phone.Page(Asked.Location(sent));
        var status = await phone.Page(thanks.QuerySelector(".way a")!.GetAttribute("href")!);

        Assert.Equal((title, language, thanked), (page.QuerySelector("h1")?.TextContent, page.DocumentElement.GetAttribute("lang"), thanks.QuerySelector("h1")?.TextContent));
        Assert.Equal(language, status.DocumentElement.GetAttribute("lang"));
        Assert.Empty(page.QuerySelectorAll("script, img, link[rel=stylesheet]"));
        Assert.Equal("תודה 😀", status.QuerySelector("blockquote")?.TextContent);
        Assert.DoesNotContain("1234567", status.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }
}
