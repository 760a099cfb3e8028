using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class CasesListTests
{
    private static readonly string List = $"/{World.Cafe}/cases";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Each_view_shows_its_cases_within_reach_with_how_many_there_are(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Many(world);
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);

        var mine = await dana.Page(List);
        Assert.Equal(["2", "4"], [.. Numbers(mine)]);
        Assert.Equal("3 טיפולים", (await dana.Page($"{List}?view=open")).QuerySelector("h1")!.TextContent.Trim().Split(',')[0]);
        Assert.Equal(["1"], [.. Numbers(await dana.Page($"{List}?view=snoozed"))]);
        Assert.Equal(["2"], [.. Numbers(await dana.Page($"{List}?view=due"))]);
        Assert.Equal(["3"], [.. Numbers(await omer.Page(List))]);
        Assert.Equal([], Numbers(await dana.Page($"{List}?view=unowned")));
        Assert.Equal(["3", "5"], [.. Numbers(await omer.Page($"{List}?view=team"))]);
        Assert.Equal(["5"], [.. Numbers(await omer.Page($"{List}?view=unowned"))]);
        Assert.Equal(["4"], [.. Numbers(await dana.Page($"{List}?view=open&kind=question"))]);
        Assert.NotNull((await dana.Page($"{List}?view=closed")).QuerySelector(".empty"));
    }

    [Theory, EveryStore]
    public async Task Pages_go_on_after_the_last_of_the_one_before_whatever_is_due(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (list, tamar) = (world.Services.GetRequiredService<ListCases>(), await CaseWorld.Of(world, Cast.Tamar));
        await using (var store = await world.Store())
        {
            for (var number = 0; number < 11; number++)
                store.Cases.Add(new() { Id = Guid.CreateVersion7(), OpenedAt = world.Clock.Now, HeardAt = world.Clock.Now, DueAt = number % 3 == 0 ? null : world.Clock.Now.Date.AddHours(number % 2) });
            await store.SaveChangesAsync(Cancel);
        }

        var seen = new List<Case>();
        for (var after = (CaseCursor?)null; ;)
        {
            var (rows, next) = await list.Page(tamar, new() { View = CaseView.Open, After = after }, 3, Cancel);
            seen.AddRange(rows);
            if (next is null) break;
            after = CaseCursor.Read(next.ToString());
        }

        Assert.Equal(11, seen.DistinctBy(row => row.Number).Count());
        Assert.Equal(seen.OrderBy(row => row.DueAt ?? DateTime.MaxValue).ThenBy(row => row.Number).Select(row => row.Number), seen.Select(row => row.Number));
    }

    [Theory, EveryStore]
    public async Task Many_are_done_with_at_once_and_undone_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Many(world);
        using var tamar = world.As(Cast.Tamar);
        var me = await CaseWorld.IdOf(world, Cast.Tamar);
        var before = (await CaseWorld.Cases(world)).Select(row => row.OwnerId).ToArray();

        using var taken = await tamar.Post($"{List}/bulk", ("act", "take"), ("case", "2"), ("case", "3"), ("case", "999"), ("list", "view=open"));
        var page = await tamar.Page(taken.Headers.Location!.ToString());
        Assert.Equal([me, me], (await CaseWorld.Cases(world)).Where(row => row.Number is 2 or 3).Select(row => row.OwnerId ?? default));
        Assert.Equal(["2", "3"], page.QuerySelectorAll("form[action$='bulk/undo'] input[name=case]").Select(field => field.GetAttribute("value")));

        using var undone = await tamar.Post($"{List}/bulk/undo", ("case", "2"), ("case", "3"), ("list", "view=open"));
        Assert.Equal(before, (await CaseWorld.Cases(world)).Select(row => row.OwnerId));
        using var noReason = await tamar.Post($"{List}/bulk", ("act", "close"), ("case", "2"), ("reason", ""));
        using var nothing = await tamar.Post($"{List}/bulk", ("act", "close"), ("reason", "די"));
        Assert.All(await CaseWorld.Cases(world), row => Assert.NotEqual(CaseState.Closed, row.State));
        using var closed = await tamar.Post($"{List}/bulk", ("act", "close"), ("case", "2"), ("reason", "כפול"));
        Assert.Equal(CaseState.Closed, (await CaseWorld.Cases(world))[1].State);
        using var back = await tamar.Post($"{List}/bulk/undo", ("case", "2"));
        Assert.Equal((CaseState.Assessed, 0), ((await CaseWorld.Cases(world))[1].State, (await CaseWorld.Cases(world))[1].Reopened));
    }

    [Theory, EveryStore]
    public async Task Many_are_handed_to_those_who_can_take_them_and_what_could_not_be_done_says_why(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Many(world);
        using var tamar = world.As(Cast.Tamar);
        var yoav = await CaseWorld.IdOf(world, Cast.Yoav);
        var offered = (await tamar.Page($"{List}?view=open")).QuerySelectorAll("select[name=owner] option").Select(option => option.TextContent).ToArray();

        using var forgotten = await tamar.Post($"{List}/bulk", ("act", "give"), ("case", "2"), ("case", "3"), ("owner", yoav.ToString()), ("reason", ""), ("list", "view=open"));
        var again = await Visitor.Read(forgotten);
        using var given = await tamar.Post($"{List}/bulk", ("act", "give"), ("case", "2"), ("case", "999"), ("owner", yoav.ToString()), ("reason", "בסניף שלו"), ("list", "view=open"));
        var page = await tamar.Page(given.Headers.Location!.ToString());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, forgotten.StatusCode);
        Assert.Equal(["2", "3"], again.QuerySelectorAll("input[name=case][checked]").Select(box => box.GetAttribute("value")).Order());
        Assert.Equal(yoav.ToString(), again.QuerySelector("select[name=owner] option[selected]")!.GetAttribute("value"));
        Assert.NotNull(again.QuerySelector("details.casegive[open] .error"));
        Assert.Contains("השתנה בינתיים, או שאינו בהיקף שלך", page.QuerySelector(".note p")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        var cannot = await store.Members.Where(member => member.Role == Role.Finance || member.Role == Role.Viewer || member.Role == Role.Analyst).Select(member => member.Name).ToListAsync(Cancel);
        Assert.DoesNotContain(offered, cannot.Contains);
        Assert.Contains(Cast.Yoav.Name, offered);
    }

    [Theory, EveryStore]
    public async Task A_rule_is_tried_before_it_is_kept_and_refused_with_all_that_was_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Speak(world,
            new { source = "till", id = "v-1", channel = "call", kind = "complaint", text = "חיכיתי שעה", unit = "haifa" },
            new { source = "till", id = "v-2", channel = "call", kind = "complaint", text = "קר כאן", unit = "haifa", customer = CaseWorld.Ruth },
            new { source = "till", id = "v-3", channel = "call", kind = "complaint", text = "ועדיין קר", unit = "haifa", customer = CaseWorld.Ruth },
            new { source = "till", id = "v-4", channel = "call", kind = "question", text = "מתי פותחים?" });
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);
        var rules = $"{List}/rules";

        Assert.Equal("בחודש האחרון היו נפתחים 3 טיפולים: 2 תלונות, 1 שאלה ועוד קול אחד היה מצטרף לטיפול פתוח.", (await tamar.Page(rules)).QuerySelector("h1")!.TextContent.Trim());
        using var tried = await tamar.Post(rules, ("words", "קר"), ("severity", "4"), ("try", "1"));
        Assert.Contains("היה נפתח טיפול אחד", (await Visitor.Read(tried)).QuerySelector("#rule .note")!.TextContent, StringComparison.Ordinal);
        using var nothing = await tamar.Post(rules, ("severity", "4"));
        using var wrong = await tamar.Post(rules, ("score", "שש"), ("words", "קר"));
        Assert.Equal("שש", (await Visitor.Read(wrong)).QuerySelector("input[name=score]")!.GetAttribute("value"));
        await using var store = await world.Store();
        Assert.Equal(0, await store.CaseRules.CountAsync(Cancel));
        using var kept = await tamar.Post(rules, ("words", "קר"), ("severity", "4"));
        using var closedDoor = await yoav.Get(rules);

        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.Forbidden], [nothing.StatusCode, wrong.StatusCode, kept.StatusCode, closedDoor.StatusCode]);
        var rule = await store.CaseRules.SingleAsync(Cancel);
        Assert.Equal(["קר"], KnownRules.Read(rule.Content).Words);
        using var stale = await tamar.Post(rules, ("id", rule.Id.ToString()), ("version", "0"), ("words", "חם"));
        using var rests = await tamar.Post($"{rules}/{rule.Id}/switch");
        using var removed = await tamar.Post($"{rules}/{rule.Id}/removal");
        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [stale.StatusCode, rests.StatusCode, removed.StatusCode]);
        Assert.Equal(0, await store.CaseRules.CountAsync(Cancel));
    }

    // Two of Dana's, one of them resting, one due; Omer's; a question; one that nobody owns.
    private static async Task Many(World world)
    {
        await CaseWorld.Speak(world,
            new { source = "till", id = "v-1", channel = "call", kind = "complaint", text = "אחת", unit = "haifa" },
            new { source = "till", id = "v-2", channel = "call", kind = "complaint", text = "שתיים", unit = "haifa" },
            new { source = "till", id = "v-3", channel = "call", kind = "complaint", text = "שלוש", unit = "yafo" },
            new { source = "till", id = "v-4", channel = "call", kind = "question", text = "ארבע", unit = "haifa" },
            new { source = "till", id = "v-5", channel = "call", kind = "complaint", text = "חמש", unit = "yafo" });
        await using var store = await world.Store();
        var now = world.Clock.Now;
        // What clocks reckoned is not what is tried here.
        await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, (DateTime?)null), Cancel);
        await store.Cases.Where(row => row.Number == 1).ExecuteUpdateAsync(set => set.SetProperty(row => row.SnoozedUntil, now.AddDays(1)), Cancel);
        await store.Cases.Where(row => row.Number == 2).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now.AddMinutes(-1)), Cancel);
        await store.Cases.Where(row => row.Number == 5).ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, (Guid?)null), Cancel);
    }

    private static IEnumerable<string> Numbers(AngleSharp.Dom.IDocument page) => page.QuerySelectorAll("#list article header a").Select(link => link.TextContent.Trim());
}
