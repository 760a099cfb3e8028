using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.SurveyResults;

public sealed class OneScreenResultsTests
{
    private static readonly Survey Survey = new()
    {
        Languages = ["he", "en"], Title = Wording.Of("ביקור", "Visit"), OnOneScreen = true,
        Screens =
        [
            new() { Questions = [new() { Key = "score", Kind = QuestionKind.Csat, Headline = true, Text = Wording.Of("נהניתם?", "Enjoyed?") }] },
            new() { Questions = [new() { Key = "came", Kind = QuestionKind.One, Text = Wording.Of("ביקרתם?", "Came?"), Choices = [new("yes", Wording.Of("כן", "Yes")), new("no", Wording.Of("לא", "No"))] }] },
            new() { ShowIf = Condition.Where("score", Look.AtMost, "2"), Questions = [new() { Key = "why", Kind = QuestionKind.Text, Text = Wording.Of("למה?", "Why?") }] },
        ],
    };

    [Theory, EveryStore]
    public async Task Whoever_sent_the_one_screen_was_asked_all_that_stood_on_it_and_stopped_where_they_stopped(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "one", Survey);
        using var content = world.Nobody();
        using var hurt = world.Nobody();
        using (await Asked.Send(content, await content.Page($"/{World.Cafe}/s/one"), ("score", "5"), ("came", "yes")))
        using (var first = await Asked.Send(hurt, await hurt.Page($"/{World.Cafe}/s/one"), ("score", "1"))) Assert.Contains("at=1", Asked.Location(first), StringComparison.Ordinal);
        // Half an answer is counted in its questions once it is heard.
        world.Clock.Advance(LeftAnswers.After + TimeSpan.FromHours(1));
        await world.Round();
        using var tamar = world.As(Cast.Tamar);

        var results = await tamar.Page($"/{World.Cafe}/surveys/one/results?lang=en");
        var screens = (await tamar.Page($"/{World.Cafe}/surveys/one/results/screens?lang=en")).QuerySelectorAll(".dropoff tbody tr").Select(row => row.QuerySelectorAll("td.num").Take(2).Select(Said)).ToArray();

        Assert.Equal("1 answered, of 2 who were asked", Said(results.QuerySelector("#q-came .quiet")));
        Assert.Equal([["2", "2"], ["1", "0"]], screens);
        using var key = await world.Key(Right.ReadVoices);
        // What is handed out is the survey as it was written.
        Assert.Equal(3, (await key.Json($"/api/v1/{World.Cafe}/surveys/one")).GetProperty("asked").GetProperty("screens").GetArrayLength());
    }

    private static string Said(INode? node) => string.Join(' ', (node?.GetDescendants() ?? []).OfType<IText>().SelectMany(text => text.Data.Split([' ', '\n', '\r', '\t', '\u00a0'], StringSplitOptions.RemoveEmptyEntries)));
}
