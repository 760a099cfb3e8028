using System.Net;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Lessons;
using Kolot.Respond.Lessons;
using Kolot.Respond.Notifications;
using Kolot.Respond.Told;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Lessons;

public sealed class LessonsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_hard_case_asks_what_is_learned_once_it_is_closed_asks_again_and_is_counted_until_somebody_writes_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var row = await Matters.Open(world);
        await using (var store = await world.Store()) Assert.Empty(await store.CaseLessons.ToListAsync(Cancel));
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now });
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("הפגיעה הייתה קשה", (await tamar.Page($"/{World.Cafe}/cases/1")).QuerySelector("#lesson")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await tamar.Page($"/{World.Cafe}/lessons?of=missing")).QuerySelectorAll(".lessons > li"));

        world.Clock.Advance(HardCase.AskedAgain + TimeSpan.FromHours(1));
        await world.Settle();
        await using (var store = await world.Store())
        {
            Assert.Equal(1, await store.Notifications.CountAsync(one => one.Reason == NotificationReasons.Lesson, Cancel));
            Assert.NotNull((await store.CaseLessons.SingleAsync(Cancel)).AskedAgainAt);
        }

        using var blank = await tamar.Post($"/{World.Cafe}/cases/1/lesson", ("version", "0"), ("happened", ""), ("cause", "כי לא נבדק"), ("prevents", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.StatusCode);
        Assert.Equal("כי לא נבדק", (await Visitor.Read(blank)).QuerySelector("[name=cause]")!.TextContent);
        using var kept = await tamar.Post($"/{World.Cafe}/cases/1/lesson", ("version", "0"), ("happened", "חויבו פעמיים"), ("cause", "כי לא נבדק"), ("prevents", "בדיקה לפני החיוב"));
        using var stale = await tamar.Post($"/{World.Cafe}/cases/1/lesson", ("version", "0"), ("happened", "אחר"), ("prevents", "אחר"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (kept.StatusCode, stale.StatusCode));
        Assert.Contains("חויבו פעמיים", (await Visitor.Read(stale)).QuerySelector(".note")!.TextContent, StringComparison.Ordinal);

        Assert.Empty((await tamar.Page($"/{World.Cafe}/lessons?of=missing")).QuerySelectorAll(".lessons > li"));
        Assert.Single((await tamar.Page($"/{World.Cafe}/lessons?q={Uri.EscapeDataString("חיוב")}&unit=haifa&kind=complaint")).QuerySelectorAll(".lessons > li"));
        Assert.Empty((await tamar.Page($"/{World.Cafe}/lessons?q={Uri.EscapeDataString("מזגן")}")).QuerySelectorAll(".lessons > li"));
        using var file = await tamar.Get($"/{World.Cafe}/lessons.csv?kind=complaint");
        Assert.Contains("חויבו פעמיים,כי לא נבדק,בדיקה לפני החיוב", await file.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("בדיקה לפני החיוב", (await tamar.Page($"/{World.Cafe}/cases/1")).QuerySelector("#lesson")!.TextContent, StringComparison.Ordinal);
        await ItGoesWithItsCustomer(world);
    }

    [Theory, EveryStore]
    public async Task Lessons_and_hard_cases_without_one_are_paged_each_once_also_where_they_were_written_at_one_moment(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        const int each = ListLessons.PageSize + 7;
        var now = world.Clock.Now;
        await using (var store = await world.Store())
        {
            for (var number = 1; number <= 2 * each; number++)
            {
                var row = new Case { Id = Guid.CreateVersion7(), OpenedAt = now, HeardAt = now };
                store.Cases.Add(row);
                store.CaseLessons.Add(number > each ? new() { CaseId = row.Id, AskedAt = now }
                    : new() { CaseId = row.Id, AskedAt = now, Happened = "חויבו פעמיים", Prevents = "בדיקה", WrittenBy = Guid.Empty, WrittenAt = now.AddMinutes(number / 40) });
            }

            await store.SaveChangesAsync(Cancel);
            await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, now), Cancel);
        }

        using var tamar = world.As(Cast.Tamar);
        foreach (var of in new[] { "", "?of=missing", $"?q={Uri.EscapeDataString("פעמיים")}" })
        {
            var first = await tamar.Page($"/{World.Cafe}/lessons{of}");
            var second = await tamar.Page(first.QuerySelector(".pager [rel=next]")!.GetAttribute("href")!);
            var shown = new[] { first, second }.SelectMany(page => page.QuerySelectorAll(".lessons > li .about a").Select(link => link.GetAttribute("href"))).ToArray();
            Assert.Equal((each, each), (shown.Length, shown.Distinct().Count()));
            Assert.Null(second.QuerySelector(".pager [rel=next]"));
            Assert.Equal($"/{World.Cafe}/lessons{of}", second.QuerySelector(".pager [rel=prev]")!.GetAttribute("href"));
        }
    }

    [Theory, EveryStore]
    public async Task Programs_read_lessons_page_by_page_and_what_is_missing(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        foreach (var number in Enumerable.Range(1, 4))
        {
            await Matters.Open(world, title: $"עניין {number}", known: false);
            await Matters.Step(world, number, new() { Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now });
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            if (number < 4) Assert.False((await world.Services.GetRequiredService<WriteLesson>().Run(await Matters.Who(world, Cast.Tamar), number, new($"קרה {number}", null, "בדיקה לפני החיוב"), Cancel)).Refused);
        }

        using var key = await world.Key(Kolot.Core.Organisation.Right.ReadVoices);
        const string Lessons = $"/api/v1/{World.Cafe}/lessons";
        var first = await key.Json($"{Lessons}?limit=2&unit=haifa&q={Uri.EscapeDataString("בדיקה")}");
        var second = await key.Json($"{Lessons}?limit=2&unit=haifa&q={Uri.EscapeDataString("בדיקה")}&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal([3, 2, 1], first.GetProperty("lessons").EnumerateArray().Concat(second.GetProperty("lessons").EnumerateArray()).Select(one => one.GetProperty("case").GetInt64()));
        Assert.Equal((System.Text.Json.JsonValueKind.Null, "severe"), (second.GetProperty("next").ValueKind, second.GetProperty("lessons")[0].GetProperty("hard")[0].GetString()));
        var missing = (await key.Json($"{Lessons}?of=missing")).GetProperty("lessons");
        Assert.Equal((1, 4, System.Text.Json.JsonValueKind.Null), (missing.GetArrayLength(), missing[0].GetProperty("case").GetInt64(), missing[0].GetProperty("writtenAt").ValueKind));
        foreach (var wrong in new[] { "of=all", "kind=x", "limit=0", "cursor=x" })
        {
            using var refused = await key.Get($"{Lessons}?{wrong}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
    }

    [Fact]
    public async Task That_nothing_is_to_be_learned_ends_the_asking_and_is_no_lesson()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var row = await Matters.Open(world);
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });
        using var tamar = world.As(Cast.Tamar);
        using var declined = await tamar.Post($"/{World.Cafe}/cases/1/lesson", ("version", "0"), ("declined", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, declined.StatusCode);
        world.Clock.Advance(HardCase.AskedAgain + TimeSpan.FromHours(1));
        await world.Settle();

        await using var store = await world.Store();
        Assert.False(await store.Notifications.AnyAsync(one => one.Reason == NotificationReasons.Lesson, Cancel));
        foreach (var of in new[] { "", "?of=missing" }) Assert.Empty((await tamar.Page($"/{World.Cafe}/lessons{of}")).QuerySelectorAll(".lessons > li"));
    }

    [Fact]
    public async Task What_was_easy_is_asked_of_nobody_and_what_goes_on_is_asked_when_it_is_over()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var row = await Matters.Open(world);
        await using (var store = await world.Store()) await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(one => one.Severity, 1), Cancel);
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });
        await using (var store = await world.Store()) Assert.Empty(await store.CaseLessons.ToListAsync(Cancel));

        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Reopened, At = world.Clock.Now });
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Reopened, At = world.Clock.Now });
        world.Clock.Advance(HardCase.AskedAgain + TimeSpan.FromHours(1));
        await world.Settle();
        await using (var store = await world.Store()) Assert.Equal((HardReasons.Reopened, null), await store.CaseLessons.Select(one => new ValueTuple<HardReasons, DateTime?>(one.Reasons, one.AskedAt)).SingleAsync(Cancel));
    }

    private static async Task ItGoesWithItsCustomer(World world)
    {
        await using var store = await world.Store();
        var held = new List<string>();
        await foreach (var thing in new HeldKept().Of(store, new("", null, [], new(), new([], [], [], [], [])) { Customers = [Matters.Ruti] }, Cancel)) held.AddRange(thing.Words);
        Assert.Contains("בדיקה לפני החיוב", held);
        await using var writing = await store.BeginWriting(Cancel);
        await store.RemoveCasesOf([Matters.Ruti], [], Cancel);
        await writing.Commit(Cancel);
        Assert.Equal((0, 0), (await store.CaseLessons.CountAsync(Cancel), await store.CaseOutcomes.CountAsync(Cancel)));
    }
}
