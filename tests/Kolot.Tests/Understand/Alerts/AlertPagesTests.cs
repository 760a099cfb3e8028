using System.Net;
using AngleSharp.Dom;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Understand.Alerts;

public sealed class AlertPagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task One_touch_on_the_scores_keeps_measure_and_slice_and_what_happened_is_told_seen_and_noted(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        using var tamar = world.As(Cast.Tamar);
        var scores = await tamar.Page($"/{World.Cafe}/scores?measure=nps&unit=haifa&days=90&by=channel&lang=en");
        var form = scores.QuerySelectorAll("aside form").Single(form => form.GetAttribute("action") == AlertWorld.Page);
        await world.Set(Cast.Tamar, form.QuerySelector("[name=query]")?.GetAttribute("value") ?? "", ("back", "scores"));
        Assert.Contains("The alert is on", Flat((await tamar.Page($"/{World.Cafe}/scores?unit=haifa&days=30&lang=en")).QuerySelector("aside")), StringComparison.Ordinal);
        Assert.DoesNotContain("The alert is on", Flat((await tamar.Page($"/{World.Cafe}/scores?unit=yafo&lang=en")).QuerySelector("main")), StringComparison.Ordinal);
        Assert.Contains("Quiet", Flat((await tamar.Page($"{AlertWorld.Page}?lang=en")).QuerySelector(".alerts")), StringComparison.Ordinal);
        await using (var store = await world.Store()) Assert.Equal(("nps", "unit=haifa"), await store.Alerts.Select(alert => new ValueTuple<string, string>(alert.Measure, alert.Query)).SingleAsync(Cancel));

        await world.Pass(well: false);
        var page = await tamar.Page($"{AlertWorld.Page}?lang=en");
        var line = page.QuerySelector(".signals > li.new");
        Assert.Equal("1", Flat((await tamar.Page($"/{World.Cafe}/voices")).QuerySelector("nav .count")));
        Assert.Matches(@"NPS fell from .?3\d.? to .?−60.?", Flat(line?.QuerySelector("h3")));
        Assert.Contains("lies beyond the limits of chance", Flat(line), StringComparison.Ordinal);
        Assert.Matches(@"The change is .?−\d+.? \(95% interval .?−\d+.? to .?−\d+.?\): .?40.? answers .*480.* answers", Flat(line));
        foreach (var link in line?.QuerySelectorAll(".row > a").Select(link => link.GetAttribute("href")) ?? []) Assert.Contains("unit=haifa", Flat((await tamar.Page(link ?? "")).QuerySelector("main")) + link, StringComparison.Ordinal);

        var seen = line?.QuerySelector("form")?.GetAttribute("action") ?? "";
        using (var refused = await tamar.Post(seen, ("note", new string('x', 400))))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("xxx", (await Visitor.Read(refused)).QuerySelector("[name=note]")?.GetAttribute("value"), StringComparison.Ordinal);
        }

        using (var noted = await tamar.Post(seen, ("note", "הקופות היו מושבתות"))) Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        Assert.Null((await tamar.Page(AlertWorld.Page)).QuerySelector(".count, .signals > .new"));
        var course = await tamar.Page($"/{World.Cafe}/scores?unit=haifa&days=90&per=week");
        Assert.Contains("הקופות", course.QuerySelector("svg .noted title")?.TextContent, StringComparison.Ordinal);
        Assert.Null((await world.As(Cast.Ron).Page($"/{World.Cafe}/scores?unit=haifa&days=90")).QuerySelector(".noted"));
    }

    [Theory, EveryStore]
    public async Task An_alert_is_set_by_hand_changed_rested_removed_and_brought_back(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var tamar = world.As(Cast.Tamar);
        var form = await tamar.Page($"{AlertWorld.Page}/new?measure=csat&unit=yafo&lang=en");
        Assert.Equal("csat yafo", string.Join(' ', form.QuerySelectorAll("option[selected]").Select(option => option.GetAttribute("value")).Where(value => value is "csat" or "yafo")));
        using (var made = await tamar.Post(AlertWorld.Page, ("measure", "csat"), ("unit", "yafo"), ("channel", ""), ("per", "month"), ("direction", "worse"))) Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        using (var again = await tamar.Post(AlertWorld.Page, ("measure", "csat"), ("unit", "yafo"), ("per", "month"))) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Guid id;
        await using (var store = await world.Store()) id = (await store.Alerts.SingleAsync(Cancel)).Id;

        using (var changed = await tamar.Post($"{AlertWorld.Page}/{id}", ("measure", "csat"), ("per", "week"), ("direction", "better"), ("version", "1"))) Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        using (var stale = await tamar.Post($"{AlertWorld.Page}/{id}", ("measure", "nps"), ("per", "week"), ("version", "1")))
        {
            Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
            Assert.Equal("2", (await Visitor.Read(stale)).QuerySelector("[name=version]")?.GetAttribute("value"));
        }

        foreach (var (act, told) in new[] { ("pause", "Resting"), ("resumption", "first time"), ("removal", "Bring back"), ("restoration", "first time") })
        {
            using var done = await tamar.Post($"{AlertWorld.Page}/{id}/{act}");
            Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);
            Assert.Contains(told, Flat((await tamar.Page($"{AlertWorld.Page}?lang=en")).QuerySelector("main")), StringComparison.Ordinal);
        }
    }

    [Theory, EveryStore]
    public async Task Alerts_of_colleagues_are_not_there_and_whoever_is_told_by_one_may_leave_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        string ron, noa;
        await using (var store = await world.Store())
        {
            ron = (await store.Members.SingleAsync(member => member.Mail == Cast.Ron.Mail, Cancel)).Id.ToString();
            noa = (await store.Members.SingleAsync(member => member.Mail == Cast.Noa.Mail, Cancel)).Id.ToString();
        }

        var id = await world.Set(Cast.Tamar, "unit=haifa", ("told", ron));
        using (var refused = await world.As(Cast.Tamar).Post(AlertWorld.Page, ("query", "is.plan=gold"), ("told", noa))) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using (var stranger = await world.As(Cast.Tamar).Post(AlertWorld.Page, ("query", ""), ("told", Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString()))) Assert.Equal(HttpStatusCode.UnprocessableEntity, stranger.StatusCode);

        foreach (var person in new[] { Cast.Noa, Cast.Ron })
            foreach (var act in new[] { "", "/pause", "/removal" })
                Assert.Equal(HttpStatusCode.NotFound, (await world.As(person).Post($"{AlertWorld.Page}/{id}{act}", ("measure", "nps"))).StatusCode);
        Assert.Empty((await world.As(Cast.Noa).Page(AlertWorld.Page)).QuerySelectorAll(".alerts li"));
        var line = (await world.As(Cast.Ron).Page($"{AlertWorld.Page}?lang=en")).QuerySelector(".alerts li");
        Assert.Contains("Tell me no more", Flat(line), StringComparison.Ordinal);
        await world.Pass(well: false);
        var signal = Assert.Single(await world.Told(Cast.Ron));
        Assert.Equal(HttpStatusCode.NotFound, (await world.As(Cast.Noa).Post($"/{World.Cafe}/signals/{signal.Id}/seen")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await world.As(Cast.Ron).Post($"{AlertWorld.Page}/{id}/leaving")).StatusCode);
        Assert.Empty((await world.As(Cast.Ron).Page(AlertWorld.Page)).QuerySelectorAll(".alerts li, .signals li"));
        Assert.Single(await world.Told(Cast.Tamar));
    }

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
