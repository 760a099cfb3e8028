using AngleSharp.Dom;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Understand.Scores;

namespace Kolot.Tests.Understand.Scores;

public sealed class ScoreChoicesTests
{
    private const string Page = $"/{World.Cafe}/scores";

    [Theory, EveryStore]
    public async Task Whoever_sees_a_part_is_shown_the_units_below_its_top_and_told_where_there_is_only_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(30, day, "haifa", _ => 10), .. Many(20, day, "haifa-kitchen", at => at % 2 == 0 ? 10 : 2), .. Many(30, day, "yafo", _ => 0)]);

        foreach (var chosen in new[] { "", "&unit=haifa", "&unit=all" })
        {
            var page = await world.As(Cast.Yoav).Page($"{Page}?by=unit&lang=en{chosen}");
            Assert.Equal((chosen, "haifa haifa-kitchen"), (chosen, string.Join(' ', page.QuerySelectorAll("#groups .astable th a").Select(link => Code(link.Closest("tr"))).Order(StringComparer.Ordinal))));
        }

        Assert.Contains("All answers here are of חיפה", Flat((await world.As(Cast.Dana).Page($"{Page}?by=unit&lang=en")).QuerySelector("#groups")), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_period_of_few_before_is_not_taken_for_one_to_compare_with(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (today, before) = (world.Clock.Now.Date.AddDays(-3), world.Clock.Now.Date.AddDays(-40));
        await world.Hear([.. Many(9, before, "haifa", at => at < 7 ? 10 : 2), .. Many(60, today, "haifa", at => at % 15 < 8 ? 10 : 2)]);
        await world.Hear([.. Many(9, before, "yafo", _ => 10), .. Many(60, today, "yafo", _ => 2)]);
        var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page($"{Page}?unit=haifa&days=30&lang=en");

        Assert.Equal("NPS is 7", Title(page));
        Assert.Contains("There are too few answers from", Flat(page.QuerySelector(".lede")), StringComparison.Ordinal);
        Assert.Equal("NPS fell from 100 to −100", Title(await tamar.Page($"{Page}?unit=yafo&days=30&lang=en")));
    }

    [Theory, EveryStore]
    public async Task A_choice_leads_to_its_part_of_the_page_and_the_tabs_keep_what_was_chosen(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(50, day, "haifa", _ => 10), .. Many(50, day, "yafo", at => at % 2 == 0 ? 10 : 2)]);
        var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page($"{Page}?by=unit&kind=feedback&days=90&a=yafo&b=haifa");

        Assert.All(page.QuerySelectorAll("#groups .tabs a"), tab => Assert.EndsWith("#groups", tab.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(Page + "#compared", page.QuerySelector("form#compared")?.GetAttribute("action"));
        var drivers = page.QuerySelector(".sub a[href*='/drivers']")?.GetAttribute("href");
        Assert.Equal($"/{World.Cafe}/drivers?kind=feedback&days=90", drivers);
        Assert.Equal($"{Page}?kind=feedback&days=90", (await tamar.Page(drivers ?? "")).QuerySelector(".sub a[href*='/scores']")?.GetAttribute("href"));
        Assert.Equal("no such thing", ScoreWords.Axis("is.no-such-thing"));
        Assert.NotEqual("came-from", ScoreWords.Axis("is.came-from"));
    }

    private static object[] Many(int count, DateTime day, string unit, Func<int, int> score, string? customer = null) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{unit}-{customer}-{day:MMdd}-{at}", channel = "survey", unit, heardAt = day.AddHours(10).AddSeconds(at).ToString("s") + "Z",
        score = new { value = score(at), low = 0, high = 10 }, customer = customer is null ? null : new { source = "crm", id = $"{customer}-{at}" },
    })];

    private static string Title(IDocument page) => Flat(page.QuerySelector("h1"));

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);

    private static string Code(IElement? row) => row?.QuerySelector("a")?.GetAttribute("href")?.Split("unit=")[1].Split('&')[0] ?? "";
}
