using System.Net;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Respond.Notifications;

public sealed class NotificationPagesTests
{
    private const string Page = "/cafe-tamar/notifications";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_member_reads_what_they_were_told_and_marks_it_as_read_and_nobody_elses(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var dana = world.As(Cast.Dana);
        Assert.NotNull((await dana.Page(Page)).QuerySelector(".empty a[href='/cafe-tamar/today']"));
        var (mine, other) = (await world.Owned(Cast.Dana, "מחכים לטכנאי"), await world.Owned(Cast.Yoav));
        await world.Tell(Cast.Dana, NotificationReasons.Given, mine);
        await world.Tell(Cast.Dana, NotificationReasons.Heard, mine);
        await world.Tell(Cast.Yoav, NotificationReasons.Given, other);

        var page = await dana.Page(Page);
        Assert.Equal(2, page.QuerySelectorAll(".notifications li.unread").Length);
        Assert.All(page.QuerySelectorAll(".notifications a"), link => Assert.Equal($"/cafe-tamar/cases/{mine.Number}", link.GetAttribute("href")));
        Assert.Equal(Page, page.QuerySelector("header a.count")!.GetAttribute("href"));
        using var read = await dana.Post($"{Page}/read", ("until", page.QuerySelector("input[name=until]")!.GetAttribute("value")!));

        Assert.Equal((HttpStatusCode.SeeOther, Page), (read.StatusCode, read.Headers.Location?.OriginalString));
        var after = await dana.Page(Page);
        Assert.Equal((2, 0), (after.QuerySelectorAll(".notifications li").Length, after.QuerySelectorAll(".notifications li.unread").Length));
        await using var store = await world.Store();
        Assert.Equal(1, await store.Notifications.CountAsync(told => told.ReadAt == null, Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_does_something_with_a_case_has_read_what_was_told_of_it_and_a_note_tells_whom_it_names(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var row = await world.Owned(Cast.Dana);
        await world.Tell(Cast.Dana, NotificationReasons.Given, row);
        using var dana = world.As(Cast.Dana);

        using var noted = await dana.Post($"/cafe-tamar/cases/{row.Number}/notes", ("note", $"@{Cast.Yoav.Name} יש לך רגע? @{Cast.Dana.Name}"));

        Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        await using var store = await world.Store();
        var (yoav, unread) = ((await Matters.Who(world, Cast.Yoav)).Id, await store.Notifications.Where(told => told.ReadAt == null).Select(told => new { told.MemberId, told.Reason }).ToListAsync(Cancel));
        Assert.Equal((yoav, NotificationReasons.Named), (Assert.Single(unread).MemberId, unread[0].Reason));
    }

    [Theory, EveryStore]
    public async Task A_member_chooses_how_they_are_told_and_what_cannot_be_comes_back_as_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var dana = world.As(Cast.Dana);
        using var yoav = world.As(Cast.Yoav);
        var before = await dana.Page($"{Page}/choices");
        Assert.Equal((null, "AtOnce", "Daily"), (before.QuerySelector("[name=team]"), Chosen(before, "given"), Chosen(before, "moves")));
        Assert.Equal("Daily", Chosen(await yoav.Page($"{Page}/choices"), "team"));

        using var night = await dana.Post($"{Page}/choices", Typed("23", "0"));
        var refused = await Visitor.Read(night);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Never", "23"), (night.StatusCode, Chosen(refused, "moves"), refused.QuerySelector("[name=digestHour] option[selected]")!.GetAttribute("value")));
        using var kept = await dana.Post($"{Page}/choices", Typed("10", "0"));
        using var stale = await dana.Post($"{Page}/choices", Typed("11", "0"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (kept.StatusCode, stale.StatusCode));
        Assert.Equal("1", (await Visitor.Read(stale)).QuerySelector("form [name=version]")!.GetAttribute("value"));
        await using var store = await world.Store();
        var row = await store.NotificationChoices.SingleAsync(Cancel);
        Assert.Equal((10, 22, 6, true, false, 1), (row.DigestHour, row.QuietFrom, row.QuietUntil, row.Wakes, row.Rests, row.Version));
    }

    private static (string, string)[] Typed(string hour, string version) =>
        [("given", "AtOnce"), ("moves", "Never"), ("urgent", "AtOnce"), ("digestHour", hour), ("quietFrom", "22"), ("quietUntil", "6"), ("wakes", "true"), ("version", version)];

    private static string? Chosen(AngleSharp.Dom.IDocument page, string name) => page.QuerySelector($"[name={name}][checked]")?.GetAttribute("value");
}
