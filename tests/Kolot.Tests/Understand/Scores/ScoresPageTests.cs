using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kolot.Tests.Understand.Scores;

public sealed class ScoresPageTests
{
    private const string Page = $"/{World.Cafe}/scores";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_manager_asks_whether_a_branch_got_better_and_is_told_whether_that_may_be_chance(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (today, before) = (world.Clock.Now.Date.AddDays(-3), world.Clock.Now.Date.AddDays(-40));
        await world.Hear([.. Many(60, before, "haifa", at => at % 2 == 0 ? 9 : 3), .. Many(60, today, "haifa", at => at % 10 == 0 ? 3 : 10)]);
        await world.Hear([.. Many(40, before, "yafo", at => at % 2 == 0 ? 9 : 3), .. Many(40, today, "yafo", at => at % 20 == 0 ? 3 : at % 2 == 0 ? 9 : 3)]);
        var tamar = world.As(Cast.Tamar);

        var haifa = await tamar.Page($"{Page}?unit=haifa&days=30");
        var yafo = await tamar.Page($"{Page}?unit=yafo&days=30");
        var english = await tamar.Page($"{Page}?unit=haifa&days=30&lang=en");

        Assert.Equal("NPS: עלייה מ־0 ל־80", Title(haifa));
        Assert.Contains("וקשה לייחס אותו למקרה", haifa.QuerySelector(".lede")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("אי אפשר לקבוע אם היה שינוי", Title(yafo), StringComparison.Ordinal);
        Assert.Equal("NPS rose from 0 to 80", Title(english));
        Assert.Matches(@"The change is \+80 \(95% interval \+\d+ to \+\d+\) and is unlikely to be chance\. 60 answers, compared with 60 from", Flat(english.QuerySelector(".lede")));
    }

    [Theory, EveryStore]
    public async Task Groups_stand_beside_all_others_and_two_of_them_in_a_sentence(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(50, day, "haifa", _ => 10), .. Many(50, day, "yafo", at => at % 2 == 0 ? 10 : 2)]);

        var page = await world.As(Cast.Tamar).Page($"{Page}?by=unit&a=yafo&b=haifa&lang=en");

