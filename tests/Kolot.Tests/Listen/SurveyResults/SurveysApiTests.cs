using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Listen.SurveyResults.Responding;

namespace Kolot.Tests.Listen.SurveyResults;

public sealed class SurveysApiTests
{
    private const string Surveys = $"/api/v1/{World.Cafe}/surveys";

    [Theory, EveryStore]
    public async Task A_program_reads_surveys_and_their_responses_page_by_page_or_line_by_line(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var key = await world.Key(Right.ReadVoices);

        var survey = Assert.Single((await key.Json(Surveys)).GetProperty("surveys").EnumerateArray());
        Assert.Equal(("haifa", "open", 7, 6), (survey.GetProperty("code").GetString(), survey.GetProperty("state").GetString(), survey.GetProperty("begun").GetInt32(), survey.GetProperty("finished").GetInt32()));
        Assert.Equal("recommend", (await key.Json($"{Surveys}/haifa")).GetProperty("asked").GetProperty("screens")[0].GetProperty("questions")[0].GetProperty("key").GetString());

        var first = await key.Json($"{Surveys}/haifa/responses?limit=5");
        var second = await key.Json($"{Surveys}/haifa/responses?limit=5&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal([2, 3, 6, 7, 9, 9, 10], first.GetProperty("responses").EnumerateArray().Concat(second.GetProperty("responses").EnumerateArray()).Select(Recommended));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal([3, 6, 7], (await key.Json($"{Surveys}/haifa/responses?way=qr")).GetProperty("responses").EnumerateArray().Select(Recommended));

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Surveys}/haifa/responses");
        request.Headers.Accept.ParseAdd("application/x-ndjson");
        using var lines = await (await key.Client()).SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("application/x-ndjson", lines.Content.Headers.ContentType?.MediaType);
        Assert.Equal([10, 9, 9, 7, 6, 3, 2], (await lines.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Recommended(JsonSerializer.Deserialize<JsonElement>(line))));
    }

    [Theory, EveryStore]
    public async Task A_survey_is_said_to_be_open_only_while_it_may_be_begun(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Ask(world);
        using var key = await world.Key(Right.ReadVoices);
        using var tamar = world.As(Cast.Tamar);
        async Task<string> Standing(DateTime? opens, DateTime? closes)
        {
            await using (var store = await world.Store()) await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(survey => survey.OpensAt, opens).SetProperty(survey => survey.ClosesAt, closes));
            var page = (await tamar.Page($"/{World.Cafe}/surveys?lang=en")).QuerySelector(".doors .quiet")!.TextContent.Split('·')[0].Trim();
            Assert.Contains(page, (await tamar.Page($"/{World.Cafe}/surveys/haifa?lang=en")).Body!.TextContent, StringComparison.Ordinal);
            return $"{(await key.Json($"{Surveys}/haifa")).GetProperty("state").GetString()}: {page}";
        }

        var now = world.Clock.Now;
        Assert.Equal("open: Open for answers", await Standing(now.AddDays(-2), now.AddDays(1)));
        Assert.Equal("closed: Closed", await Standing(null, now.AddDays(-1)));
        Assert.Equal("closed: Not open yet", await Standing(now.AddDays(1), null));
    }

    [Theory, EveryStore]
    public async Task Without_the_right_or_out_of_reach_there_is_nothing_and_what_is_no_cursor_is_refused(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var scores = await world.Key(Right.ReadScores);
        using var voices = await world.Key(Right.ReadVoices);

        foreach (var (who, path, status) in new[]
        {
            (scores, Surveys, HttpStatusCode.Forbidden), (voices, $"{Surveys}/nothing", HttpStatusCode.NotFound), (voices, $"{Surveys}/nothing/responses", HttpStatusCode.NotFound),
            (voices, $"{Surveys}/haifa/responses?cursor=7", HttpStatusCode.UnprocessableEntity), (voices, $"{Surveys}/haifa/responses?limit=0", HttpStatusCode.UnprocessableEntity),
        })
        {
            using var answer = await who.Get(path);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    private static int Recommended(JsonElement response) => response.GetProperty("answers").GetProperty("recommend").GetInt32();
}
