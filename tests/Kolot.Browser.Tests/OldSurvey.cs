using System.Text;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A spreadsheet of old answers, as it comes out of a drawer: Hebrew, in Windows-1255, one date mistyped.</summary>
internal static class OldSurvey
{
    private const string Rows = """
        מספר פנייה,תאריך,ציון,הערות,מספר לקוח,שם לקוח
        1,03/04/2025,9,השירות היה מהיר ואדיב,7001,רות כהן
        2,04/04/2025,3,חיכינו שעה בשירותים של הסניף,7002,אבי לוי
        3,05/04/2025,10,הכול טוב,7003,דנה מור
        4,06/04/2025,7,המחיר גבוה קצת,7004,יוסי פרץ
        5,31/31/2025,8,תאריך שאיש לא יודע,7005,נועה שגב

        """;

    public static FilePayload File { get; } = new()
    {
        Name = "סקר ישן.csv",
        MimeType = "text/csv",
        Buffer = (CodePagesEncodingProvider.Instance.GetEncoding(1255) ?? Encoding.UTF8).GetBytes(Rows),
    };

    /// <summary>Puts the file on the table: the page that shows how it was understood.</summary>
    public static async Task Upload(IPage page, string organisation)
    {
        await page.GotoAsync($"/{organisation}/imports");
        await page.SetInputFilesAsync("[name=file]", File);
        await page.ClickAsync("main button.main");
        await page.Arrives("**/imports/*");
    }

    /// <summary>Brings it in, and waits until it is.</summary>
    public static async Task BringIn(IPage page, string organisation)
    {
        await Upload(page, organisation);
        await page.FillAsync("[name=source]", "old-survey");
        await page.SelectOptionAsync("[name=channel]", "survey");
        await page.ClickAsync("button[value=begin]");
        await Assertions.Expect(page.Locator("a[href$='/refused.csv']").First).ToBeVisibleAsync();
    }
}
