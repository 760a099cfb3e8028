using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Hours;

public sealed class KeptHoursTests
{
    private const string Page = "/cafe-tamar/hours/kept";

    [Theory, EveryStore]
    public async Task Hours_kept_stand_beside_hours_published_and_a_day_of_which_nothing_is_noted_is_unknown(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        var yesterday = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, zone)).AddDays(-1);
        using var published = await tamar.Post(
            "/cafe-tamar/settings/hours/edit", [("unit", ""), ("channel", "call"), ("version", "0"), .. Enum.GetNames<DayOfWeek>().SelectMany(day => new[] { ($"{day.ToLowerInvariant()}.0.from", "09:00"), ($"{day.ToLowerInvariant()}.0.until", "12:00") })]);
        Assert.Contains("לא נרשם", (await dana.Page($"{Page}?channel=call")).QuerySelector("tbody tr:nth-child(2)")!.TextContent, StringComparison.Ordinal);

        using var noted = await dana.Post(Page, ("unit", ""), ("channel", "call"), ("day", $"{yesterday:yyyy-MM-dd}"), ("from", "09:30"), ("until", "12:15"));
        using var program = await world.Key(Right.EnterVoices);
        var body = new { channel = "call", from = TimeZoneInfo.ConvertTimeToUtc(yesterday.ToDateTime(new(9, 30)), zone), until = TimeZoneInfo.ConvertTimeToUtc(yesterday.ToDateTime(new(12, 15)), zone) };
        using var told = await program.PostJson("/api/v1/cafe-tamar/hours/opened", body);
        var row = (await dana.Page($"{Page}?channel=call")).QuerySelector("tbody tr:nth-child(2)")!;

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.NoContent), (noted.StatusCode, told.StatusCode));
        Assert.Equal(["30 דק׳", "15 דק׳"], row.QuerySelectorAll("td.num").Select(cell => cell.TextContent));
        await using var store = await world.Store();
        Assert.Equal(1, await store.OpenedTimes.CountAsync());

        using var ahead = await dana.Post(Page, ("unit", ""), ("channel", "call"), ("day", $"{yesterday.AddDays(5):yyyy-MM-dd}"), ("from", "09:00"), ("until", "10:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ahead.StatusCode);
        using var beyond = await dana.Get($"{Page}?unit=yafo");
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
        using var removed = await dana.Post(row.QuerySelector("form")!.GetAttribute("action")!);
        Assert.Equal(0, await store.OpenedTimes.CountAsync());
    }

    [Theory, EveryStore]
    public async Task Opened_now_and_closed_now_are_two_taps(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var opened = await dana.Post(Page, ("unit", ""), ("channel", ""), ("open", "1"));
        using var twice = await dana.Post(Page, ("unit", ""), ("channel", ""), ("open", "1"));
        world.Clock.Advance(TimeSpan.FromHours(2));
        using var closed = await dana.Post(Page, ("unit", ""), ("channel", ""), ("close", "1"));

        await using var store = await world.Store();
        var time = await store.OpenedTimes.SingleAsync();
        Assert.Equal(2, (time.EndsAt!.Value - time.BeginsAt).TotalHours, 0.1);
    }
}
