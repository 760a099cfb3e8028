using System.Net;
using AngleSharp.Dom;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Listen.SurveyResults.Responding;

namespace Kolot.Tests.Listen.SurveyResults;

public sealed class ResultsPagesTests
{
    [Theory, EveryStore]
    public async Task Results_say_who_finished_and_each_question_with_its_numbers_and_whoever_sees_the_branch_reads_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        await using (var store = await world.Store())
            store.SurveyResponses.Add(new() { Id = Guid.CreateVersion7(), SurveyId = await store.Surveys.Select(survey => survey.Id).SingleAsync(), Number = 1, Language = "he", Way = "link", BegunAt = world.Clock.Now, SentAt = world.Clock.Now, Seconds = "1", Given = "{}", Counted = Counted.Robot, Screen = 1 }).Context.SaveChanges();
        using var yoav = world.As(Cast.Yoav);

        var page = await yoav.Page($"{Results}?lang=en");

        Assert.Equal("6 finished the survey, of 7 who began", Said(page.QuerySelector("h1")));
        var facts = page.QuerySelectorAll(".outcome .facts > div").ToDictionary(one => Said(one.QuerySelector("dt")), one => Said(one.QuerySelector("dd")));
        Assert.Equal(("7", "6", "1"), (facts["Began"], facts["Finished"], facts["Not counted"]));
        // 6 of 7 by Wilson: 48.7 to 97.4 percent.
        Assert.Equal("86% 95% interval: 48.7% to 97.4%", facts["Completion"]);
        Assert.Contains("1 not given by a person", Said(page.QuerySelector(".outcome")), StringComparison.Ordinal);

        // Three promoters and two detractors of six: 50 − 33.3 points.
        Assert.StartsWith("17 95% interval", Said(page.QuerySelector("#q-recommend .score")), StringComparison.Ordinal);
        Assert.Equal("6 answered, of 6 who were asked", Said(page.QuerySelector("#q-recommend .quiet")));
        Assert.Equal("The coffee 50% 19% to 81% 3", Said(page.QuerySelector("#q-liked tbody tr")));
        // 5 4 4 3 2 1: mean 19/6, s = 1.472, 2.5706 · 1.472 / √6 = 1.545; 3 of 6 agree.
        Assert.Equal("Fast 3.17 1.62 to 4.71 50% 19% to 81% 6", Said(page.QuerySelector("#q-set tbody tr")));
        Assert.Equal(["לא נחזור", "איטי", "בסדר"], page.QuerySelectorAll("#q-comment .said").Select(Said));
        await using var after = await world.Store();
        var latest = await after.Voices.OrderByDescending(voice => voice.Place).FirstAsync();
        Assert.Equal($"/{World.Cafe}/voices/{latest.Id}", page.QuerySelector("#q-comment .verbatims a")?.GetAttribute("href"));
    }

    [Theory, EveryStore]
    public async Task What_the_scores_say_of_the_same_answers_the_results_say_too(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var ron = world.As(Cast.Ron);

        var results = Said((await ron.Page($"{Results}?lang=en")).QuerySelector("#q-recommend .score"));
        IElement? scores = null;
        await Comes.About(async () => (scores = (await ron.Page($"/{World.Cafe}/scores?measure=nps&lang=en")).QuerySelector("aside .score")) is not null);

        Assert.Equal(Said(scores), results.Replace(" NPS ·", "", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task Results_are_narrowed_by_the_address_and_the_screens_say_where_people_stopped(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var tamar = world.As(Cast.Tamar);

        Assert.Equal("3 finished the survey, of 3 who began", Said((await tamar.Page($"{Results}?lang=en&way=qr")).QuerySelector("h1")));
        Assert.NotNull((await tamar.Page($"{Results}?lang=en&to=2020-01-01")).QuerySelector(".empty"));
        Assert.Equal("7", Said((await tamar.Page($"{Results}?version=1&language=he&from=2020-01-01&lang=en")).QuerySelector(".facts dd")));
        Assert.NotNull((await tamar.Page($"{Results}?version=9&language=xx&way=nothing&from=yesterday")).QuerySelector(".empty"));

        var screens = (await tamar.Page($"{Results}/screens?lang=en")).QuerySelectorAll(".dropoff tbody tr").Select(row => row.QuerySelectorAll("td.num").Select(Said).ToArray()).ToArray();
        Assert.Equal(["7", "7", "0"], screens[0][..3]);
        Assert.Equal(["7", "6"], screens[1][..2]);
        Assert.StartsWith("1 14%", screens[1][2], StringComparison.Ordinal);

        var responses = (await tamar.Page($"{Results}/responses?lang=en")).QuerySelectorAll("tbody tr");
        Assert.Equal(7, responses.Length);
        Assert.Contains("Stopped after 1 screens of 2", Said(responses[0]), StringComparison.Ordinal);
        Assert.Contains("3 of 10 לא נחזור", Said(responses[1]), StringComparison.Ordinal);
        Assert.Equal(3, (await tamar.Page($"{Results}/words?way=qr")).QuerySelectorAll(".verbatims > li").Length);
    }

    [Theory, EveryStore]
    public async Task Whoever_does_not_see_the_branch_finds_no_results_and_neither_does_a_stranger(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var omer = world.As(Cast.Omer);

        foreach (var path in new[] { "", "/screens", "/responses", "/words", "/exports" })
        {
            using var answer = await omer.Get(Results + path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var made = await omer.Post($"{Results}/exports", ("format", "csv"));
        Assert.Equal(HttpStatusCode.NotFound, made.StatusCode);
    }

    private static string Said(INode? node) => string.Join(' ', (node?.GetDescendants() ?? []).OfType<IText>().SelectMany(text => text.Data.Split([' ', '\n', '\r', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)));
}
