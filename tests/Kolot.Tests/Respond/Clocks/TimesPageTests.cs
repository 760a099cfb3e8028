using System.Net;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Clocks;
using Kolot.Respond.Clocks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Clocks;

public sealed class TimesPageTests
{
    private const string Times = "/cafe-tamar/settings/times";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Times_begin_from_a_preset_are_typed_refused_with_all_that_was_typed_kept_and_given_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var preset = await tamar.Page($"{Times}?preset=call_back_in_three_hours");
        Assert.Contains("kolzchut", (await tamar.Page(Times)).QuerySelector("a[href*='kolzchut']")!.GetAttribute("href")!, StringComparison.Ordinal);
        Assert.Contains(preset.QuerySelectorAll("select[name$='.law'] option[selected]"), option => option.GetAttribute("value") == "call_back_in_three_hours");

        using var wrong = await tamar.Post(Times, ("version", "0"), ("lines", "2"), ("lines[0].purpose", "FirstAnswer"), ("lines[0].hours[1]", "מהר"), ("lines[1].purpose", "FirstAnswer"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var back = await Visitor.Read(wrong);
        Assert.Equal("מהר", back.QuerySelector("input[name='lines[0].hours[1]']")!.GetAttribute("value"));
        Assert.Equal(2, back.QuerySelectorAll(".time-line .error").Length);

        using var saved = await tamar.Post(Times, ("version", "0"), ("lines", "2"), ("lines[0].purpose", "FirstAnswer"), ("lines[0].hours[1]", "1.5"), ("lines[0].hours[4]", "0.5"), ("lines[1].purpose", "CallBack"), ("lines[1].law", "call_back_in_three_hours"));
        using var stale = await tamar.Post(Times, ("version", "0"), ("lines", "1"), ("lines[0].purpose", "FirstAnswer"), ("lines[0].hours[1]", "2"));
        using var haifa = await tamar.Post(Times, ("version", "0"), ("unit", "haifa"), ("lines", "1"), ("lines[0].purpose", "Solution"), ("lines[0].kind", "Complaint"), ("lines[0].hours[1]", "9"));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.SeeOther], [saved.StatusCode, stale.StatusCode, haifa.StatusCode]);

        var known = await world.Services.GetRequiredService<KnownTimes>().Of(World.Cafe, Cancel);
        var (yafo, kitchen) = (known.Of(await world.Unit("yafo"), null), known.Of(await world.Unit("haifa-kitchen"), null));
        Assert.Equal((90, 30), (yafo.Of(ClockPurpose.FirstAnswer, CaseKind.Question, CaseUrgency.Low)!.Time.TotalMinutes, yafo.Of(ClockPurpose.FirstAnswer, CaseKind.Question, CaseUrgency.Critical)!.Time.TotalMinutes));
        Assert.Null(yafo.Of(ClockPurpose.FirstAnswer, CaseKind.Question, CaseUrgency.High));
        Assert.Equal((540, null), (kitchen.Of(ClockPurpose.Solution, CaseKind.Complaint, CaseUrgency.Low)!.Time.TotalMinutes, kitchen.Of(ClockPurpose.FirstAnswer, CaseKind.Complaint, CaseUrgency.Low)));

        using var given = await tamar.Post(Times, ("version", "1"), ("unit", "haifa"), ("lines", "0"), ("remove", "1"));
        Assert.Equal(90, (await world.Services.GetRequiredService<KnownTimes>().Of(World.Cafe, Cancel)).Of(await world.Unit("haifa"), null).Of(ClockPurpose.FirstAnswer, CaseKind.Question, CaseUrgency.Low)!.Time.TotalMinutes);
        await using var store = await world.Store();
        Assert.Equal((3, 3), (await store.DecidedTimes.CountAsync(Cancel), await store.LogLines.CountAsync(line => line.Act.StartsWith("times."), Cancel)));

        using var dana = world.As(Cast.Dana);
        using var kept = await dana.Get(Times);
        Assert.NotEqual(HttpStatusCode.OK, kept.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_call_a_visit_and_an_end_of_charging_are_noted_on_the_case_by_whoever_sees_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);

        using var agreed = await dana.Post($"/cafe-tamar/cases/{row.Number}/visit", ("at", world.Clock.Now.AddHours(8).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        using var never = await dana.Post($"/cafe-tamar/cases/{row.Number}/visit", ("at", "sometime"));
        using var called = await dana.Post($"/cafe-tamar/cases/{row.Number}/called");
        using var beyond = await omer.Post($"/cafe-tamar/cases/{row.Number}/called");

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.NotFound], [agreed.StatusCode, never.StatusCode, called.StatusCode, beyond.StatusCode]);
        Assert.Equal((1, 1), (await world.Count(ClockStepKinds.VisitAgreed), await world.Count(ClockStepKinds.Called)));
        var clocks = await world.Clocks(row);
        Assert.Contains("FirstAnswer met", clocks);
        Assert.Contains(clocks, line => line.StartsWith("Visit in", StringComparison.Ordinal));
    }
}