        Assert.Equal(["haifa 100 +100 50", "yafo 0 −100 50"], page.QuerySelectorAll(".astable th a[href*='unit=']").Select(link => link.Closest("tr")).Select(row =>
            $"{Code(row)} {Cell(row, 0)} {Cell(row, 2).Split(' ')[0]} {Cell(row, 3)}"));
        Assert.Contains("חיפה is at 100, יפו at 0; the difference is +100", Flat(page.QuerySelector(".note")), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("svg .whisk").Length);
    }

    [Theory, EveryStore]
    public async Task Nobody_is_recognised_in_a_small_group_of_a_page_nor_by_taking_its_groups_off_their_whole(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(30, day, "haifa", _ => 10), .. Many(3, day, "yafo", _ => 0)]);
        var tamar = world.As(Cast.Tamar);

        Assert.Contains("too few answers", Title(await tamar.Page($"{Page}?unit=yafo&lang=en")), StringComparison.Ordinal);
        // Whoever may read the voices may open those three, whatever is hidden: the branch by itself is told.
        Assert.Equal("NPS is 100", Title(await tamar.Page($"{Page}?unit=haifa&lang=en")));
        var together = await tamar.Page($"{Page}?by=unit&lang=en");
        Assert.Equal("NPS is 82", Title(together));
        Assert.Empty(together.QuerySelectorAll("svg .whisk"));
        Assert.Contains("2 groups are not shown", Flat(together.QuerySelector("main")), StringComparison.Ordinal);
        using var file = await tamar.Ready($"/{World.Cafe}/scores.csv?unit=yafo");
        Assert.Single((await file.Content.ReadAsStringAsync(Cancel)).Trim().Split('\n'));
    }

    [Theory, EveryStore]
    public async Task Numbers_are_of_the_voices_within_reach_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(20, day, "haifa", _ => 10), .. Many(10, day, "haifa-kitchen", _ => 10), .. Many(30, day, "yafo", _ => 0)]);

        Assert.Equal("NPS is 0", Title(await world.As(Cast.Lior).Page($"{Page}?lang=en")));
        Assert.Equal("NPS is 100", Title(await world.As(Cast.Yoav).Page($"{Page}?lang=en")));
        var dana = await world.As(Cast.Dana).Page($"{Page}?by=unit&lang=en");
        Assert.Contains("20 answers", Flat(dana.QuerySelector("aside")), StringComparison.Ordinal);
        var beyond = await world.As(Cast.Dana).Page($"{Page}?unit=yafo&lang=en");
        Assert.Equal("NPS: beyond your reach", Title(beyond));
        Assert.Contains("This unit is beyond your reach", Flat(beyond.QuerySelector(".empty")), StringComparison.Ordinal);
        Assert.Contains("Unit: יפו", beyond.QuerySelectorAll(".pick.on").Select(pick => Flat(pick).Split(" Remove")[0]).Select(told => told.Trim()).Single(told => told.StartsWith("Unit", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("beyond your reach", Flat((await world.As(Cast.Dana).Page($"{Page}?unit=haifa&lang=en")).QuerySelector("main")), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_is_known_of_customers_tells_groups_apart_for_whoever_may_read_of_customers(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(20, day, "haifa", _ => 10, "gold"), .. Many(20, day, "haifa", _ => 2, "basic")]);
        await using (var store = await world.Store())
        {
            foreach (var customer in await store.Customers.ToArrayAsync(Cancel))
                store.CustomerAttributes.Add(new() { CustomerId = customer.Id, Key = "plan", Value = customer.SourceId.Split('-')[0] });
            await store.SaveChangesAsync(Cancel);
        }

        await world.Settle();
        await Comes.About(async () => Title(await world.As(Cast.Ron).Page($"{Page}?is.plan=gold&lang=en")) == "NPS is 100");
        Assert.Equal("NPS is 100", Title(await world.As(Cast.Ron).Page($"{Page}?is.plan=gold&lang=en")));
        var viewer = await world.As(Cast.Noa).Page($"{Page}?is.plan=gold&by=is.plan&lang=en");
        Assert.Equal("NPS is 0", Title(viewer));
        Assert.Empty(viewer.QuerySelectorAll("svg .whisk"));
    }

    [Theory, EveryStore]
    public async Task Of_few_answers_not_even_their_spread_is_told(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(4, day, "haifa", _ => 10), .. Many(30, day, "yafo", _ => 2)]);

        var page = await world.As(Cast.Yoav).Page($"{Page}?lang=en");

        Assert.Contains("too few answers", Title(page), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".bars li, .score, svg.chart"));
    }

    [Theory, EveryStore]
    public async Task What_customers_beyond_reach_are_like_is_told_to_nobody_not_even_as_a_choice(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(20, day, "haifa", _ => 10, "gold"), .. Many(20, day, "haifa", _ => 4, "basic"), .. Many(20, day, "yafo", _ => 2, "secret")]);
        await using (var store = await world.Store())
        {
            foreach (var customer in await store.Customers.ToArrayAsync(Cancel))
                store.CustomerAttributes.Add(new() { CustomerId = customer.Id, Key = "plan", Value = customer.SourceId.Split('-')[0] });
            await store.SaveChangesAsync(Cancel);
        }

        await world.Settle();
        var yoav = world.As(Cast.Yoav);
        await Comes.About(async () => (await yoav.Page($"{Page}?lang=en")).Body!.TextContent.Contains("gold", StringComparison.Ordinal));

        var (page, told) = (await yoav.Page($"{Page}?by=is.plan&lang=en"), await yoav.Ready($"/{World.Cafe}/scores.csv?by=is.plan"));
        Assert.Contains("gold", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page.Body.InnerHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await told.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var owner = await world.As(Cast.Tamar).Page($"{Page}?by=is.plan&lang=en");
        Assert.Contains("secret", owner.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_file_holds_the_whole_each_piece_of_time_and_each_group(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(10, world.Clock.Now.Date.AddDays(-3), "haifa", _ => 10), .. Many(10, world.Clock.Now.Date.AddDays(-20), "yafo", _ => 8)]);

        using var file = await world.As(Cast.Ron).Ready($"/{World.Cafe}/scores.csv?by=unit&days=30&per=week");

        var lines = (await file.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Trim().Split("\r\n");
        Assert.StartsWith("measure,part,name,from,to,n,value", lines[0], StringComparison.Ordinal);
        Assert.Equal(["whole", "time", "time", "unit", "unit"], lines[1..].Select(line => line.Split(',')[1]));
        Assert.Contains(",20,50,", lines[1], StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Every_number_leads_to_the_voices_that_it_is_made_of(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var day = world.Clock.Now.Date.AddDays(-3);
        await world.Hear([.. Many(12, day, "haifa", at => at < 5 ? 3 : 10), .. Many(8, day, "yafo", _ => 10), .. Many(4, day.AddDays(-200), "haifa", _ => 3)]);
        await world.Hear(new { source = "till", id = "stars", channel = "survey", unit = "haifa", heardAt = day.AddHours(10).ToString("s") + "Z", score = new { value = 3, low = 1, high = 5 } });
        var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page($"{Page}?days=30&per=day&unit=haifa&lang=en");

        var three = page.QuerySelector(".bars a")?.GetAttribute("href") ?? "";
        Assert.Equal(5, (await tamar.Page(three)).QuerySelectorAll("#list article").Length);
        Assert.Equal(12, (await tamar.Page(page.QuerySelector("a.piece")?.GetAttribute("href") ?? "")).QuerySelectorAll("#list article").Length);
        Assert.Equal(12, (await tamar.Page(page.QuerySelector(".score.big a")?.GetAttribute("href") ?? "")).QuerySelectorAll("#list article").Length);
    }

    [Theory, EveryStore]
    public async Task Two_periods_that_one_chooses_are_compared(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(40, world.Clock.Now.Date.AddDays(-3), "haifa", _ => 10), .. Many(40, world.Clock.Now.Date.AddDays(-3 - 364), "haifa", at => at % 2 == 0 ? 10 : 2), .. Many(40, world.Clock.Now.Date.AddDays(-100), "haifa", _ => 8)]);
        var tamar = world.As(Cast.Tamar);
        string Iso(int ago) => world.Clock.Now.Date.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("NPS rose from 0 to 100", Title(await tamar.Page($"{Page}?days=30&against=year&lang=en")));
        var days = await tamar.Page($"{Page}?days=30&afrom={Iso(110)}&ato={Iso(90)}&lang=en");
        Assert.Equal("NPS rose from 0 to 100", Title(days));
        Assert.Matches(@"is unlikely to be chance\. 40 answers, compared with 40 from \d+\.\d+\.\d+ to", Flat(days.QuerySelector(".lede")));
        Assert.Equal("NPS is 100", Title(await tamar.Page($"{Page}?days=30&lang=en")));
    }

    [Fact]
    public async Task While_the_numbers_are_loaded_the_page_says_how_far_it_is_and_comes_back_by_itself()
    {
        // What waits is counted beside the navigation, of the voices too.
        await using var world = await World.Open(StoreKind.Postgres, services => services.RemoveAll<INavigationCount>());
        await world.Hear(Many(10, world.Clock.Now.Date.AddDays(-3), "haifa", _ => 10));
        // Whoever reads the voices waits for as long as somebody has the table to themselves.
        await using var store = await world.Store();
        await using (await store.Database.BeginTransactionAsync(Cancel))
        {
            await store.Database.ExecuteSqlRawAsync("lock table voices in access exclusive mode", Cancel);
            using var waiting = await world.As(Cast.Tamar).Get($"{Page}?lang=en");
            Assert.Equal("2", waiting.Headers.GetValues("Refresh").Single());
            Assert.NotNull((await Visitor.Read(waiting)).QuerySelector("[role=status] progress"));
        }

        Assert.Equal("NPS is 100", Title(await world.As(Cast.Tamar).Page($"{Page}?lang=en")));
    }

    [Fact]
    public async Task Whatever_stands_in_an_address_there_is_a_page()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await world.Hear([.. Many(10, world.Clock.Now.Date.AddDays(-3), "haifa", _ => 10)]);
        foreach (var address in new[] { "measure=no-such", "days=-1", "days=99999", "from=2026-12-01&to=2026-01-01", "by=is.", "by=is.none", "by=nothing", "per=eon", "unit=none", "kind=none", "from=1990-01-01&per=day", "measure=csat&by=unit&a=x&b=y", "is.plan=gold&is.plan=basic" })
            Assert.Equal("200", $"{(int)(await world.As(Cast.Tamar).Get($"{Page}?{address}")).StatusCode}");
    }

    private static object[] Many(int count, DateTime day, string unit, Func<int, int> score, string? customer = null) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{unit}-{customer}-{day:MMdd}-{at}", channel = "survey", unit, heardAt = day.AddHours(10).AddSeconds(at).ToString("s") + "Z",
        score = new { value = score(at), low = 0, high = 10 }, customer = customer is null ? null : new { source = "crm", id = $"{customer}-{at}" },
    })];

    private static string Title(IDocument page) => Flat(page.QuerySelector("h1"));

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);

    private static string Code(IElement? row) => row?.QuerySelector("a")?.GetAttribute("href")?.Split("unit=")[1].Split('&')[0] ?? "";

    private static string Cell(IElement? row, int at) => Flat(row?.QuerySelectorAll("td")[at]);
}
