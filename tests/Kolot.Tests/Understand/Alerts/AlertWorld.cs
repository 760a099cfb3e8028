using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Understand.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Alerts;

/// <summary>Weeks of answers in the café, and looks at the end of each.</summary>
internal static class AlertWorld
{
    public const string Page = $"/{World.Cafe}/alerts";

    /// <summary>Answers a week: enough for a week alone to tell a great change.</summary>
    public const int Many = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The Sunday that so many whole weeks from now began; 0 is the running one.</summary>
    public static DateOnly Sunday(this World world, int weeks)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, zone));
        return today.AddDays((7 * weeks) - (int)today.DayOfWeek);
    }

    /// <summary>A week of answers: 30 or 40 points where it is well, -60 where it is not.</summary>
    public static object[] Week(DateOnly sunday, bool well, string unit = "haifa", bool history = false, int count = Many, string source = "till") => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source, id = $"{unit}-{sunday:yyyyMMdd}-{at}", channel = "survey", unit, history, heardAt = $"{sunday.AddDays(1 + (at % 5)):yyyy-MM-dd}T{8 + (at % 10):00}:{at % 60:00}:00Z",
        score = new { value = Score(at % 10, well ? 6 - (sunday.DayNumber / 7 % 2) : 1, well ? 8 : 3), low = 0, high = 10 },
    })];

    /// <summary>Twelve usual weeks, up to the last whole one.</summary>
    public static Task Usual(this World world, string unit = "haifa", int count = Many) =>
        world.Hear([.. Enumerable.Range(-12, 12).SelectMany(weeks => Week(world.Sunday(weeks), well: true, unit, count: count))]);

    /// <summary>The week that runs is over, and it is Sunday at nine.</summary>
    public static void GoToNextWeek(this World world) => world.Clock.Advance(world.Sunday(1).ToDateTime(new(7, 0), DateTimeKind.Utc) - world.Clock.Now);

    /// <summary>One more week is over, of which these were the answers, and somebody looks.</summary>
    public static async Task Pass(this World world, bool well, string unit = "haifa", bool history = false)
    {
        world.GoToNextWeek();
        await world.Hear(Week(world.Sunday(-1), well, unit, history));
        await world.Look();
    }

    /// <summary>Somebody sets an alert on the scores page.</summary>
    public static async Task<Guid> Set(this World world, Person person, string query = "", params (string, string)[] more)
    {
        using var visitor = world.As(person);
        using var answer = await visitor.Post(Page, [("query", query), .. more]);
        Assert.True((int)answer.StatusCode == 303, $"{answer.StatusCode} {world.Troubles}");
        await world.Look();
        await using var store = await world.Store();
        return (await store.Alerts.OrderByDescending(alert => alert.MadeAt).FirstAsync(Cancel)).Id;
    }

    /// <summary>All that is due is done: also what waits for the numbers to be loaded.</summary>
    public static async Task Look(this World world)
    {
        await world.Fed();
        var round = world.Services.GetRequiredService<ErrandRound>();
        for (var tries = 0; tries < 200; tries++)
        {
            await round.Run(World.Cafe, Cancel);
            await using var store = await world.Store();
            var soon = world.Clock.Now.AddMinutes(1);
            if (!await store.Errands.AnyAsync(errand => errand.Kind == LookAtAlerts.Errand && errand.DueAt < soon, Cancel)) return;
            await Task.Delay(20, Cancel);
            world.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Fail("The alerts were not looked at. " + world.Troubles);
    }

    /// <summary>Waits until the numbers know all that was heard: on PostgreSQL they wait for whoever else writes on that server.</summary>
    public static async Task Fed(this World world)
    {
        var images = world.Services.GetRequiredService<FactImages>();
        await using var store = await world.Store();
        var count = await store.Voices.CountAsync(Cancel);
        Assert.True(await Comes.About(async () => (await images.Of(World.Cafe, TimeSpan.FromSeconds(10), Cancel)).View?.Count >= count));
    }

    /// <summary>What somebody was told, oldest first.</summary>
    public static async Task<List<Signal>> Told(this World world, Person person)
    {
        await using var store = await world.Store();
        var id = await store.Members.Where(member => member.Mail == person.Mail).Select(member => member.Id).SingleAsync(Cancel);
        return await store.Signals.AsNoTracking().Where(signal => signal.MemberId == id).OrderBy(signal => signal.At).ToListAsync(Cancel);
    }

    private static int Score(int at, int promoters, int rest) => at < promoters ? 10 : at < rest ? 8 : 3;
}
