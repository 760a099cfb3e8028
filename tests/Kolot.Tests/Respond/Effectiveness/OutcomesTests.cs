using System.Net;
using System.Text.Json;
using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Listen.Rhythm;
using Kolot.Respond.Cases;
using Kolot.Respond.Effectiveness;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Effectiveness;

public sealed class OutcomesTests
{
    private static readonly DaySpan[] Ever = [new(new(2020, 1, 1), new(2036, 1, 1))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_closed_case_is_counted_a_moment_later_leaves_when_it_goes_on_and_follows_whose_and_where_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await Matters.Step(world, 1, new() { Kind = CaseStepKinds.Answered, At = world.Clock.Now });
        await Becomes("", () => Counted(world, OutcomeQuestions.Confirmed));

        await Close(world, confirmed: true, minutes: "30");
        await Becomes("1×1", () => Counted(world, OutcomeQuestions.Confirmed));
        await Becomes("1×1", () => Counted(world, OutcomeQuestions.SolvedAtFirst));
        await Becomes("30×1", () => Counted(world, OutcomeQuestions.OwnMinutes));

        await Matters.Step(world, 1, new() { Kind = CaseStepKinds.Reopened, At = world.Clock.Now });
        await Becomes("", () => Counted(world, OutcomeQuestions.Confirmed));
        await Close(world, confirmed: false, minutes: null);
        await Becomes("0×1", () => Counted(world, OutcomeQuestions.SolvedAtFirst));
        await Becomes("haifa=1", () => ByUnit(world));

        var other = await world.Unit("yafo");
        await using (var store = await world.Store())
        {
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, other), Cancel);
            await store.Voices.ExecuteUpdateAsync(set => set.SetProperty(voice => voice.Kind, Kolot.Core.Listen.VoiceKind.Request), Cancel);
        }

        await Becomes("yafo=1", () => ByUnit(world));
        await using (var store = await world.Store())
            Assert.Equal(Kolot.Core.Listen.VoiceKind.Request, await store.CaseOutcomes.Select(row => row.Kind).SingleAsync(Cancel));

        // A node that begins now counts the same.
        await using (var beginner = world.Beside()) Assert.Equal("0×1", await Counted(beginner, OutcomeQuestions.Confirmed));
        await using (var store = await world.Store())
        {
            await using var writing = await store.BeginWriting(Cancel);
            await store.RemoveCasesOf([await store.Customers.Select(one => one.Id).SingleAsync(Cancel)], [], Cancel);
            await writing.Commit(Cancel);
        }

        await Becomes("", () => Counted(world, OutcomeQuestions.Confirmed));
    }

    [Theory, EveryStore]
    public async Task Whether_a_customer_had_to_turn_to_us_again_is_known_seven_days_after_each_closing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await Close(world, confirmed: true, minutes: null);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await CaseWorld.Speak(world, new { source = "till", id = "v-2", channel = "call", kind = "question", text = "ומה עם החשבונית?", unit = "haifa", customer = CaseWorld.Ruth });
        await Becomes("", () => Counted(world, OutcomeQuestions.ContactAgain));
        world.Clock.Advance(CaseOutcome.Again);

        await Becomes("1×1", () => Counted(world, OutcomeQuestions.ContactAgain));
        await using var store = await world.Store();
        var (closed, later) = (await store.CaseOutcomes.SingleAsync(row => row.Confirmed != null, Cancel), await store.CaseOutcomes.SingleAsync(row => row.ContactAgain != null, Cancel));
        Assert.Equal(7 * 24 * 3600 * 1000L, Kolot.Core.Listen.Place.MomentOf(later.Place) - Kolot.Core.Listen.Place.MomentOf(closed.Place));
    }

    [Fact]
    public async Task Scores_of_cases_have_n_and_interval_lead_to_their_cases_and_are_no_voices()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        foreach (var at in Enumerable.Range(0, 6))
        {
            await CaseWorld.Speak(world, new { source = "till", id = $"v-{at}", channel = "call", kind = "complaint", text = "חיכיתי", unit = "haifa", customer = new { source = "crm", id = $"c-{at}" } });
            await Close(world, confirmed: at < 4, minutes: null, number: at + 1);
        }

        using var key = await world.Key(Right.ReadScores, Right.ReadVoices);
        using var tamar = world.As(Cast.Tamar);
        await Becomes("0×2 1×4", () => Counted(world, OutcomeQuestions.Confirmed));
        using var told = await key.Get($"/api/v1/{World.Cafe}/scores?measure=confirmed-solved&days=30&by=channel");
        var group = JsonDocument.Parse(await told.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("groups").EnumerateArray().Single();
        var piece = group.GetProperty("pieces").EnumerateArray().Single(one => one.GetProperty("n").ValueKind == JsonValueKind.Number);
        Assert.Equal(("call", 6, 66.666667), (group.GetProperty("name").GetString(), piece.GetProperty("n").GetInt32(), piece.GetProperty("value").GetDouble()));
        Assert.InRange(piece.GetProperty("low95").GetDouble(), 29, 31);

        var page = await tamar.Page($"/{World.Cafe}/scores?measure=confirmed-solved&days=30");
        Assert.Contains("6 טיפולים", page.Body!.TextContent, StringComparison.Ordinal);
        var lead = page.QuerySelector("aside .score a")!.GetAttribute("href")!;
        Assert.StartsWith($"/{World.Cafe}/cases/counted?", lead, StringComparison.Ordinal);
        Assert.Equal(6, (await tamar.Page(lead)).QuerySelectorAll("tbody tr").Length);
        Assert.Equal(["4", "3", "2", "1"], (await tamar.Page($"{lead}&score=1&kind=complaint&unit=haifa&channel=call")).QuerySelectorAll("tbody th").Select(one => one.TextContent.Trim()));
        Assert.Empty((await tamar.Page($"{lead}&channel=survey")).QuerySelectorAll("tbody tr"));
        var measure = await tamar.Page($"/{World.Cafe}/measures/solved-at-first");
        Assert.Contains("אישר שנפתר אחרי תשובה אחת", measure.Body!.TextContent, StringComparison.Ordinal);

        // Six were heard, not twelve; and nobody answers for a case by sending the name.
        var rhythm = await world.Services.GetRequiredService<CountRhythm>().Run(await CaseWorld.Of(world, Cast.Tamar), Cancel);
        Assert.Equal(6, rhythm.Channels.Sum(one => one.Count));
        await world.Hear(new { source = "till", id = "forged", channel = "call", answers = new Dictionary<string, object> { [OutcomeQuestions.Confirmed] = 1 } });
        await Becomes("0×2 1×4", () => Counted(world, OutcomeQuestions.Confirmed));
    }

    [Fact]
    public async Task Who_sees_less_sees_fewer_cases_behind_a_number()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await CaseWorld.Complains(world, unit: "haifa");
        await Close(world, confirmed: true, minutes: null);
        using var dana = world.As(Cast.Dana);
        using var unknown = await dana.Get($"/{World.Cafe}/cases/counted?of=nonsense&from=2026-99-99&score=NaN&unit=nowhere");

        Assert.Equal(HttpStatusCode.OK, unknown.StatusCode);
        await using (var store = await world.Store())
        {
            var elsewhere = await world.Unit("yafo");
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, elsewhere).SetProperty(row => row.OwnerId, (Guid?)null), Cancel);
        }

        Assert.Empty((await dana.Page($"/{World.Cafe}/cases/counted?of=confirmed")).QuerySelectorAll("tbody tr"));
    }

    [Theory, EveryStore]
    public async Task The_cases_behind_a_number_are_paged_each_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            for (var number = 1; number <= ListCounted.PageSize + 3; number++)
            {
                var row = new Case { Id = Guid.CreateVersion7(), OpenedAt = world.Clock.Now, HeardAt = world.Clock.Now };
                store.Cases.Add(row);
                store.CaseOutcomes.Add(new() { Place = Kolot.Core.Listen.Place.From(world.Clock.Now) + number, CaseId = row.Id, Step = 1, Kind = Kolot.Core.Listen.VoiceKind.Complaint, Confirmed = number % 2 == 0 });
            }

            await store.SaveChangesAsync(Cancel);
        }

        using var tamar = world.As(Cast.Tamar);
        var first = await tamar.Page($"/{World.Cafe}/cases/counted?of=confirmed");
        var second = await tamar.Page(first.QuerySelector(".pager [rel=next]")!.GetAttribute("href")!);

        Assert.Equal(Enumerable.Range(1, ListCounted.PageSize + 3).Reverse().Select(number => $"{number}"), new[] { first, second }.SelectMany(page => page.QuerySelectorAll("tbody th").Select(one => one.TextContent.Trim())));
        Assert.Null(second.QuerySelector(".pager [rel=next]"));
    }

    private static async Task Close(World world, bool confirmed, string? minutes, long number = 1)
    {
        var closed = await world.Services.GetRequiredService<CloseCase>().Run(await CaseWorld.Of(world, Cast.Tamar), new(new(number), confirmed, "כך נאמר") { Minutes = minutes }, Cancel);
        Assert.False(closed.Refused);
    }

    // On PostgreSQL a change is read once all who began to write before it are done, those of other tests too.
    private static async Task Becomes(string expected, Func<Task<string>> counted)
    {
        await Comes.About(async () => await counted() == expected);
        Assert.Equal(expected, await counted());
    }

    private static async Task<FactTable> Ask(World world, string asked, params FactAxis[] groups)
    {
        await world.Settle();
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        var now = await world.Services.GetRequiredService<FactImages>().Of(World.Cafe, TimeSpan.FromMinutes(1), Cancel);
        return Assert.IsType<FactView>(now.View).Ask(new(asked, FactQuestion.AsGiven, Ever) { Groups = groups }, Cancel);
    }

    private static async Task<string> Counted(World world, string asked)
    {
        var table = await Ask(world, asked);
        return string.Join(' ', table.Values.Index().Where(value => table.CountOf(0, value.Index) > 0).OrderBy(value => value.Item.Number).Select(value => $"{value.Item.Number}×{table.CountOf(0, value.Index)}"));
    }

    private static async Task<string> ByUnit(World world)
    {
        var table = await Ask(world, OutcomeQuestions.Confirmed, FactAxis.Each(FactAxisKind.Unit));
        await using var store = await world.Store();
        var codes = await store.Units.ToDictionaryAsync(unit => unit.Id.ToString(), unit => unit.Code, Cancel);
        return string.Join(' ', table.Groups[0].Index().Where(group => table.TallyOf(group.Index).N > 0).Select(group => $"{codes[group.Item]}={table.TallyOf(group.Index).N}"));
    }
}
