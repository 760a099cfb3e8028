using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>Programs bring times that are known from elsewhere, as the page does.</summary>
public sealed class TimesApiTests
{
    private const string Api = $"/api/v1/{World.Cafe}/studies/times";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Times_that_a_program_brings_are_a_study_as_the_page_makes_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var key = await world.Key(Right.ReadScores, Right.RunStudies);
        const string Text = "who;ענף;opened;closed\nגיל;מאפים;2025-03-01 09:00;2025-03-01 11:30\nרוזה;קפה;2025-03-01 09:10;\n";

        using var made = await key.PostJson(Api, new { name = "זמנים", nameEn = "Times", source = "המערכת הקודמת", watched = "2025-04-01", text = Text, columns = new { company = "who", asked = "opened", answered = "closed", industry = "ענף" } });

        Assert.Equal((HttpStatusCode.Created, $"/api/v1/{World.Cafe}/studies/times-1"), (made.StatusCode, made.Headers.Location!.OriginalString));
        var study = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("study");
        Assert.Equal(("times", 2, 2), (study.GetProperty("kind").GetString(), study.GetProperty("companies").GetInt32(), study.GetProperty("probes").GetInt32()));
        await using var store = await world.Store();
        Assert.Equal([150L * 60_000], await store.Probes.Where(probe => probe.State == ProbeState.Answered).Select(probe => probe.WaitedFrom!.Value).ToListAsync(Cancel));
        Assert.Equal(["מאפים", "קפה"], await store.StudyCompanies.OrderBy(one => one.Number).Select(one => one.Industry!).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_is_wrong_is_told_by_line_and_column_and_nothing_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var key = await world.Key(Right.RunStudies);
        using var reads = await world.Key(Right.ReadScores);

        using var wrong = await key.PostJson(Api, new { name = "זמנים", watched = "2025-04-01", text = "company,asked,answered\nגיל,2025-03-01 09:00,בערב\n" });
        using var empty = await key.PostJson(Api, new { text = "" });
        using var forbidden = await reads.PostJson(Api, new { name = "זמנים", text = "company,asked,answered\nגיל,2025-03-01 09:00,2025-03-01 11:30\n" });

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden], new[] { wrong, empty, forbidden }.Select(answer => answer.StatusCode));
        Assert.Contains("lines[2].answered", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("\"name\"", await empty.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.False(await store.Studies.AnyAsync(Cancel));
    }

    [Fact]
    public async Task A_program_says_whether_the_day_or_the_month_comes_first_where_dates_can_be_read_both_ways()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var key = await world.Key(Right.RunStudies, Right.ReadScores);
        const string Text = "company,asked,answered\nגיל,02/01/2026,02/03/2026\n";

        using var asked = await key.PostJson(Api, new { name = "זמנים", text = Text });
        using var unknown = await key.PostJson(Api, new { name = "זמנים", text = Text, dates = "unix" });
        using var made = await key.PostJson(Api, new { name = "זמנים", text = Text, dates = "monthFirst" });

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created], new[] { asked, unknown, made }.Select(answer => answer.StatusCode));
        Assert.Contains("two_orders", await asked.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal([2 * 86_400_000L], await store.Probes.Select(probe => probe.WaitedFrom!.Value).ToListAsync(Cancel));
    }
}
