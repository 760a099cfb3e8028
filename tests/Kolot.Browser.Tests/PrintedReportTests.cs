using System.Text;
using System.Text.RegularExpressions;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A public report on paper, or as a PDF.</summary>
[Collection(OneCafe.Name)]
public sealed partial class PrintedReportTests(CafeInBrowser cafe)
{
    private const int Companies = 130;
    private const string Code = "printed";

    [Fact]
    public async Task A_report_of_more_companies_than_a_page_of_the_table_holds_is_printed_whole_and_a_part_of_it_says_so()
    {
        await Plant();
        var page = await cafe.Visit(null);
        await page.GotoAsync($"/{World.Cafe}/reports/{Code}");
        await Assertions.Expect(page.Locator("#league tbody tr")).ToHaveCountAsync(100);
        var part = await Sheets.Of(page);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.GetByText($"/{World.Cafe}/reports/{Code}?p=all")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await page.GetByRole(AriaRole.Link, new() { Name = "כל הטבלה בעמוד אחד, להדפסה" }).ClickAsync();
        await Assertions.Expect(page.Locator("#league tbody tr")).ToHaveCountAsync(Companies);
        var whole = await Sheets.Of(page);
        Assert.Equal((Companies - 100, 0), (whole.Rows - part.Rows, whole.Blank));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(["קפה תמר"], await Shown(page, ".top > *"));
        Assert.Empty(await Shown(page, "button, form, nav, .filters, details > summary"));
        Assert.False(await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth + 1)"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he", "הודפס ב־")]
    [InlineData("en", "Printed")]
    public async Task A_small_report_takes_two_sheets_and_none_of_them_is_blank(string language, string printed)
    {
        var page = await cafe.Visit(null);
        await page.GotoAsync($"/{World.Cafe}/reports/{cafe.Known["reports/code"]}?lang={language}");
        var sheets = await Sheets.Of(page);

        Assert.InRange(sheets.Count, 1, 2);
        Assert.Equal(0, sheets.Blank);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Contains(await Shown(page, ".printed"), line => line.StartsWith(printed, StringComparison.Ordinal) && line.Contains($"/{World.Cafe}/reports/", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private static async Task<string[]> Shown(IPage page, string which) => await page.Locator(which).Locator("visible=true").EvaluateAllAsync<string[]>("all => all.map(one => one.innerText.trim())");

    private async Task Plant()
    {
        var now = cafe.World.Clock.Now;
        await using var store = await cafe.World.Store();
        var design = new StudyDesign(Wording.Of("מי ענה?", "Who answered?"), OutcomeRule.Usual, [ProbeChannel.ContactForm]) { Names = NamesShown.All };
        var study = new Study { Id = Guid.CreateVersion7(), Code = Code, Name = "מי ענה, כולם", NameEn = "Who answered, everybody", Kind = StudyKind.Reported, State = StudyState.Published, Design = StudyJson.Write(design), PublishedAt = now, BegunAt = now, Revision = 1 };
        store.Studies.Add(study);
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = 1, From = DateOnly.FromDateTime(now).AddDays(-30), Until = DateOnly.FromDateTime(now).AddDays(-20), ClosedAt = now });
        foreach (var number in Enumerable.Range(1, Companies))
        {
            var company = new StudyCompany { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = number, Name = $"חברה מספר {number}", NameEn = $"Company number {number}", Addresses = "{}" };
            store.StudyCompanies.Add(company);
            store.Probes.AddRange(Enumerable.Range(0, 2).Select(_ => new Probe { Id = Guid.CreateVersion7(), StudyId = study.Id, Wave = 1, CompanyId = company.Id, Channel = ProbeChannel.ContactForm, State = number % 4 == (int)Outcome.Never ? ProbeState.Silent : ProbeState.Answered, Stated = (Outcome)(number % 4) }));
        }

        await store.SaveChangesAsync();
    }

    /// <summary>A file of sheets, as the browser prints a page, read by its marks.</summary>
    private sealed partial record Sheets(int Count, int Blank, int Rows)
    {
        public static async Task<Sheets> Of(IPage page)
        {
            var file = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true, Tagged = true }));
            var (sheets, marked) = (Sheet().Matches(file).Select(one => one.Groups[1].Value).ToArray(), Marked().Matches(file).Select(one => one.Groups[1].Value).ToHashSet());
            Assert.NotEmpty(marked);
            return new(sheets.Length, sheets.Count(sheet => !marked.Contains(sheet)), Row().Count(file));
        }

        [GeneratedRegex(@"(\d+) 0 obj\s*<<\s*/Type\s*/Page\b")]
        private static partial Regex Sheet();

        [GeneratedRegex(@"/Pg (\d+) 0 R")]
        private static partial Regex Marked();

        [GeneratedRegex(@"/S\s*/TR\b")]
        private static partial Regex Row();
    }
}
