using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Calendars;
using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Hours;

public sealed class SetHoursTests
{
    private const string Edit = "/cafe-tamar/settings/hours/edit";
    private const string Overview = "/cafe-tamar/settings/hours";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Hours_are_typed_saved_published_changed_by_two_and_taken_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var customer = world.Nobody();
        Assert.Contains("השעות עוד לא פורסמו", (await customer.Page("/cafe-tamar/hours")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await tamar.Page(Overview)).QuerySelector("a[href$='preset=shop']"));

        var preset = await tamar.Page($"{Edit}?preset=shop");
        Assert.Equal(["09:00", "16:00", null], preset.QuerySelectorAll("input[name^='sunday.'][name$='.from']").Select(input => input.GetAttribute("value")));

        using var wrong = await Save(tamar, 0, ("sunday.0.from", "18:00"), ("sunday.0.until", "02:00"), ("monday.0.from", "09:00"), ("monday.0.until", "10:00"), ("exceptions[0].from", "2026-13-01"), ("exceptions[0].why", "חופשה"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var back = await Visitor.Read(wrong);
        Assert.Contains("למחרת", back.GetElementById("f-week.sunday-error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("18:00", "חופשה"), (back.QuerySelector("input[name='sunday.0.from']")!.GetAttribute("value"), back.QuerySelector("input[name='exceptions[0].why']")!.GetAttribute("value")));

        using var saved = await Save(tamar, 0, ("sunday.0.from", "18:00"), ("sunday.0.until", "02:00"), ("sunday.0.next", "1"), ("holidays.rest", "closed"));
        using var stale = await Save(tamar, 0, ("monday.0.from", "09:00"), ("monday.0.until", "10:00"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (saved.StatusCode, stale.StatusCode));
        Assert.Contains("18:00-02:00+1", (await Visitor.Read(stale)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        using var again = await Save(tamar, 1, ("monday.0.from", "09:00"), ("monday.0.until", "10:00"));
        Assert.Contains("09:00–10:00", (await customer.Page("/cafe-tamar/hours")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        var undo = (await tamar.Page(Overview)).QuerySelector("form[action$='/undo']")!;
        using var undone = await tamar.Post(undo.GetAttribute("action")!, ("version", undo.QuerySelector("[name=version]")!.GetAttribute("value")!), ("unit", ""), ("channel", ""));
        await using var store = await world.Store();
        var decisions = await store.DecidedHours.OrderBy(row => row.Number).Select(row => row.Hours).ToListAsync(Cancel);
        Assert.Equal(3, decisions.Count);
        Assert.Equal(decisions[0], decisions[2]);
        Assert.Equal(3, await store.LogLines.CountAsync(line => line.Act.StartsWith("hours."), Cancel));
    }

    [Theory, EveryStore]
    public async Task A_place_goes_by_its_own_hours_or_else_by_those_above_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var general = await Save(tamar, 0, ("sunday.0.from", "09:00"), ("sunday.0.until", "10:00"));
        using var call = await SaveAt(tamar, "", "call", ("sunday.0.from", "11:00"), ("sunday.0.until", "12:00"));
        using var haifa = await SaveAt(tamar, "haifa", "", ("sunday.0.from", "13:00"), ("sunday.0.until", "14:00"));
        using var both = await SaveAt(tamar, "haifa", "call", ("sunday.0.from", "15:00"), ("sunday.0.until", "16:00"));
        using var nowhere = await SaveAt(tamar, "eilat", "");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);

        using var customer = world.Nobody();
        var arabic = await customer.Page("/cafe-tamar/hours?lang=ar");
        Assert.Contains("المكالمات الهاتفية", arabic.QuerySelectorAll("h2").Select(title => title.TextContent));
        Assert.Equal("Cafe Tamar", arabic.QuerySelector("header .whose")?.TextContent);

        var hours = await world.Services.GetRequiredService<KnownHours>().Of(World.Cafe, Cancel);
        string Of(string? unit, string? channel) => hours.HoursByCode(unit, channel).Hours.Of(DayOfWeek.Sunday)[0].Code;
        Assert.Equal("09:00-10:00", Of(null, null));
        Assert.Equal("09:00-10:00", Of("yafo", "mail"));
        Assert.Equal("11:00-12:00", Of("yafo", "call"));
        Assert.Equal("13:00-14:00", Of("haifa", "mail"));
        Assert.Equal("13:00-14:00", Of("haifa-kitchen", null));
        Assert.Equal("15:00-16:00", Of("haifa-kitchen", "call"));

        using var given = await tamar.Post(Edit, ("unit", "haifa"), ("channel", ""), ("version", "1"), ("remove", "1"));
        var after = await world.Services.GetRequiredService<KnownHours>().Of(World.Cafe, Cancel);
        Assert.Equal("09:00-10:00", after.HoursByCode("haifa", "mail").Hours.Of(DayOfWeek.Sunday)[0].Code);
        // What did not change goes on with what it worked out.
        Assert.Same(hours.HoursByCode(null, null), after.HoursByCode(null, null));
    }

    [Theory, EveryStore]
    public async Task The_API_tells_the_hours_and_reckons_by_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var saved = await Save(tamar, 0, ("thursday.0.from", "09:00"), ("thursday.0.until", "18:00"), ("friday.0.from", "09:00"), ("friday.0.until", "13:00"));
        using var program = await world.Key();

        var told = (await program.Json("/api/v1/cafe-tamar/hours")).GetProperty("places")[0];
        using var due = await program.PostJson("/api/v1/cafe-tamar/hours/due", new { from = "2026-03-05T14:00:00Z", minutes = 180 });
        using var rule = await program.PostJson("/api/v1/cafe-tamar/hours/due", new { from = "2026-03-05T14:30:00Z", rule = "call_back_in_three_hours" });
        using var unknown = await program.PostJson("/api/v1/cafe-tamar/hours/due", new { minutes = -1 });

        Assert.Equal("09:00-18:00", told.GetProperty("hours").GetProperty("week").GetProperty("thursday")[0].GetString());
        // Two hours of Thursday, one of Friday: 10:00 in Israel.
        var said = await due.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("\"due\":\"2026-03-06T08:00:00Z\"", said, StringComparison.Ordinal);
        Assert.Contains("{\"day\":\"2026-03-05\",\"reason\":\"week\",\"holiday\":null,\"why\":null,\"counted\":120,\"left\":60}", said, StringComparison.Ordinal);
        // Left less than two hours before the end: three hours from Friday at nine.
        Assert.Contains("\"due\":\"2026-03-06T10:00:00Z\"", await rule.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        var page = await tamar.Page("/cafe-tamar/settings/hours/rules?hours=3&from=2026-03-05T16:00&rule=");
        Assert.Equal(2, page.QuerySelectorAll(".steps li").Length);
    }

    private static Task<HttpResponseMessage> Save(Visitor visitor, int version, params (string, string)[] fields) =>
        visitor.Post(Edit, [("unit", ""), ("channel", ""), ("version", $"{version}"), .. fields]);

    private static Task<HttpResponseMessage> SaveAt(Visitor visitor, string unit, string channel, params (string, string)[] fields) =>
        visitor.Post(Edit, [("unit", unit), ("channel", channel), ("version", "0"), .. fields]);
}
