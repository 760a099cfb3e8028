using System.Net;
using Kolot.Benchmarks.Findings;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>Whoever is called by a letter is told by nothing else either.</summary>
public sealed class NamesToldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Where_nobody_is_named_nothing_is_told_of_us_alone(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("none");
        using var nobody = made.World.Nobody();
        using var tamar = made.World.As(Cast.Tamar);

        var page = await Researched.Read(nobody, $"{Researched.Report}?lang=en");
        Assert.Empty(page.QuerySelectorAll(".ours, #gaps, [aria-labelledby=gaps]"));
        Assert.DoesNotContain(page.QuerySelectorAll("h1, #moves ~ .scroll tbody th, .waiting figcaption, .waiting text"), one => one.TextContent.Contains("Company", StringComparison.Ordinal) && !one.TextContent.Contains("companies", StringComparison.OrdinalIgnoreCase));
        var told = await nobody.Json($"{Researched.Report}/result.json");
        Assert.Equal(["waveBefore"], told.GetProperty("differences").EnumerateArray().Select(one => one.GetProperty("of").GetString()));
        Assert.All(told.GetProperty("league").EnumerateArray(), one => Assert.False(one.GetProperty("ours").GetBoolean()));
        // Whoever runs studies reads on who we are.
        Assert.NotNull((await Researched.Read(tamar, Researched.Page)).QuerySelector("#league tr.ours"));
    }

    [Fact]
    public void An_industry_is_told_where_neither_it_nor_what_is_left_over_is_of_fewer_than_three()
    {
        Assert.Equal(["a", "b"], Told("aaabbb"));
        Assert.Equal(["a"], Told("aaabb-"));
        // The bakeries would be the only ones of whom none is told.
        Assert.Empty(Told("aaabb"));
        Assert.Equal(["a"], Told("aaaabbbc"));
        Assert.Equal(["a"], Told("aaaabbb-"));
        Assert.Empty(Told("aabbcc"));
    }

    [Theory, EveryStore]
    public async Task While_a_result_is_public_nobody_comes_or_leaves_and_names_are_changed_where_it_is_published(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("ours");
        using var tamar = made.World.As(Cast.Tamar);
        using var key = await made.World.Key(Right.RunStudies, Right.ReadScores);
        await using (var store = await made.World.Store())
        {
            store.StudyCompanies.Add(new() { Id = Guid.CreateVersion7(), StudyId = made.Id, Number = 7, Name = "בלי פניות", Addresses = "{}" });
            await store.SaveChangesAsync(Cancel);
        }

        using var added = await tamar.Post($"{Researched.Page}/companies", ("name", "חדשה"), ("mail", "a@new.example"));
        using var becomes = await tamar.Post($"{Researched.Page}/companies/1/edit", ("name", "קפה שלג"), ("ours", "true"));
        using var left = await tamar.Post($"{Researched.Page}/companies/7/removal");
        using var listed = await tamar.Post($"{Researched.Page}/companies/file", ("text", "name\nחדשה"));
        using var many = await key.PostJson($"/api/v1/{World.Cafe}/studies/{Researched.Code}/companies", new { companies = new[] { new { name = "חדשה" } } });
        using var design = await tamar.Post($"{Researched.Page}/design", ("part", "telling"), ("names", "None"), ("appealDays", "14"), ("evidenceDays", "30"));
        using var renamed = await tamar.Post($"{Researched.Page}/companies/1/edit", ("name", "קפה שלג בעמ"), ("industry", "קפה"));

        Assert.All([added, becomes, listed, many, design], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (left.StatusCode, renamed.StatusCode));
        Assert.Contains("המחקר מפורסם", (await Visitor.Read(added)).QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("המחקר מפורסם", (await Visitor.Read(left)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        await using var after = await made.World.Store();
        Assert.Equal((7, NamesShown.Ours), (await after.StudyCompanies.CountAsync(Cancel), StudyJson.Read<StudyDesign>((await after.Studies.SingleAsync(Cancel)).Design).Names));
    }

    [Theory, EveryStore]
    public async Task An_answer_is_read_by_others_once_it_was_looked_at_and_never_with_how_its_writer_is_reached(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("all");
        using var nobody = made.World.Nobody();
        Assert.Contains(Researched.Note, (await Researched.Read(nobody, Researched.Report)).Body!.TextContent, StringComparison.Ordinal);

        Assert.Null(await Quoted(store => store.ProbeReplies.ExecuteUpdateAsync(set => set.SetProperty(reply => reply.Text, reply => reply.Text + " דנה 052-123-4567"), Cancel)));
        await using (var store = await made.World.Store()) await store.ProbeReplies.ExecuteUpdateAsync(set => set.SetProperty(reply => reply.Text, Researched.Note), Cancel);
        Assert.NotNull(await Quoted(store => store.Probes.Where(probe => probe.Id == Guid.Empty).ExecuteDeleteAsync(Cancel)));
        Assert.Null(await Quoted(store => store.Probes.ExecuteUpdateAsync(set => set.SetProperty(probe => probe.Review, ProbeReview.None), Cancel)));

        async Task<object?> Quoted(Func<OrganisationStore, Task<int>> change)
        {
            await using (var store = await made.World.Store())
            {
                await change(store);
                await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
            }

            return (await Researched.Read(nobody, Researched.Report)).QuerySelector("aside blockquote");
        }
    }

    [Theory, EveryStore]
    public async Task What_was_left_out_and_what_nobody_looked_at_is_told_beside_what_counts(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
        {
            var closed = await store.Probes.Where(probe => probe.Wave == 1).OrderBy(probe => probe.Id).Select(probe => probe.Id).ToListAsync(Cancel);
            await store.Probes.Where(probe => probe.Id == closed[0]).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.State, ProbeState.Dropped), Cancel);
            await store.Probes.Where(probe => probe.Id == closed[1] || probe.Id == closed[2]).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.Review, ProbeReview.Struck), Cancel);
            await store.Probes.Where(probe => closed.Skip(3).Take(4).Contains(probe.Id)).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.Review, ProbeReview.Returned), Cancel);
        }

        await made.Publish("all");
        using var nobody = made.World.Nobody();
        var told = await Appendix();
        Assert.Contains("Planned and not made, or taken out: 1. Struck in review: 2. ", told, StringComparison.Ordinal);
        Assert.Contains("4 enquiries count that no reviewer has accepted yet.", (await nobody.Page($"{Researched.Report}?lang=en")).QuerySelector(".result")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Struck since", told, StringComparison.Ordinal);

        made.World.Clock.Advance(TimeSpan.FromMinutes(5));
        using var tamar = made.World.As(Cast.Tamar);
        await using (var store = await made.World.Store())
        {
            var probe = await store.Probes.AsNoTracking().FirstAsync(one => one.Wave == 2, Cancel);
            using var struck = await tamar.Post($"{Researched.Page}/field/review", ("probe", $"{probe.Id}.{probe.Version}"), ("verdict", "strike"), ("note", "לא נשלחה כפי שתוכננה"));
            Assert.Equal(HttpStatusCode.SeeOther, struck.StatusCode);
        }

        Assert.Contains("Struck in review: 3. These do not count. Struck since it was published: 1.", await Appendix(), StringComparison.Ordinal);

        async Task<string> Appendix() => string.Join(' ', (await Researched.Read(nobody, $"{Researched.Report}?lang=en")).QuerySelector(".appendix")!.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, EveryStore]
    public async Task Grades_by_two_versions_of_a_form_are_not_compared(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("all");
        await using (var store = await made.World.Store())
        {
            var form = await store.StudyForms.AsNoTracking().SingleAsync(Cancel);
            store.StudyForms.Add(new() { StudyId = made.Id, Number = 2, Content = form.Content, WrittenAt = form.WrittenAt });
            await store.SaveChangesAsync(Cancel);
            await store.StudyWaves.Where(wave => wave.Number == 2).ExecuteDeleteAsync(Cancel);
            store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = made.Id, Number = 2, Form = 2, ClosedAt = made.World.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        using var nobody = made.World.Nobody();
        var waves = (await nobody.Json($"{Researched.Report}/result.json")).GetProperty("differences").EnumerateArray().Where(one => one.GetProperty("of").GetString() != "rest").ToList();
        Assert.Equal(2, waves.Count);
        Assert.All(waves, one => Assert.Equal((System.Text.Json.JsonValueKind.Null, System.Text.Json.JsonValueKind.Object), (one.GetProperty("overall").ValueKind, one.GetProperty("answered").ValueKind)));
        Assert.Contains("different versions of the form", (await Researched.Read(nobody, $"{Researched.Report}?lang=en")).QuerySelector(".moves")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_no_studies_is_told_neither_what_one_costs_nor_how_far_a_wave_has_come(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("ours");
        await using (var store = await made.World.Store())
        {
            var study = await store.Studies.SingleAsync(Cancel);
            study.Design = StudyJson.Write(StudyJson.Read<StudyDesign>(study.Design) with { Budget = 9_000, CostEach = 35 });
            await store.SaveChangesAsync(Cancel);
        }

        using var reads = await made.World.Key(Right.ReadScores);
        using var runs = await made.World.Key(Right.ReadScores, Right.RunStudies);
        Assert.Equal((System.Text.Json.JsonValueKind.Null, 2, 48), await Told(reads));
        Assert.Equal((System.Text.Json.JsonValueKind.Number, 3, 54), await Told(runs));

        static async Task<(System.Text.Json.JsonValueKind, int, int)> Told(Visitor key)
        {
            var told = await key.Json($"/api/v1/{World.Cafe}/studies/{Researched.Code}");
            return (told.GetProperty("design").GetProperty("budget").ValueKind, told.GetProperty("study").GetProperty("waves").GetInt32(), told.GetProperty("study").GetProperty("probes").GetInt32());
        }
    }

    [Fact]
    public async Task A_stranger_who_asks_for_reports_without_end_waits()
    {
        await using var world = await World.Open(StoreKind.Sqlite, settings: new Dictionary<string, string> { ["Answering:AddressPerMinute"] = "2" });
        using var nobody = world.Nobody();
        var told = new List<HttpStatusCode>();
        foreach (var path in new[] { "none", "none/result.json", "none/league.csv", "none" })
        {
            using var answer = await nobody.Get($"/{World.Cafe}/reports/{path}");
            told.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable], told);
    }

    // Each letter a company of that industry, a dash one of none; ours has an industry of its own.
    private static string[] Told(string industries)
    {
        StudyCompany[] all = [.. industries.Select((letter, at) => new StudyCompany { Id = Guid.CreateVersion7(), Number = at + 2, Industry = letter == '-' ? null : $"{letter}", Addresses = "{}" }), new() { Id = Guid.CreateVersion7(), Number = 1, Industry = "ours", Ours = true, Addresses = "{}" }];
        var names = NamesTold.By(all, NamesShown.Ours);
        return [.. all.Where(one => !one.Ours).Select(one => names.Industry(one.Id)).OfType<string>().Distinct().Order()];
    }
}
