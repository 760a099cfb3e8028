using Kolot.Core.Understand.Alerts;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Understand.Alerts;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Understand.Alerts;

public sealed class LookAtAlertsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_drop_is_told_once_after_the_week_is_over_and_wiggles_never_are(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        Assert.Empty(await world.Told(Cast.Tamar));

        await world.Pass(well: true);
        // A bad week tells nothing while it runs.
        var bad = world.Sunday(0);
        world.Clock.Advance(TimeSpan.FromDays(5));
        await world.Hear(AlertWorld.Week(bad, well: false));
        await world.Look();
        Assert.Empty(await world.Told(Cast.Tamar));

        world.GoToNextWeek();
        await world.Look();
        await world.Look();
        var signal = Assert.Single(await world.Told(Cast.Tamar));
        Assert.Equal((NewsKind.Beyond, bad, bad.AddDays(6), 40L), (signal.Kind, signal.NowFrom, signal.NowTo, signal.NowN));
        Assert.True(signal.NowValue < signal.BeforeValue && signal.High < 0);

        // It stays bad: the same event is not told again.
        for (var weeks = 0; weeks < 2; weeks++) await world.Pass(well: false);

        Assert.Single(await world.Told(Cast.Tamar));
    }

    [Theory, EveryStore]
    public async Task With_two_nodes_each_piece_is_told_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await using var beside = world.Beside(World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        world.GoToNextWeek();
        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: false));
        // Two errands, as when two armed them at once.
        await using (var store = await world.Store())
        {
            store.Errands.Add(new() { Kind = LookAtAlerts.Errand, Subject = "all", DueAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        await Task.WhenAll(world.Look(), beside.Look());

        Assert.Single(await world.Told(Cast.Tamar));
    }

    [Theory, EveryStore]
    public async Task Each_is_told_of_what_is_within_their_own_reach(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual("haifa");
        await world.Usual("yafo");
        var (dana, omer) = (await Id(world, Cast.Dana), await Id(world, Cast.Omer));
        await world.Set(Cast.Tamar, "", ("told", dana), ("told", omer));
        await world.Set(Cast.Dana, "unit=yafo");
        world.GoToNextWeek();
        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: true, "haifa"));
        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: false, "yafo"));

        await world.Look();

        Assert.Empty(await world.Told(Cast.Dana));
        Assert.Equal(40, Assert.Single(await world.Told(Cast.Omer)).NowN);
        Assert.Equal(80, Assert.Single(await world.Told(Cast.Tamar)).NowN);
    }

    [Theory, EveryStore]
    public async Task Small_groups_are_never_told(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Usual("yafo", count: 3);

        await world.Set(Cast.Tamar, "unit=yafo");
        world.GoToNextWeek();
        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: false));
        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: false, "yafo", count: 3));
        await world.Look();

        Assert.Empty(await world.Told(Cast.Tamar));
        await using var store = await world.Store();
        Assert.All(await store.AlertReaders.ToListAsync(Cancel), reader => Assert.Equal(AlertState.TooFewAnswers, reader.State));
    }

    [Theory, EveryStore]
    public async Task What_was_brought_in_as_history_is_read_and_starts_no_alert(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        await world.Pass(well: true);
        // Bad weeks of long ago: nothing of them is news.
        await world.Hear([.. Enumerable.Range(-30, 10).SelectMany(weeks => AlertWorld.Week(world.Sunday(weeks), well: false, history: true))]);
        await world.Look();
        Assert.Empty(await world.Told(Cast.Tamar));

        await world.Pass(well: false, history: true);
        Assert.Empty(await world.Told(Cast.Tamar));
        await using var store = await world.Store();
        Assert.Equal(AlertState.History, (await store.AlertReaders.SingleAsync(Cancel)).State);
    }

    [Theory, EveryStore]
    public async Task History_that_is_not_counted_in_a_number_keeps_no_alert_on_it_quiet(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        world.GoToNextWeek();
        var day = world.Sunday(-1).AddDays(2);
        await world.Hear([.. Enumerable.Range(0, 200).Select(at => new { source = "old-mail", id = $"m{at}", channel = "mail", kind = "complaint", text = "מכתב ישן", history = true, heardAt = $"{day:yyyy-MM-dd}T10:{at % 60:00}:00Z" })]);

        await world.Hear(AlertWorld.Week(world.Sunday(-1), well: false));
        await world.Look();

        Assert.NotEmpty(await world.Told(Cast.Tamar));
    }

    [Theory, EveryStore]
    public async Task Whoever_left_is_told_nothing_and_a_colleague_goes_on_with_what_they_set(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        var omer = await Id(world, Cast.Omer);
        await world.Set(Cast.Yoav, "", ("told", await Id(world, Cast.Tamar)), ("told", omer));
        await world.Set(Cast.Yoav, "channel=survey");
        using (var parted = await world.As(Cast.Tamar).Post($"/{World.Cafe}/settings/members/{await Id(world, Cast.Yoav)}/closure", ("to", "nobody")))
            Assert.Equal(303, (int)parted.StatusCode);
        await world.Pass(well: false);

        Assert.Empty(await world.Told(Cast.Yoav));
        Assert.Single(await world.Told(Cast.Tamar));
        await using var store = await world.Store();
        Assert.NotEqual(await Id(world, Cast.Yoav), (await store.Alerts.SingleAsync(Cancel)).OwnerId.ToString());
    }

    [Theory, EveryStore]
    public async Task A_clock_that_was_ahead_and_is_set_back_tells_nothing_twice_and_goes_on(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        await world.Pass(well: false);
        Assert.Single(await world.Told(Cast.Tamar));

        world.Clock.Advance(TimeSpan.FromDays(21));
        await world.Look();
        world.Clock.SetBack(TimeSpan.FromDays(21));
        await Due(world);
        await world.Look();
        Assert.Single(await world.Told(Cast.Tamar));
        for (var weeks = 0; weeks < 3; weeks++) await world.Pass(well: false);
        Assert.Single(await world.Told(Cast.Tamar));
        await world.Pass(well: true);

        var told = await world.Told(Cast.Tamar);
        Assert.Equal([false, true], told.Select(signal => signal.NowValue > signal.BeforeValue));
    }

    [Theory, EveryStore]
    public async Task An_alert_on_a_measure_whose_rule_changed_says_so_and_stands_still(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar);
        await using (var before = await world.Store()) await before.Alerts.ExecuteUpdateAsync(set => set.SetProperty(alert => alert.MeasureVersion, 0), Cancel);
        await world.Pass(well: false);

        Assert.Empty(await world.Told(Cast.Tamar));
        Assert.Contains("The rule of the measure changed", (await world.As(Cast.Tamar).Page($"{AlertWorld.Page}?lang=en")).QuerySelector(".alerts")?.TextContent, StringComparison.Ordinal);
    }

    private static async Task Due(World world)
    {
        await using var store = await world.Store();
        var now = world.Clock.Now;
        await store.Errands.Where(errand => errand.Kind == LookAtAlerts.Errand).ExecuteUpdateAsync(set => set.SetProperty(errand => errand.DueAt, now), Cancel);
    }

    private static async Task<string> Id(World world, Person person)
    {
        await using var store = await world.Store();
        return (await store.Members.SingleAsync(member => member.Mail == person.Mail, Cancel)).Id.ToString();
    }
}
