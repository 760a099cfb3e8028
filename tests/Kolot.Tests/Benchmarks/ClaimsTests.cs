using AngleSharp.Dom;
using Kolot.Core.Benchmarks;
using Kolot.Demo;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>A result claims what its data carry, and no more: whoever is named in it will look.</summary>
public sealed class ClaimsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Of_2010_there_is_no_share_by_industry_no_order_that_looks_like_a_ranking_and_no_rule_that_nobody_told(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            DemoStudy2010.Plant(store, Guid.Empty, world.Clock.Now);
            await store.SaveChangesAsync(Cancel);
        }

        using var nobody = world.Nobody();
        var page = await nobody.Page($"/{World.Cafe}/reports/contact-us-2010?lang=en");

        var industries = page.QuerySelector("section[aria-labelledby=industries]")!;
        Assert.DoesNotContain("Answered", industries.QuerySelectorAll("th").Select(Plain));
        Assert.Contains("Industries are told only of companies that answered", industries.TextContent, StringComparison.Ordinal);
        string[] names = [.. page.QuerySelectorAll("#league tbody th").Select(Plain)];
        Assert.Equal(names.Take(21).Order(StringComparer.InvariantCulture), names.Take(21));
        Assert.All(names.Skip(21), name => Assert.EndsWith("not named", name, StringComparison.Ordinal));
        Assert.Equal("The companies", Plain(page.QuerySelector("#league caption")!));
        Assert.Contains("Time", page.QuerySelectorAll("#league thead th").Select(Plain));
        var made = Plain(page.QuerySelector(".appendix")!);
        Assert.DoesNotContain(["redraws", "Kaplan"], word => made.Contains(word, StringComparison.Ordinal));
        Assert.All(["by what rule is not reported", "given as about an hour"], said => Assert.Contains(said, made, StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task A_wave_that_goes_on_and_what_nobody_looked_at_are_told_beside_the_numbers(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
            await store.Probes.Where(probe => probe.Wave == 3).OrderBy(probe => probe.Id).Take(1).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.State, ProbeState.Sent), Cancel);
        await made.Publish("all");
        using var tamar = made.World.As(Cast.Tamar);
        using var nobody = made.World.Nobody();

        var ours = Plain((await Researched.Read(tamar, $"{Researched.Page}?lang=en")).QuerySelector(".result")!);
        Assert.All(["Fast answers are known first", "5 enquiries count that no reviewer has accepted yet."], said => Assert.Contains(said, ours, StringComparison.Ordinal));
        var everybodys = Plain((await Researched.Read(nobody, $"{Researched.Report}?lang=en")).QuerySelector(".result")!);
        Assert.DoesNotContain(["Fast answers are known first", "no reviewer has accepted"], said => everybodys.Contains(said, StringComparison.Ordinal));
        // What still waits has no time, in files either.
        using var file = await tamar.Ready($"{Researched.Page}/probes.csv");
        var waiting = (await file.Content.ReadAsStringAsync(Cancel)).Split('\n').Single(line => line.Contains(",sent,", StringComparison.Ordinal));
        Assert.Contains(",unknown,,,", waiting, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Who_made_it_is_told_where_they_are_one_of_the_companies_and_their_own_answers_are_not_shown_off(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
            await store.StudyCompanies.Where(company => company.Number > 2).ExecuteUpdateAsync(set => set.SetProperty(company => company.SecretHash, (byte[]?)null), Cancel);
        await using (var store = await made.World.Store())
        {
            var study = await store.Studies.SingleAsync(Cancel);
            study.Design = StudyJson.Write(StudyJson.Read<StudyDesign>(study.Design) with { Disclosure = Core.Listen.Surveys.Wording.Of("כל חברה מקבלת את הגיליון שלה", "Each company gets its sheet") });
            await store.SaveChangesAsync(Cancel);
        }

        await made.Publish("ours");
        using var nobody = made.World.Nobody();

        var page = await Researched.Read(nobody, $"{Researched.Report}?lang=en");

        Assert.Null(page.QuerySelector("aside blockquote"));
        Assert.Contains("So far 2 of 6 companies were made a link to their sheet.", Plain(page.QuerySelector(".appendix")!), StringComparison.Ordinal);
        Assert.Contains("One of the companies in this study made it", Plain(page.QuerySelector(".appendix")!), StringComparison.Ordinal);
        await made.Publish("all");
        Assert.Contains(Researched.Note, (await Researched.Read(nobody, Researched.Report)).QuerySelector("aside blockquote")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task An_answer_that_nobody_graded_yet_is_an_answer_on_the_companys_sheet_as_in_the_league(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
        {
            var oren = await store.StudyCompanies.SingleAsync(company => company.Number == 5, Cancel);
            await store.ProbeGradings.Where(grading => store.Probes.Any(probe => probe.Id == grading.ProbeId && probe.CompanyId == oren.Id)).ExecuteDeleteAsync(Cancel);
        }

        await made.Publish("all");
        using var nobody = made.World.Nobody();

        Assert.Equal("נענו 4 מתוך 8 פניות", Plain((await nobody.Page($"/{World.Cafe}/study-sheet/{Researched.Secrets[4]}")).QuerySelector("h1")!));
        var row = (await Researched.Read(nobody, Researched.Report)).QuerySelectorAll("#league tbody tr").Single(line => line.TextContent.Contains(Researched.Names[4], StringComparison.Ordinal));
        Assert.Contains("4 מ־8", row.QuerySelectorAll("td").Select(Plain));
    }

    [Theory, EveryStore]
    public async Task Times_that_were_watched_for_unequal_lengths_have_no_share_and_nobody_was_deceived_by_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var rows = Enumerable.Range(1, 20).Select(at => $"{(at % 2 == 0 ? "Oak" : "Elm")},2026-10-{at:00} 10:00,{(at % 5 == 0 ? "" : $"2026-10-{at:00} 1{1 + (at % 3)}:00")}");
        using var brought = await tamar.Post($"/{World.Cafe}/studies/times", ("name", "זמנים"), ("watched", "2026-10-25"), ("text", "company,asked,answered\n" + string.Join('\n', rows)), ("company", "company"), ("asked", "asked"), ("answered", "answered"));

        var page = await tamar.Page($"{brought.Headers.Location!.OriginalString}?lang=en");

        Assert.Contains("2 companies, 20 enquiries", Plain(page.QuerySelector(".kicker")!), StringComparison.Ordinal);
        Assert.StartsWith("4 of 20 enquiries were not answered while they were watched.", Plain(page.QuerySelector("h1")!), StringComparison.Ordinal);
        Assert.Contains("16 of 20 were answered. Not all were watched for as long", Plain(page.QuerySelector(".shareline")!), StringComparison.Ordinal);
        Assert.DoesNotContain("by a person", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_critical_item_stands_in_the_rule_and_in_the_file_so_that_each_outcome_follows_from_what_is_published(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
        {
            var asked = StudyJson.Read<AssessmentForm>((await store.StudyForms.SingleAsync(Cancel)).Content);
            var critical = StudyJson.Write(asked with { Items = [.. asked.Items.Select(item => item.Key == "warm" ? item with { Critical = true } : item)] });
            await store.StudyForms.ExecuteUpdateAsync(set => set.SetProperty(form => form.Content, critical), Cancel);
        }

        await made.Publish("all");
        using var nobody = made.World.Nobody();

        Assert.Contains("An answer that fails a critical item is poor", Plain((await Researched.Read(nobody, $"{Researched.Report}?lang=en")).QuerySelector(".appendix")!), StringComparison.Ordinal);
        Assert.Contains("סעיף קריטי שנכשל", Plain((await nobody.Page($"/{World.Cafe}/study-sheet/{Researched.Secrets[4]}")).Body!), StringComparison.Ordinal);
        using var file = await nobody.Ready($"{Researched.Report}/probes.csv");
        var lines = (await file.Content.ReadAsStringAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith(",critical_failed", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Where(line => line.EndsWith(",1", StringComparison.Ordinal)), line => Assert.Contains(",latePoor,", line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith(",1", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task Where_no_two_companies_can_be_told_apart_the_first_sentence_names_no_place_but_the_range(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        await using (var store = await made.World.Store())
        {
            await store.Probes.ExecuteUpdateAsync(set => set.SetProperty(probe => probe.State, ProbeState.Silent).SetProperty(probe => probe.WaitedFrom, OutcomeRule.Usual.NeverAfterMinutes * 60_000L).SetProperty(probe => probe.WaitedUntil, (long?)null), Cancel);
            await store.StudyCompanies.Where(company => company.Number == 1).ExecuteUpdateAsync(set => set.SetProperty(company => company.Name, "AIG ישראל"), Cancel);
        }

        await made.Publish("all");
        using var nobody = made.World.Nobody();
        var page = await nobody.Page(Researched.Report);

        Assert.EndsWith("אי אפשר להבחין בין החברות: קפה תמר בין מקום 1 ל־6.", Plain(page.QuerySelector("h1")!), StringComparison.Ordinal);
        // Whose name begins with foreign letters reads from right to left all the same.
        Assert.Equal("rtl", page.QuerySelectorAll("#league tbody th bdi").Single(name => name.TextContent.StartsWith("AIG", StringComparison.Ordinal)).GetAttribute("dir"));
    }

    private static string Plain(IElement of) => string.Join(' ', of.TextContent.Replace("⁨", "", StringComparison.Ordinal).Replace("⁩", "", StringComparison.Ordinal).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
