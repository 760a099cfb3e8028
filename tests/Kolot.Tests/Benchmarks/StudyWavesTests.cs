using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Kolot.Tests.Respond.Clocks;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

public sealed class StudyWavesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_plan_is_kept_as_it_was_shown_and_the_study_is_in_the_field(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        var (from, until) = Days(world);
        using var shown = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var trial = await Visitor.Read(shown);
        Assert.Equal(10, trial.QuerySelectorAll(".plandays li").Length);
        Assert.Equal(9, trial.QuerySelectorAll(".plandays li").Sum(day => day.TextContent.Contains("פנייה אחת", StringComparison.Ordinal) ? 1 : int.Parse(day.TextContent.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)));
        await using (var store = await world.Store()) Assert.False(await store.Probes.AnyAsync(Cancel));

        var (seed, mark) = (trial.QuerySelector("#trial [name=seed]")!.GetAttribute("value")!, trial.QuerySelector("[name=agreed]")!.GetAttribute("value")!);
        using var other = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("seed", "1"), ("agreed", mark));
        Assert.Equal((HttpStatusCode.Conflict, true), (other.StatusCode, (await Visitor.Read(other)).QuerySelector("#trial") is not null));
        using var kept = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("seed", seed), ("agreed", mark));
        using var twice = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("seed", seed), ("agreed", mark));
        Assert.Equal(($"{Autumn}/waves/1", $"{Autumn}/waves/1"), (kept.Headers.Location!.OriginalString, twice.Headers.Location!.OriginalString));
        Assert.Equal(9, (await tamar.Page($"{Autumn}/waves/1")).QuerySelectorAll("tbody tr").Length);

        await using var after = await world.Store();
        var (study, wave, probes) = (await after.Studies.SingleAsync(Cancel), await after.StudyWaves.SingleAsync(Cancel), await after.Probes.ToListAsync(Cancel));
        Assert.Equal((StudyState.Fielded, 1, 1, seed), (study.State, wave.Number, wave.Form, wave.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(probes.CountBy(probe => probe.CompanyId), company => Assert.Equal(3, company.Value));
        Assert.Equal(9, probes.Select(probe => probe.MailKey).Distinct().Count());
        Assert.All(probes, probe => Assert.Matches("^[a-z0-9]{16}$", probe.MailKey));
        var asking = await after.StudyShoppers.Where(one => !one.GradesAgain).Select(one => one.Id).ToListAsync(Cancel);
        Assert.All(probes, probe => Assert.Contains(probe.ShopperId!.Value, asking));
        Assert.All(probes, probe => Assert.True(probe.State == ProbeState.Planned && probe.PlannedAt > world.Clock.Now));
    }

    [Theory, EveryStore]
    public async Task Where_companies_have_other_channels_the_plan_and_the_method_say_so_and_it_is_drawn_by_those_that_all_have(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var both = await tamar.Post($"{Autumn}/design", ("part", "plan"), ("channels", "ContactForm"), ("channels", "Mail"), ("probesEach", "3"), ("days", "10"), ("ratedTwice", "20"));
        var (from, until) = Days(world);
        using var shown = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var trial = await Visitor.Read(shown);
        Assert.Equal("דואר אלקטרוני: חסר אצל 2 מתוך 3 חברות (מאפיית גיל, קפה רוזה)", trial.QuerySelector("#lacking li")!.TextContent.Trim());
        using var shared = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("shared", "true"));
        var alike = (await Visitor.Read(shared)).QuerySelector("#trial")!;
        Assert.Null(alike.QuerySelector("#lacking"));
        (string, string) Of(string field) => (field, alike.QuerySelector($"form:has([name=agreed]) [name={field}]")!.GetAttribute("value")!);
        using var kept = await tamar.Post($"{Autumn}/waves", Of("from"), Of("until"), Of("seed"), Of("shared"), Of("agreed"));
        await using var store = await world.Store();
        Assert.Equal([ProbeChannel.ContactForm], await store.Probes.Select(probe => probe.Channel).Distinct().ToListAsync(Cancel));

        await store.Probes.ExecuteUpdateAsync(set => set.SetProperty(probe => probe.State, ProbeState.Silent), Cancel);
        await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
        Assert.DoesNotContain("אין כל הערוצים", (await tamar.Page(Autumn)).Body!.TextContent, StringComparison.Ordinal);
        var first = await store.Probes.OrderBy(probe => probe.Id).FirstAsync(Cancel);
        await store.Probes.Where(probe => probe.Id == first.Id).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.Channel, ProbeChannel.Mail), Cancel);
        await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
        Assert.Contains("ל־2 מתוך 3 החברות אין כל הערוצים", (await tamar.Page(Autumn)).QuerySelector(".made")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_wave_that_begins_today_is_agreed_to_after_some_minutes_and_approaches_nobody_before(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        // Whatever day of the week it is.
        await world.AlwaysThere();
        using var tamar = await Begin(world);
        using var all = await tamar.Post($"{Autumn}/design", ("part", "plan"), ("channels", "ContactForm"), ("probesEach", "3"), ("days", "3"), ("ratedTwice", "20"));
        world.Clock.Advance(world.Clock.Now.Date.AddDays(1).AddHours(9) - world.Clock.Now);
        var (from, until) = (world.Clock.Now.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), world.Clock.Now.AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        using var shown = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var trial = (await Visitor.Read(shown)).QuerySelector("#trial")!.ParentElement!;
        world.Clock.Advance(TimeSpan.FromMinutes(20));

        using var kept = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until), ("seed", trial.QuerySelector("[name=seed]")!.GetAttribute("value")!), ("agreed", trial.QuerySelector("[name=agreed]")!.GetAttribute("value")!));
        Assert.Equal($"{Autumn}/waves/1", kept.Headers.Location?.OriginalString);
        await using var store = await world.Store();
        var probes = await store.Probes.ToListAsync(Cancel);
        Assert.Contains(probes, probe => probe.PlannedAt!.Value.Date == world.Clock.Now.Date);
        Assert.All(probes, probe => Assert.True(probe.PlannedAt > world.Clock.Now));
    }

    [Theory, EveryStore]
    public async Task What_a_plan_lacks_is_said_in_words_and_nothing_is_planned(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var begun = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה"), ("code", "autumn"));
        var (from, until) = Days(world);
        using var bare = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var note = (await Visitor.Read(bare)).QuerySelector("#plan .note")!.TextContent;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bare.StatusCode);
        Assert.All(["אין חברות במחקר", "אין פונה סמוי עם קישור פתוח"], said => Assert.Contains(said, note, StringComparison.Ordinal));
        using var days = await tamar.Post($"{Autumn}/waves", ("from", "2020-01-01"), ("until", "2019-01-01"));
        var fields = await Visitor.Read(days);
        Assert.All(["f-from-error", "f-until-error"], id => Assert.NotNull(fields.GetElementById(id)));
        Assert.Equal("2020-01-01", fields.QuerySelector("[name=from]")!.GetAttribute("value"));

        using var company = await tamar.Post($"{Autumn}/companies", ("name", "בלי כתובת"));
        using var shopper = await tamar.Post($"{Autumn}/shoppers", ("name", "מאיה"), ("language", "he"));
        using var budget = await tamar.Post($"{Autumn}/design", ("part", "plan"), ("channels", "ContactForm"), ("probesEach", "3"), ("days", "9"), ("ratedTwice", "20"), ("budget", "10"), ("costEach", "30"));
        using var unreached = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        var why = (await Visitor.Read(unreached)).QuerySelector("#plan .note")!.TextContent;
        Assert.All(["אין דרך לפנות אל: בלי כתובת", "התקציב שנשאר אינו מספיק"], said => Assert.Contains(said, why, StringComparison.Ordinal));
        await using var store = await world.Store();
        Assert.False(await store.StudyWaves.AnyAsync(Cancel));
        Assert.Equal(StudyState.Draft, (await store.Studies.SingleAsync(Cancel)).State);
    }

    [Theory, EveryStore]
    public async Task Probes_are_dropped_with_a_reason_handed_over_and_a_wave_is_closed_once_nobody_is_waited_for(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        Probe probe;
        Guid ido, renana;
        await using (var store = await world.Store())
        {
            (ido, renana) = (await store.StudyShoppers.Where(one => one.Name == "עידו").Select(one => one.Id).SingleAsync(Cancel), await store.StudyShoppers.Where(one => one.Name == "רננה").Select(one => one.Id).SingleAsync(Cancel));
            probe = await store.Probes.FirstAsync(one => one.ShopperId != ido, Cancel);
        }

        using var silent = await tamar.Post($"{Autumn}/waves/1/probes/{probe.Id}/drop", ("why", " "), ("version", "0"));
        using var stale = await tamar.Post($"{Autumn}/waves/1/probes/{probe.Id}/drop", ("why", "האתר נפל"), ("version", "7"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict, "האתר נפל"), (silent.StatusCode, stale.StatusCode, (await Visitor.Read(stale)).QuerySelector("[name=why]")!.GetAttribute("value")));
        using var dropped = await tamar.Post($"{Autumn}/waves/1/probes/{probe.Id}/drop", ("why", "האתר נפל"), ("version", "0"));
        using var grader = await tamar.Post($"{Autumn}/waves/1/moves", ("from", $"{probe.ShopperId}"), ("to", $"{renana}"));
        using var moved = await tamar.Post($"{Autumn}/waves/1/moves", ("from", $"{probe.ShopperId}"), ("to", $"{ido}"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (dropped.StatusCode, grader.StatusCode, moved.StatusCode));
        await using (var store = await world.Store())
        {
            Assert.Equal(8, await store.Probes.CountAsync(one => one.ShopperId == ido && one.State == ProbeState.Planned, Cancel));
            Assert.Equal("האתר נפל", (await store.Probes.SingleAsync(one => one.State == ProbeState.Dropped, Cancel)).Why);
            await store.Probes.Where(one => one.State == ProbeState.Planned && one.CompanyId == probe.CompanyId).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ProbeState.Sent), Cancel);
        }

        using var early = await tamar.Post($"{Autumn}/waves/1/closing");
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await using (var store = await world.Store()) await store.Probes.Where(one => one.State == ProbeState.Sent).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ProbeState.Silent), Cancel);
        using var closed = await tamar.Post($"{Autumn}/waves/1/closing", ("dropping", "6"));
        using var late = await tamar.Post($"{Autumn}/waves/1/moves", ("from", $"{ido}"), ("to", $"{probe.ShopperId}"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (closed.StatusCode, late.StatusCode));
        await using var after = await world.Store();
        Assert.NotNull((await after.StudyWaves.SingleAsync(Cancel)).ClosedAt);
        Assert.Equal((0, 7, 2), (await after.Probes.CountAsync(one => one.State == ProbeState.Planned, Cancel), await after.Probes.CountAsync(one => one.State == ProbeState.Dropped, Cancel), await after.Probes.CountAsync(one => one.State == ProbeState.Silent, Cancel)));
    }

    [Theory, EveryStore]
    public async Task What_was_not_sent_is_dropped_with_its_wave_only_where_it_is_said_how_much_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        using var unsaid = await tamar.Post($"{Autumn}/waves/1/closing");
        var asked = (await Visitor.Read(unsaid)).QuerySelector("#close [name=dropping]")!;
        Assert.Equal((HttpStatusCode.Conflict, "9", true), (unsaid.StatusCode, asked.GetAttribute("value"), asked.HasAttribute("required")));
        using var fewer = await tamar.Post($"{Autumn}/waves/1/closing", ("dropping", "8"));
        Assert.Equal(HttpStatusCode.Conflict, fewer.StatusCode);
        await using (var store = await world.Store()) Assert.Null((await store.StudyWaves.SingleAsync(Cancel)).ClosedAt);

        using var closed = await tamar.Post($"{Autumn}/waves/1/closing", ("dropping", "9"));
        using var removed = await tamar.Post($"{Autumn}/waves/1/removal");
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (closed.StatusCode, removed.StatusCode));
        // Why is said in the language of whoever reads, not of whoever closed it.
        var (hebrew, english) = (await tamar.Page($"{Autumn}/waves/1"), await tamar.Page($"{Autumn}/waves/1?lang=en"));
        Assert.Contains("הגל נסגר לפני שנשלחה", hebrew.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("closed before it was sent", english.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_wave_of_which_nobody_was_approached_yet_is_taken_back_and_the_rule_is_free_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        Assert.NotNull((await tamar.Page($"{Autumn}/waves/1")).QuerySelector("#remove form"));
        await using (var store = await world.Store())
        {
            var probe = await store.Probes.FirstAsync(Cancel);
            store.ProbeEvidence.Add(new() { Id = Guid.CreateVersion7(), ProbeId = probe.Id, Name = "מסך.png", Kind = "image/png", At = world.Clock.Now, Until = world.Clock.Now.AddDays(1) });
            await store.SaveChangesAsync(Cancel);
        }

        using var proven = await tamar.Post($"{Autumn}/waves/1/removal");
        Assert.Equal((HttpStatusCode.Conflict, true), (proven.StatusCode, (await tamar.Page($"{Autumn}/waves/1")).QuerySelector("#remove") is null));
        await using (var store = await world.Store()) await store.ProbeEvidence.ExecuteDeleteAsync(Cancel);
        using var removed = await tamar.Post($"{Autumn}/waves/1/removal");
        using var twice = await tamar.Post($"{Autumn}/waves/1/removal");
        Assert.Equal(($"{Autumn}/waves", HttpStatusCode.NotFound), (removed.Headers.Location?.OriginalString, twice.StatusCode));
        await using (var store = await world.Store())
        {
            Assert.False(await store.Probes.AnyAsync(Cancel) || await store.StudyWaves.AnyAsync(Cancel));
            Assert.Equal((StudyState.Draft, 1), ((await store.Studies.SingleAsync(Cancel)).State, await store.LogLines.CountAsync(line => line.Act == "study.wave-removed", Cancel)));
        }

        Assert.NotNull((await tamar.Page($"{Autumn}/design")).QuerySelector("[name=fast]"));
        Assert.Equal(StudyState.Fielded, (await Plan(world, tamar)).State);
        Assert.NotNull((await tamar.Page($"{Autumn}/waves/1")).QuerySelector("#remove form"));
    }

    [Theory, EveryStore]
    public async Task A_form_is_changed_in_place_until_a_wave_is_graded_by_it_and_is_the_next_version_then(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var up = await tamar.Post($"{Autumn}/form/person/order", ("by", "up"));
        using var removed = await tamar.Post($"{Autumn}/form/inspired/removal");
        Assert.Equal(ReadyStudy.Form.Items.Count - 1, (await tamar.Page($"{Autumn}/form")).QuerySelectorAll(".formitems > li").Length);
        var undo = (await tamar.Page(removed.Headers.Location!.OriginalString)).QuerySelector("form.note")!;
        using var back = await tamar.Post($"{Autumn}/form", ("removed", undo.QuerySelector("[name=removed]")!.GetAttribute("value")!), ("at", undo.QuerySelector("[name=at]")!.GetAttribute("value")!));
        string[] order = [.. (await tamar.Page($"{Autumn}/form")).QuerySelectorAll(".formitems > li").Select(item => item.Id![2..])];
        Assert.Equal(["person", "courteous", .. ReadyStudy.Form.Items.Skip(2).Select(item => item.Key)], order);
        using var wrong = await tamar.Post($"{Autumn}/form/answered", ("he", ""), ("layer", "Professional"), ("weight", "3"), ("anchor.1.he", "שתיקה"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "שתיקה"), (wrong.StatusCode, (await Visitor.Read(wrong)).QuerySelector("[name='anchor.1.he']")!.GetAttribute("value")));
        using var stale = await tamar.Post($"{Autumn}/form/answered", ("seen", "0000"), ("he", "אחר"), ("layer", "Style"), ("weight", "3"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);

        await Plan(world, tamar);
        var before = await Content(world, 1);
        using var changed = await tamar.Post($"{Autumn}/form/answered", ("he", "נענה כל מה שנשאל"), ("layer", "Professional"), ("weight", "4"), ("critical", "true"));
        using var again = await tamar.Post($"{Autumn}/form/new", ("he", "התשובה קצרה"), ("layer", "Style"), ("weight", "0.5"), ("mayNotApply", "true"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (changed.StatusCode, again.StatusCode));
        Assert.Equal(before, await Content(world, 1));
        var second = StudyJson.Read<AssessmentForm>(await Content(world, 2));
        Assert.Equal((4.0, true, ReadyStudy.Form.Items.Count + 1), (second.Items.Single(item => item.Key == "answered").Weight, second.Items.Single(item => item.Key == "answered").Critical, second.Items.Count));
        var page = await tamar.Page($"{Autumn}/form?version=1");
        Assert.Empty(page.QuerySelectorAll(".formitems button"));
        Assert.Contains("גל 1", page.QuerySelector(".formversions")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal(2, await store.StudyForms.CountAsync(Cancel));
    }

    private static async Task<string> Content(World world, int number)
    {
        await using var store = await world.Store();
        return await store.StudyForms.Where(form => form.Number == number).Select(form => form.Content).SingleAsync(Cancel);
    }
}
