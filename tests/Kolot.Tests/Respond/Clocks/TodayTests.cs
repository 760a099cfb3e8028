using Kolot.Respond.Notifications;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Respond.Clocks;

public sealed class TodayTests
{
    private const string Today = "/cafe-tamar/today";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_day_begins_with_what_is_late_in_the_customers_words_and_what_was_told_is_read_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        await world.Hear(new { source = "till", id = "p-1", channel = "call", kind = "praise", text = "הקפה היה מושלם", unit = "haifa" });
        var row = await world.Complains();
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);
        await using (var store = await world.Store())
        {
            // An hour late, of an hour.
            var began = world.Clock.Now.AddHours(-2);
            await store.CaseClocks.Where(clock => clock.CaseId == row.Id).ExecuteUpdateAsync(set => set.SetProperty(clock => clock.GivenMinutes, 60).SetProperty(clock => clock.BegunAt, began).SetProperty(clock => clock.DueAt, began.AddHours(1)), Cancel);
            await store.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, began.AddHours(1)), Cancel);
            store.Commitments.Add(new() { Id = Guid.CreateVersion7(), CaseId = row.Id, Text = "נתקשר עד הצהריים", OwnerId = row.OwnerId, MadeBy = row.OwnerId!.Value, MadeAt = began, FirstDueAt = began.AddHours(1), DueAt = began.AddHours(1) });
            await store.SaveChangesAsync(Cancel);
        }

        var page = await dana.Page(Today);
        Assert.Contains("2 מועדים באיחור", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("חיכיתי שעה ואיש לא בא", page.QuerySelector(".first-thing .said")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("באיחור של 1 ש׳", page.QuerySelector(".first-thing .due.late")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("הקפה היה מושלם", page.QuerySelector("aside .said")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"aside a[href$='/cases/{row.Number}']"));
        Assert.DoesNotContain("חיכיתי שעה", (await omer.Page(Today)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        using var read = await dana.Post("/cafe-tamar/notifications/read", ("from", "today"), ("until", page.QuerySelector("input[name=until]")!.GetAttribute("value")!));
        Assert.Null((await dana.Page(Today)).QuerySelector($"aside .told"));

        using var tamar = world.As(Cast.Tamar);
        var team = await tamar.Page($"{Today}/team");
        Assert.Contains("מועד אחד באיחור", team.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["1", "1"], team.QuerySelectorAll("tr").First(line => line.QuerySelector("th")?.TextContent == Cast.Dana.Name).QuerySelectorAll("td").Take(2).Select(cell => cell.TextContent.Trim()));
        Assert.Contains("נתקשר עד הצהריים", team.QuerySelector("section[aria-labelledby=promises]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(NotificationReasons.Given, (await world.Told(Cast.Dana))[0]);
    }

    [Theory, EveryStore]
    public async Task A_lead_sees_all_that_somebody_carries_what_they_promised_and_the_way_to_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();
        await world.Hear(new { source = "till", id = "far", channel = "call", kind = "complaint", text = "קר כאן", unit = "yafo" });
        await world.Settle();
        await using (var store = await world.Store())
        {
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(one => one.OwnerId, row.OwnerId), Cancel);
            store.Commitments.Add(new() { Id = Guid.CreateVersion7(), CaseId = row.Id, Text = "נתקשר עד הצהריים", OwnerId = row.OwnerId, MadeBy = row.OwnerId!.Value, MadeAt = world.Clock.Now, FirstDueAt = world.Clock.Now, DueAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        using var yoav = world.As(Cast.Yoav);
        var theirs = (await yoav.Page($"{Today}/team")).QuerySelectorAll("tr").Single(line => line.QuerySelector($"th a[href$='owner={row.OwnerId}']") is not null);
        var cells = theirs.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray();
        Assert.StartsWith("2", cells[0], StringComparison.Ordinal);
        Assert.Contains("1 מהם אצלך", cells[0], StringComparison.Ordinal);
        Assert.Equal("1", cells[4]);

        // Whoever promised nothing begins with what others did, and the headline says whose it is.
        Assert.Equal("הבטחה אחת פתוחה", (await yoav.Page("/cafe-tamar/commitments")).QuerySelector("h1")!.TextContent.Trim());
        Assert.Equal("אין הבטחות פתוחות באחריותך", (await yoav.Page("/cafe-tamar/commitments?of=mine")).QuerySelector("h1")!.TextContent.Trim());
    }
}
