using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

public sealed class ResultsTests
{
    private static readonly string[] Files = ["league.csv", "probes.csv", "curves.csv", "result.json"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_runs_studies_reads_all_names_with_the_own_row_marked_and_what_still_waits(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var tamar = made.World.As(Cast.Tamar);

        var page = await Researched.Read(tamar, Researched.Page);
        var league = page.QuerySelector("#league table")!;

        Assert.All(Researched.Names, name => Assert.Contains(name, league.TextContent, StringComparison.Ordinal));
        Assert.Equal("קפה תמר אנחנו", Plain(league.QuerySelector("tr.ours th")!.TextContent));
        Assert.Equal(9, league.QuerySelectorAll("tbody tr")[0].QuerySelectorAll(".units i").Length);
        Assert.Contains("הגל עוד נמשך", page.QuerySelector(".kicker")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("15 מתוך 54 הפניות לא נענו כלל.", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("קפה תמר במקום", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".waiting svg .line"));
        Assert.Equal(2, page.QuerySelectorAll("#industries ~ .scroll tbody tr").Length);

        var first = await Researched.Read(tamar, $"{Researched.Page}?wave=1&lang=en");
        Assert.Contains("24 probes", first.QuerySelector(".kicker")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(2, (await Researched.Read(tamar, $"{Researched.Page}?industry={Uri.EscapeDataString("מאפים")}")).QuerySelectorAll("#league tbody tr").Length);
        Assert.StartsWith("Barad Coffee", Plain((await Researched.Read(tamar, $"{Researched.Page}?order=name&lang=en")).QuerySelector("#league tbody th")!.TextContent), StringComparison.Ordinal);

        await using (var store = await made.World.Store())
        {
            await store.StudyCompanies.Where(one => one.Number == 1).ExecuteUpdateAsync(set => set.SetProperty(one => one.Industry, (string?)null), Cancel);
            await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
        }

        var without = (await Researched.Read(tamar, $"{Researched.Page}?lang=en")).QuerySelector("section[aria-labelledby=industries]")!;
        Assert.EndsWith("One company is not in this table: its industry is not told.", Plain(without.TextContent).Trim(), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Everybody_else_reads_letters_on_pages_in_files_and_in_what_programs_get_and_no_letter_is_given_away(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var ron = made.World.As(Cast.Ron);
        using var draft = await ron.Get(Researched.Page);
        Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
        await made.Publish("ours");
        using var nobody = made.World.Nobody();
        using var key = await made.World.Key(Core.Organisation.Right.ReadScores);

        foreach (var language in new[] { "he", "en" })
        {
            var told = new List<string>();
            foreach (var (visitor, path) in new[] { (ron, Researched.Page), (nobody, Researched.Report) })
            {
                told.Add((await Researched.Read(visitor, $"{path}?lang={language}")).DocumentElement.OuterHtml);
                foreach (var file in Files) told.Add(await Text(visitor, $"{path}/{file}?lang={language}"));
            }

            told.Add(await Text(key, $"/api/v1/{World.Cafe}/studies/{Researched.Code}/result?lang={language}"));
            Assert.All(told, text => Assert.DoesNotContain(Researched.Hidden, name => text.Contains(name, StringComparison.OrdinalIgnoreCase)));
            // Two of an industry are as good as named; a company's own words name it; what is still going on is nobody's.
            Assert.All(told, text => Assert.DoesNotContain(new[] { "מאפים", "Baking", Researched.Note, Researched.Open, "companies/1" }, word => text.Contains(word, StringComparison.Ordinal)));
            Assert.Contains(language == "he" ? "חברה א׳" : "Company A", told[0], StringComparison.Ordinal);
        }

        var letters = await Text(nobody, $"{Researched.Report}/league.csv?lang=en");
        Assert.Equal(["Company A", "Company B", "Company C", "Company D", "Company E"], Lines(letters).Select(line => line[0]).Where(name => name.StartsWith("Company", StringComparison.Ordinal)).Order());
        Assert.Equal(48, Lines(await Text(nobody, $"{Researched.Report}/probes.csv")).Count);
    }

    [Theory, EveryStore]
    public async Task A_letter_is_the_same_company_in_every_file_and_language(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("none");
        using var nobody = made.World.Nobody();

        var (hebrew, english) = (Lines(await Text(nobody, $"{Researched.Report}/league.csv?lang=he")), Lines(await Text(nobody, $"{Researched.Report}/league.csv?lang=en")));
        Assert.Equal(hebrew.Select(line => "אבגדהו".IndexOf(line[0].Split(' ')[1][0], StringComparison.Ordinal)), english.Select(line => "ABCDEF".IndexOf(line[0].Split(' ')[1][0], StringComparison.Ordinal)));
        Assert.Equal(hebrew.Select(line => string.Join(',', line[3..])), english.Select(line => string.Join(',', line[3..])));
        Assert.All(english, line => Assert.Equal("0", line[2]));
        Assert.Empty((await Researched.Read(nobody, $"{Researched.Report}?lang=he")).QuerySelectorAll("blockquote, .badge.solid"));
    }

    [Theory, EveryStore]
    public async Task What_was_taken_back_is_gone_for_everybody_at_once(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await made.Publish("all");
        using var nobody = made.World.Nobody();
        using var noa = made.World.As(Cast.Noa);
        using var tamar = made.World.As(Cast.Tamar);
        Assert.Contains(Researched.Names[0], (await Researched.Read(nobody, Researched.Report)).Body!.TextContent, StringComparison.Ordinal);
        using (var seen = await noa.Get(Researched.Page)) Assert.Equal(made.World.Services is not null && Core.Organisation.Rights.For(Core.Organisation.Role.Viewer).Contains(Core.Organisation.Right.ReadScores) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, seen.StatusCode);

        using var back = await tamar.Post($"{Researched.Page}/publication/end");
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        foreach (var path in Files.Select(file => $"{Researched.Report}/{file}").Append(Researched.Report))
        {
            using var gone = await nobody.Get(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, gone.StatusCode));
        }

        await using var store = await made.World.Store();
        Assert.Equal((1, 1), (await store.LogLines.CountAsync(line => line.Act == "study.published", Cancel), await store.LogLines.CountAsync(line => line.Act == "study.taken-back", Cancel)));
    }

    [Theory, EveryStore]
    public async Task Nothing_is_published_of_no_closed_wave_nor_are_two_hidden(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var tamar = made.World.As(Cast.Tamar);
        await using (var store = await made.World.Store()) await store.StudyWaves.ExecuteUpdateAsync(set => set.SetProperty(wave => wave.ClosedAt, (DateTime?)null), Cancel);
        using var open = await tamar.Post($"{Researched.Page}/publication", ("names", "all"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, open.StatusCode);
        var unpublished = await Visitor.Read(open);
        Assert.Contains("אין גל שנסגר", unpublished.QuerySelector("#publication .error")!.TextContent, StringComparison.Ordinal);
        // The reason stands at the foot of a long page: whoever pressed lands there.
        Assert.EndsWith("/publication#publication", unpublished.QuerySelector("#publication form")!.GetAttribute("action"), StringComparison.Ordinal);

        await using (var store = await made.World.Store())
        {
            await store.StudyWaves.ExecuteUpdateAsync(set => set.SetProperty(wave => wave.ClosedAt, made.World.Clock.Now), Cancel);
            await store.StudyCompanies.Where(one => one.Number < 4).ExecuteUpdateAsync(set => set.SetProperty(one => one.Ours, true), Cancel);
        }

        using var few = await tamar.Post($"{Researched.Page}/publication", ("names", "ours"));
        var told = await Visitor.Read(few);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ours"), (few.StatusCode, told.QuerySelector("#publication [name=names][checked]")!.GetAttribute("value")));
        using var nobody = made.World.Nobody();
        using var report = await nobody.Get(Researched.Report);
        Assert.Equal(HttpStatusCode.NotFound, report.StatusCode);
    }

    [Fact]
    public async Task Of_a_few_answers_graded_twice_no_agreement_is_told()
    {
        await using var made = await Researched.In(StoreKind.Sqlite);
        await using (var store = await made.World.Store())
        {
            var kept = await store.ProbeGradings.Where(one => one.Again).OrderBy(one => one.ProbeId).Select(one => one.ProbeId).Take(4).ToListAsync(Cancel);
            await store.ProbeGradings.Where(one => one.Again && !kept.Contains(one.ProbeId)).ExecuteDeleteAsync(Cancel);
        }

        using var tamar = made.World.As(Cast.Tamar);
        var page = await Researched.Read(tamar, Researched.Page);
        Assert.Contains("עוד לא הוערכו די תשובות פעמיים", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("הסכמה של", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_result_is_reckoned_anew_once_something_counts_otherwise(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var tamar = made.World.As(Cast.Tamar);
        Assert.Equal(54, (await tamar.Json($"{Researched.Page}/result.json")).GetProperty("probes").GetInt32());
        await using (var store = await made.World.Store())
        {
            await store.Probes.Where(probe => probe.Wave == 1).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.Review, ProbeReview.Struck), Cancel);
            await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.Revision, study => study.Revision + 1), Cancel);
        }

        Assert.Equal(30, (await tamar.Json($"{Researched.Page}/result.json")).GetProperty("probes").GetInt32());
    }

    private static async Task<string> Text(Visitor visitor, string path)
    {
        using var answer = await visitor.Ready(path);
        Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        return System.Text.RegularExpressions.Regex.Unescape(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static List<string[]> Lines(string csv) => [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];

    private static string Plain(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
