using System.Net;
using System.Text;
using Kolot.Core.Benchmarks;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

public sealed class StudyCompaniesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Companies_are_added_changed_and_taken_out_and_put_back_while_nobody_approached_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        var page = await tamar.Page($"{Autumn}/companies");
        Assert.Equal("אנחנו", page.QuerySelector("tr.ours .badge")!.TextContent);
        Assert.Equal(3, page.QuerySelectorAll(".studycompanies tbody tr").Length);
        using var twice = await tamar.Post($"{Autumn}/companies", ("name", "קפה רוזה"), ("mail", "לא"), ("contact_form", "https://x.example"));
        var refused = await Visitor.Read(twice);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "https://x.example"), (twice.StatusCode, refused.QuerySelector("#add [name=contact_form]")!.GetAttribute("value")));
        Assert.Contains("כתובת דואר", refused.GetElementById("f-mail-error")!.TextContent, StringComparison.Ordinal);
        using var stale = await tamar.Post($"{Autumn}/companies/3/edit", ("seen", "0000"), ("name", "רוזה"));
        using var ours = await tamar.Post($"{Autumn}/companies/3/edit", ("name", "רוזה"), ("ours", "true"));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity), (stale.StatusCode, ours.StatusCode));

        using var removed = await tamar.Post($"{Autumn}/companies/3/removal");
        var undo = await tamar.Page(removed.Headers.Location!.OriginalString);
        Assert.Equal(2, undo.QuerySelectorAll(".studycompanies tbody tr").Length);
        using var back = await tamar.Post($"{Autumn}/companies", [.. undo.QuerySelectorAll("form.note input[name]:not([name^=__])").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!))]);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        await using (var store = await world.Store())
        {
            var roza = await store.StudyCompanies.SingleAsync(row => row.Name == "קפה רוזה", Cancel);
            Assert.Equal("https://roza.example/", StudyJson.Read<Dictionary<ProbeChannel, string>>(roza.Addresses)[ProbeChannel.ContactForm]);
        }

        await Plan(world, tamar);
        using var late = await tamar.Post($"{Autumn}/companies/2/removal");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        await using var after = await world.Store();
        Assert.Equal(3, await after.StudyCompanies.CountAsync(Cancel));
        // Three put in, one taken out and put back, one wave; what was refused, and who shops, changes no result.
        Assert.Equal(6, (await after.Studies.SingleAsync(Cancel)).Revision);
    }

    [Theory, EveryStore]
    public async Task A_list_is_shown_first_sound_lines_are_kept_and_those_with_faults_stay_to_be_mended(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        const string List = "שם\tענף\tטופס\tטלפון\nבזק\tתקשורת\tbezeq.example\t*2700\nמאפיית גיל\tמזון\tgil.example\t\nהוט\tתקשורת\tלא כתובת\t\nאור \"חשמל\" בע\"מ\tאנרגיה\thttps://or.example\t03-5551234\n";
        using var shown = await tamar.Post($"{Autumn}/companies/file", ("text", List));
        var trial = await Visitor.Read(shown);
        Assert.Equal(List.TrimEnd('\n').Split('\n').Length, trial.QuerySelector("[name=text]")!.TextContent.Trim().Split('\n').Length);
        var faults = trial.QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Select(row => (row.QuerySelector(".num")!.TextContent.Trim(), row.QuerySelector("th")!.TextContent)).ToArray();
        Assert.Equal([("3", "מאפיית גיל"), ("4", "הוט")], faults);
        await using (var store = await world.Store()) Assert.Equal(3, await store.StudyCompanies.CountAsync(Cancel));

        var mark = trial.QuerySelector("[name=agreed]")!.GetAttribute("value")!;
        using var other = await tamar.Post($"{Autumn}/companies/file", ("text", List.Replace("בזק", "פרטנר", StringComparison.Ordinal)), ("agreed", mark));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var kept = await tamar.Post($"{Autumn}/companies/file", ("text", List), ("agreed", mark));
        var left = (await Visitor.Read(kept)).QuerySelector("[name=text]")!.TextContent;
        Assert.DoesNotContain("בזק", left, StringComparison.Ordinal);
        Assert.Contains("נוספו 2 חברות", (await Visitor.Read(kept)).QuerySelector(".note [role=status]")!.TextContent, StringComparison.Ordinal);
        using var mended = await tamar.Post($"{Autumn}/companies/file", ("text", left.Replace("לא כתובת", "hot.example", StringComparison.Ordinal).Replace("מאפיית גיל", "מאפיית דני", StringComparison.Ordinal)));
        var sound = await Visitor.Read(mended);
        using var all = await tamar.Post($"{Autumn}/companies/file", ("text", sound.QuerySelector("[name=text]")!.TextContent), ("agreed", sound.QuerySelector("[name=agreed]")!.GetAttribute("value")!));
        Assert.Equal($"{Autumn}/companies", all.Headers.Location!.OriginalString);
        await using var after = await world.Store();
        Assert.Equal(["קפה תמר", "מאפיית גיל", "קפה רוזה", "בזק", "אור \"חשמל\" בע\"מ", "מאפיית דני", "הוט"], await after.StudyCompanies.OrderBy(row => row.Number).Select(row => row.Name).ToListAsync(Cancel));
        Assert.Equal(2, await after.LogLines.CountAsync(line => line.Act == "study.companies-imported", Cancel));
    }

    [Theory, EveryStore]
    public async Task Who_is_called_like_us_is_us_in_a_list_in_the_form_and_by_the_button_which_says_why_it_did_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await using var store = await world.Store();
        await store.StudyCompanies.Where(one => one.Ours).ExecuteDeleteAsync(Cancel);
        using var list = await tamar.Post($"{Autumn}/companies/file", ("text", "שם\tדואר\nבזק\ta@bezeq.example\nקפה תמר\thi@cafe.example"));
        var trial = await Visitor.Read(list);
        Assert.Equal(("קפה תמר", "אנחנו"), (trial.QuerySelector("tr.ours bdi")!.TextContent, trial.QuerySelector("tr.ours .badge")!.TextContent));
        using var kept = await tamar.Post($"{Autumn}/companies/file", ("text", trial.QuerySelector("[name=text]")!.TextContent), ("agreed", trial.QuerySelector("[name=agreed]")!.GetAttribute("value")!));
        Assert.Equal("קפה תמר", (await store.StudyCompanies.SingleAsync(one => one.Ours, Cancel)).Name);
        await store.StudyCompanies.ExecuteUpdateAsync(set => set.SetProperty(one => one.Ours, one => one.Name == "בזק"), Cancel);
        using var again = await tamar.Post($"{Autumn}/companies/ours");
        Assert.Contains("כבר סומן במחקר מי אנחנו", (await tamar.Page($"{Autumn}/companies")).Body!.TextContent, StringComparison.Ordinal);

        // One that was kept as any other company becomes us, with all that is written of it.
        await store.StudyCompanies.ExecuteUpdateAsync(set => set.SetProperty(one => one.Ours, false), Cancel);
        using var pressed = await tamar.Post($"{Autumn}/companies/ours");
        store.ChangeTracker.Clear();
        var ours = await store.StudyCompanies.SingleAsync(one => one.Name == "קפה תמר", Cancel);
        Assert.Equal((true, "hi@cafe.example", $"{Autumn}/companies/{ours.Number}/edit"), (ours.Ours, StudyJson.Read<Dictionary<ProbeChannel, string>>(ours.Addresses)[ProbeChannel.Mail], pressed.Headers.Location!.OriginalString));
        await store.StudyCompanies.Where(one => one.Name == "קפה תמר").ExecuteDeleteAsync(Cancel);
        using var typed = await tamar.Post($"{Autumn}/companies", ("name", "תמר"), ("name_en", "cafe tamar"));
        Assert.Equal("תמר", (await store.StudyCompanies.SingleAsync(one => one.Ours, Cancel)).Name);
    }

    [Theory, InlineData("he"), InlineData("en")]
    public async Task Columns_may_be_called_as_the_page_calls_them_and_what_nobody_knows_is_named(string language)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await Begin(world);
        var told = (await tamar.Page($"{Autumn}/companies/file?lang={language}")).QuerySelectorAll("main p").Select(one => one.TextContent).Single(text => text.Contains(", ", StringComparison.Ordinal) && text.Contains(':', StringComparison.Ordinal)).Split(':')[1].Trim();
        Assert.Equal(CompanyLines.Columns.Count, told.Split(", ").Length);
        using var known = await tamar.Post($"{Autumn}/companies/file", ("text", told.Replace(", ", "\t", StringComparison.Ordinal) + "\nבזק"));
        Assert.Null((await Visitor.Read(known)).QuerySelector(".note[role=status], .note [role=status]"));
        using var strange = await tamar.Post($"{Autumn}/companies/file", ("text", "name\tכתובת הדף\nבזק\thttps://bezeq.example"));
        Assert.Contains("כתובת הדף", (await Visitor.Read(strange)).QuerySelector(".note [role=status]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_old_Windows_and_a_spreadsheet_are_read_and_one_that_is_no_table_is_refused_with_what_was_typed_kept()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await Begin(world);
        using var old = new MultipartFormDataContent { { new ByteArrayContent(CodePagesEncodingProvider.Instance.GetEncoding(1255)!.GetBytes("שם,ענף\nבזק,תקשורת\n")), "file", "companies.csv" } };
        using var shown = await tamar.PostFiles($"{Autumn}/companies/file", old);
        var page = await Visitor.Read(shown);
        Assert.Equal("בזק", page.QuerySelector("tbody th")!.TextContent);
        Assert.Contains("בזק,תקשורת", page.QuerySelector("[name=text]")!.TextContent, StringComparison.Ordinal);

        var book = XlsxFile.Of([new("חברות", ["name", "industry", "phone"], [["הוט, בזק\tושות׳", "תקשורת", "*2700"], ["סלקום", "תקשורת", 39001234]])], rightToLeft: true);
        using var sheet = new MultipartFormDataContent { { new ByteArrayContent(book), "file", "companies.xlsx" } };
        using var opened = await tamar.PostFiles($"{Autumn}/companies/file", sheet);
        var rows = (await Visitor.Read(opened)).QuerySelectorAll("tbody tr").Select(row => row.TextContent.Trim()).ToArray();
        Assert.Equal((2, true, true), (rows.Length, rows[0].Contains("הוט, בזק\tושות׳", StringComparison.Ordinal), rows[1].Contains("סלקום", StringComparison.Ordinal)));

        using var picture = new MultipartFormDataContent { { new ByteArrayContent([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]), "file", "a.png" }, { new StringContent("name\nבזק"), "text" } };
        using var refused = await tamar.PostFiles($"{Autumn}/companies/file", picture);
        var again = await Visitor.Read(refused);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "name\nבזק"), (refused.StatusCode, again.QuerySelector("[name=text]")!.TextContent.Trim()));
        Assert.NotNull(again.GetElementById("f-file-error"));
        using var headless = await tamar.Post($"{Autumn}/companies/file", ("text", "ענף\nתקשורת"));
        Assert.Contains("אין עמודה בשם", (await Visitor.Read(headless)).GetElementById("f-text-error")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Two_shoppers_of_one_name_are_told_apart_nowhere_and_the_second_is_not_taken(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var again = await tamar.Post($"{Autumn}/shoppers", ("name", " מאיה "), ("language", "he"));
        Assert.Contains("בשם הזה", (await Visitor.Read(again)).GetElementById("f-name-error")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        var ido = await store.StudyShoppers.SingleAsync(one => one.Name == "עידו", Cancel);
        using var becomes = await tamar.Post($"{Autumn}/shoppers/{ido.Id}", ("name", "מאיה"), ("language", "he"));
        using var stays = await tamar.Post($"{Autumn}/shoppers/{ido.Id}", ("name", "עידו"), ("language", "he"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, 3), (becomes.StatusCode, stays.StatusCode, await store.StudyShoppers.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task A_shoppers_link_is_told_once_kept_as_its_hash_renewed_and_taken_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var made = await tamar.Post($"{Autumn}/shoppers", ("name", "נועם"), ("mail", "Noam@Shop.example"), ("language", "he"));
        var link = (await Visitor.Read(made)).GetElementById("made")!.GetAttribute("value")!;
        Assert.Contains($"/{World.Cafe}/field/", link, StringComparison.Ordinal);
        Assert.True(made.Headers.CacheControl!.NoStore);
        var secret = link[(link.LastIndexOf('/') + 1)..];
        Guid id;
        await using (var store = await world.Store())
        {
            var row = await store.StudyShoppers.SingleAsync(one => one.Name == "נועם", Cancel);
            (id, var hash) = (row.Id, row.SecretHash);
            Assert.Equal(Kolot.Organisation.EntranceKeys.HashOf(secret), hash);
        }

        Assert.DoesNotContain(secret, (await tamar.Page($"{Autumn}/shoppers")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        using var renewed = await tamar.Post($"{Autumn}/shoppers/{id}/link");
        Assert.NotEqual(link, (await Visitor.Read(renewed)).GetElementById("made")!.GetAttribute("value"));
        // The page that tells a link, loaded once more, ends none.
        var mark = (await tamar.Page($"{Autumn}/shoppers")).QuerySelector($"form[action$='{id}/link'] [name=seen]")!.GetAttribute("value")!;
        using var made2 = await tamar.Post($"{Autumn}/shoppers/{id}/link", ("seen", mark));
        using var reloaded = await tamar.Post($"{Autumn}/shoppers/{id}/link", ("seen", mark));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther), (made2.StatusCode, reloaded.StatusCode));
        await using (var store = await world.Store())
        {
            var told = (await Visitor.Read(made2)).GetElementById("made")!.GetAttribute("value")!;
            Assert.Equal(Kolot.Organisation.EntranceKeys.HashOf(told[(told.LastIndexOf('/') + 1)..]), (await store.StudyShoppers.SingleAsync(one => one.Id == id, Cancel)).SecretHash);
        }

        using var revoked = await tamar.Post($"{Autumn}/shoppers/{id}/revocation");
        using var wrong = await tamar.Post($"{Autumn}/shoppers/{id}", ("name", "נועם"), ("mail", "לא"), ("language", "he"));
        using var stale = await tamar.Post($"{Autumn}/shoppers/{id}", ("name", "נעם"), ("language", "he"), ("seen", "0000"));
        using var changed = await tamar.Post($"{Autumn}/shoppers/{id}", ("name", "נעם"), ("language", "en"));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict, HttpStatusCode.SeeOther], new[] { revoked, wrong, stale, changed }.Select(answer => answer.StatusCode));
        await using var after = await world.Store();
        var kept = await after.StudyShoppers.SingleAsync(one => one.Id == id, Cancel);
        Assert.Equal(("נעם", "en", null), (kept.Name, kept.Language, kept.SecretHash));
    }
}
