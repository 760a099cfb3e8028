using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Facts;

public sealed class FactImagesTests
{
    private static readonly DaySpan[] Ever = [new(new(2020, 1, 1), new(2030, 1, 1))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_was_kept_changed_and_removed_is_counted_a_moment_later(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(Said("a", 9), Said("b", 3));
        await Becomes("3×1 9×1", () => Scores(world));

        await world.Hear(Said("b", 7), Said("c", 10));
        await Becomes("7×1 9×1 10×1", () => Scores(world));

        await using (var store = await world.Store())
            await store.Voices.Where(voice => voice.SourceId == "a").ExecuteDeleteAsync(Cancel);
        await Becomes("7×1 10×1", () => Scores(world));
    }

    [Theory, EveryStore]
    public async Task What_is_known_of_a_customer_now_is_what_voices_are_told_apart_by(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(Said("a", 9, "c-1"), Said("b", 3, "c-2"));
        await Becomes("", () => ByPlan(world));

        await using (var store = await world.Store())
        {
            var customers = await store.Customers.ToDictionaryAsync(customer => customer.SourceId, Cancel);
            store.CustomerAttributes.AddRange(
                new() { CustomerId = customers["c-1"].Id, Key = "plan", Value = "gold" },
                new() { CustomerId = customers["c-2"].Id, Key = "plan", Value = "basic" });
            await store.SaveChangesAsync(Cancel);
            await Becomes("basic=3 gold=9", () => ByPlan(world));
            await store.CustomerAttributes.Where(known => known.Value == "basic").ExecuteUpdateAsync(set => set.SetProperty(known => known.Value, "gold"), Cancel);
        }

        await Becomes("gold=6", () => ByPlan(world));
    }

    [Theory, EveryStore]
    public async Task Whatever_was_done_the_numbers_are_those_that_a_node_has_which_begins_now(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Scores(world);
        var chance = new Random(7);
        for (var round = 0; round < 12; round++)
        {
            await world.Hear([.. Enumerable.Range(0, 20).Select(_ => Said($"v-{chance.Next(150)}", chance.Next(11), $"c-{chance.Next(10)}"))]);
            await using (var store = await world.Store())
            {
                var some = $"v-{chance.Next(15)}";
                var gone = store.Voices.Where(voice => voice.SourceId!.StartsWith(some) && voice.Score < 4);
                await store.VoiceKeys.Where(key => gone.Any(voice => voice.Id == key.VoiceId)).ExecuteDeleteAsync(Cancel);
                await gone.ExecuteDeleteAsync(Cancel);
                await store.Voices.Where(voice => voice.SourceId == some).ExecuteUpdateAsync(set => set.SetProperty(voice => voice.Place, voice => voice.Place + (1L << 40)), Cancel);
            }

            if (round % 3 == 0) await Scores(world);
        }

        await using var beginner = world.Beside();
        var anew = await Scores(beginner);
        Assert.NotEqual("", anew);
        await Becomes(anew, () => Scores(world));
    }

    // On SQLite one writes at a time.
    [Fact]
    public async Task A_voice_whose_transaction_ends_after_a_later_one_is_not_missed()
    {
        await using var world = await World.Open(StoreKind.Postgres);
        await world.Hear(Said("first", 5), Said("late", 1));
        await Becomes("1×1 5×1", () => Scores(world));
        await using (var slow = await world.Store())
        {
            await using var writing = await slow.BeginWriting(Cancel);
            await slow.Voices.Where(voice => voice.SourceId == "late").ExecuteUpdateAsync(set => set.SetProperty(voice => voice.Score, 2), Cancel);
            await world.Hear(Said("quick", 9));
            await Scores(world);
            await writing.Commit(Cancel);
        }

        await Becomes("2×1 5×1 9×1", () => Scores(world));
    }

    [Theory, EveryStore]
    public async Task Other_days_of_the_organisation_are_counted_by_at_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "till", id = "night", channel = "survey", score = new { value = 8 }, heardAt = "2026-03-10T22:30:00Z" });
        await Becomes("2026-03-11", () => Day(world));

        await using (var store = await world.Store())
            await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.TimeZone, "Europe/London"), Cancel);

        await Becomes("2026-03-10", () => Day(world));
    }

    [Theory, EveryStore]
    public async Task Who_stood_still_longer_than_the_feed_is_kept_begins_anew(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.Without<FactImages>);
        var tidying = world.Services.GetRequiredService<FeedTidying>();
        await world.Hear(Said("a", 9));
        await Becomes("9×1", () => Scores(world));
        await tidying.Run(Cancel);
        await world.Hear(Said("b", 3));
        for (var times = 0; times < 2; times++)
        {
            world.Clock.Advance(TimeSpan.FromHours(7));
            await tidying.Run(Cancel);
        }

        // Whoever else still writes on the server holds up what may be tidied away.
        await FactFileGround.Until(async () =>
        {
            await tidying.Run(Cancel);
            await using var store = await world.Store();
            return await store.Database.SqlQueryRaw<int>("select count(*) as \"Value\" from _feed").SingleAsync(Cancel) <= 1;
        });
        await world.Hear(Said("c", 5));
        await Becomes("3×1 5×1 9×1", () => Scores(world));
    }

    [Theory, EveryStore]
    public async Task Beyond_its_memory_a_node_lets_go_of_whom_it_was_asked_about_longest_ago(StoreKind kind)
    {
        await using var world = await World.Open(kind, settings: new Dictionary<string, string> { ["Numbers:Memory"] = "1" });
        var images = world.Services.GetRequiredService<FactImages>();
        await world.Found("beit-lechem", Cast.Tamar);
        await Scores(world);
        await images.Of("beit-lechem", TimeSpan.FromMinutes(1), Cancel);

        Assert.True(await Comes.About(() => images.Count == 1));
        await world.Hear(Said("a", 4));
        await Becomes("4×1", () => Scores(world));
    }

    // On PostgreSQL a change is read once all who began to write before it are done, those of other tests too.
    private static async Task Becomes(string expected, Func<Task<string>> counted)
    {
        await Comes.About(async () => await counted() == expected);
        Assert.Equal(expected, await counted());
    }

    private static object Said(string id, double score, string? customer = null) => new
    {
        source = "till", id, channel = "survey", score = new { value = score, low = 0, high = 10 }, customer = customer is null ? null : new { source = "crm", id = customer },
    };

    private static async Task<FactTable> Ask(World world, string? asked, params FactAxis[] groups)
    {
        await world.Settle();
        // A moment later, as any page is asked for.
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        var now = await world.Services.GetRequiredService<FactImages>().Of(World.Cafe, TimeSpan.FromMinutes(1), Cancel);
        return Assert.IsType<FactView>(now.View).Ask(new(asked, FactQuestion.AsGiven, Ever) { Groups = groups }, Cancel);
    }

    private static async Task<string> Scores(World world)
    {
        var table = await Ask(world, "");
        return string.Join(' ', table.Values.Index().Where(value => table.CountOf(0, value.Index) > 0).Select(value => $"{value.Item.Number}×{table.CountOf(0, value.Index)}"));
    }

    private static async Task<string> ByPlan(World world)
    {
        var table = await Ask(world, "", FactAxis.Each(FactAxisKind.Attribute, "plan"));
        return string.Join(' ', table.Groups[0].Index().Where(group => table.TallyOf(group.Index).N > 0).OrderBy(group => group.Item, StringComparer.Ordinal)
            .Select(group => $"{group.Item}={table.TallyOf(group.Index).Mean}"));
    }

    private static async Task<string> Day(World world)
    {
        await world.Settle();
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        var now = await world.Services.GetRequiredService<FactImages>().Of(World.Cafe, TimeSpan.FromMinutes(1), Cancel);
        var days = Enumerable.Range(0, 31).Select(day => new DateOnly(2026, 3, 1).AddDays(day)).ToArray();
        var table = Assert.IsType<FactView>(now.View).Ask(new("", FactQuestion.AsGiven, [.. days.Select(day => new DaySpan(day, day))]), Cancel);
        return days.Index().Single(day => table.TallyOf(day.Index).N > 0).Item.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
