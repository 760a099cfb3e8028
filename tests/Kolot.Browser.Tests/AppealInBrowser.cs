using System.Globalization;
using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A company reads its sheet by its link and objects, and is told what was decided.</summary>
internal static class AppealInBrowser
{
    private const string Objection = "ענינו על הפנייה הזאת בטלפון, שעתיים אחריה. רישום השיחה אצלנו.";

    private const string Decision = "בדקנו את רישום השיחה, והתשובה אכן ניתנה. התוצאות תוקנו.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<(string Company, DateTime SentAt)> Silent(World world)
    {
        await using var store = await world.Store();
        var probe = await store.Probes.SingleAsync(one => one.State == ProbeState.Silent, Cancel);
        return ((await store.StudyCompanies.SingleAsync(one => one.Id == probe.CompanyId, Cancel)).Name!, probe.SentAt!.Value);
    }

    public static async Task<string> HandOutSheet(Reader tamar, string company)
    {
        await tamar.Follow("תוצאות", "Result");
        await tamar.Follow(company, company);
        await tamar.Press("ליצור קישור", "Make a link");
        return new Uri(await tamar.Page.InputValueAsync("[name=link]")).PathAndQuery;
    }

    public static async Task Object(Reader company, string sheet)
    {
        await company.Page.GotoAsync(sheet);
        await company.Look("own-sheet");
        // Sent, back by the browser's button, and sent once more: it is one appeal.
        for (var times = 0; times < 2; times++)
        {
            var unanswered = await company.Page.Locator("[name=probe] option").Filter(new() { HasTextString = "לא נענתה" }).Or(company.Page.Locator("[name=probe] option").Filter(new() { HasTextString = "לא נענה" })).First.GetAttributeAsync("value");
            await company.Page.Locator("[name=probe]").SelectOptionAsync(unanswered!);
            await company.Write("מה לא נכון", "What is not right", Objection);
            await company.Write("מי כותב", "Who writes", "מנהלת השירות");
            await company.Press("לשלוח את הערעור", "Send");
            await company.Sees("הערעור מחכה להכרעה.", "");
            if (times == 0) await company.Page.GoBackAsync();
        }

        Assert.Equal(1, await company.Page.Locator(".appeals > li").CountAsync());
        House.Keeps(await Axe.Faults(company.Page));
    }

    public static async Task Decide(Reader tamar, DateTime answered)
    {
        await tamar.Follow("עבודת שדה", "Field work");
        await tamar.Click(tamar.Page.Locator(".tabs a[href*='show=appeals']"));
        await tamar.SeesWords(Objection);
        await tamar.Unfold("להכריע", "Decide");
        await tamar.Page.CheckAsync("[name=upheld][value=yes]", new() { Force = true });
        await tamar.Page.CheckAsync("[name=effect][value=answered]", new() { Force = true });
        await tamar.Page.FillAsync("[name=answered]", TimeZoneInfo.ConvertTimeFromUtc(answered, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await tamar.Page.FillAsync("[name=decision]", Decision);
        await tamar.Look("appeal");
        await tamar.Press("לשמור את ההכרעה", "Keep");
        await tamar.SeesWords(Decision);
        // Decided once, it stands, by the browser's button too.
        await tamar.Page.GoBackAsync();
        await tamar.SeesWords(Decision);
    }

    public static async Task HearTheDecision(Reader company)
    {
        await company.Page.ReloadAsync();
        await company.SeesWords(Decision, "נענתה אחרי שעתיים");
        await company.Look("decided");
    }
}
