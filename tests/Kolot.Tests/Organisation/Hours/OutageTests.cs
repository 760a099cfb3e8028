using System.Net;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;

namespace Kolot.Tests.Organisation.Hours;

public sealed class OutageTests
{
    [Theory, EveryStore]
    public async Task An_outage_is_told_on_every_page_that_customers_see_until_it_ends(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var tamar = world.As(Cast.Tamar);
        using var customer = world.Nobody();
        string[] pages = ["/cafe-tamar/s/visit", "/cafe-tamar/feedback", "/cafe-tamar/hours"];
        // Pages that were drawn before it are drawn anew.
        foreach (var page in pages) Assert.Null((await customer.Page(page)).QuerySelector(".outage"));

        using var nothing = await tamar.Post("/cafe-tamar/settings/outages", ("text.he", " "), ("until", "2001-01-01T10:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var told = await tamar.Post("/cafe-tamar/settings/outages", ("text.he", "אין קליטה <b>בחיפה</b>"), ("text.en", "No reception in Haifa"), ("until", world.Clock.Now.AddHours(30).ToString("yyyy-MM-ddTHH:mm")));
        Assert.Equal(HttpStatusCode.SeeOther, told.StatusCode);
        foreach (var page in pages) Assert.Contains("אין קליטה <b>בחיפה</b>", (await customer.Page(page)).QuerySelector(".outage")?.TextContent);
        Assert.Contains("No reception in Haifa", (await customer.Page("/cafe-tamar/s/visit?lang=en")).QuerySelector(".outage")?.TextContent);
        // Whoever reads neither language is told in the first there is, and until when in their own.
        var russian = (await customer.Page("/cafe-tamar/s/visit?lang=ru")).QuerySelector(".outage");
        Assert.Equal("he", russian?.GetAttribute("lang"));
        Assert.Contains("Ожидается до", russian?.QuerySelector("[lang=ru]")?.TextContent);

        var end = (await tamar.Page("/cafe-tamar/settings/outages")).QuerySelector("form[action$='/end']")!.GetAttribute("action")!;
        using var ended = await tamar.Post(end);
        foreach (var page in pages) Assert.Null((await customer.Page(page)).QuerySelector(".outage"));
    }

    [Theory, EveryStore]
    public async Task One_that_is_ahead_is_shown_when_its_time_comes_and_no_longer_than_it_said(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var customer = world.Nobody();
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        string In(int hours) => TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now.AddHours(hours), zone).ToString("yyyy-MM-ddTHH:mm");
        using var told = await tamar.Post("/cafe-tamar/settings/outages", ("text.he", "עבודות בקו"), ("from", In(2)), ("until", In(4)));

        Assert.Null((await customer.Page("/cafe-tamar/hours")).QuerySelector(".outage"));
        world.Clock.Advance(TimeSpan.FromHours(3));
        Assert.NotNull((await customer.Page("/cafe-tamar/hours")).QuerySelector(".outage"));
        world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null((await customer.Page("/cafe-tamar/hours")).QuerySelector(".outage"));
    }
}
