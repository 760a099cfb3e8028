using System.Net;
using System.Text;
using AngleSharp.Dom;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Importing;

public sealed class ImportPagesTests
{
    private const string Text =
        "מספר פנייה;תאריך פנייה;ערוץ;תוכן;ציון\n1;03/02/2025;call;\"חויבתי פעמיים; ואיש לא חזר אליי\";2\n2;25/02/2025;mail;שירות מהיר ואדיב כרגיל;9\n3;31/02/2025;call;=1+1 לא טוב בכלל הפעם;4\n";

    [Theory, EveryStore]
    public async Task A_file_goes_from_upload_to_its_refused_rows_and_back_out_without_script(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        var import = await Upload(tamar, "פניות.csv", Text);
        var page = await tamar.Page(import);
        Assert.Equal("Text", Chosen(page, "c3.meaning"));
        Assert.Equal(("utf-8", ";", "DayFirst"), (Chosen(page, "encoding"), Chosen(page, "delimiter"), Chosen(page, "c1.dates")));

        using var checkedOnce = await Press(tamar, page, import, "check", ("source", "crm"));
        var told = await Visitor.Read(checkedOnce);
        Assert.Contains("תאריך פנייה", told.QuerySelector("#checked")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("crm", told.QuerySelector("[name=source]")?.GetAttribute("value"));

        using var begun = await Press(tamar, told, import, "begin");
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        var done = await Until(tamar, import, page => page.QuerySelector($"form[action='{import}/undo']") is not null);
        Assert.Contains("תאריך פנייה", done.QuerySelector(".table")?.TextContent, StringComparison.Ordinal);

        using var refused = await tamar.Get(import + "/refused.csv");
        var lines = (await refused.Content.ReadAsStringAsync()).TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        Assert.Equal("מספר פנייה;תאריך פנייה;ערוץ;תוכן;ציון;סיבה", lines[0]);
        Assert.StartsWith("3;31/02/2025;call;'=1+1 לא טוב בכלל הפעם;4;", lines[1], StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);

        using var undone = await tamar.Post(import + "/undo");
        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        await Until(tamar, import, page => page.QuerySelector("[data-live]") is null);
        await using var store = await world.Store();
        Assert.Equal(0, await store.Voices.CountAsync());
    }

    [Theory, EveryStore]
    public async Task What_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var import = await Upload(tamar, "a.csv", Text);

        using var answer = await Press(tamar, await tamar.Page(import), import, "begin", ("source", ""), ("saveAs", ""), ("c4.high", "7"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.Read(answer);
        Assert.Equal("true", page.QuerySelector("[name=source]")?.GetAttribute("aria-invalid"));
        Assert.Equal("7", page.QuerySelector("[name='c4.high']")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task A_label_of_which_nobody_says_what_it_means_is_named_and_stays_as_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var import = await Upload(tamar, "a.csv", Text);

        using var answer = await Press(tamar, await tamar.Page(import), import, "begin", ("source", "crm"), ("saveAs", ""), ("c2.labels", "טלפון\nדואר = mail"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.Read(answer);
        Assert.Contains("טלפון", page.QuerySelector(".faults")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("טלפון\nדואר = mail", page.QuerySelector("[name='c2.labels']")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_mapping_saved_by_name_reads_the_next_file(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var first = await Upload(tamar, "a.csv", Text);
        using var begun = await Press(tamar, await tamar.Page(first), first, "begin", ("source", "crm"), ("saveAs", "מוקד חודשי"), ("c4.high", "7"));

        var second = await Upload(tamar, "b.csv", Text);
        using var loaded = await Press(tamar, await tamar.Page(second), second, "load", ("saved", "מוקד חודשי"));

        Assert.Equal("7", (await Visitor.Read(loaded)).QuerySelector("[name='c4.high']")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task Who_may_not_import_finds_no_way_in_and_an_empty_file_is_refused(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var tamar = world.As(Cast.Tamar);

        using var closed = await dana.Get($"/{World.Cafe}/imports");
        using var empty = await tamar.PostFiles($"/{World.Cafe}/imports", File("leer.csv", ""));

        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_saved_mapping_is_replaced_only_by_whoever_loaded_it_as_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var imports = new List<string>();
        foreach (var name in new[] { "a.csv", "b.csv", "c.csv" }) imports.Add(await Upload(tamar, name, Text));
        using var first = await Press(tamar, await tamar.Page(imports[0]), imports[0], "begin", ("source", "crm"), ("saveAs", "חודשי"), ("c4.high", "7"));
        using var loaded = await Press(tamar, await tamar.Page(imports[1]), imports[1], "load", ("saved", "חודשי"));

        using var blind = await Press(tamar, await tamar.Page(imports[2]), imports[2], "begin", ("source", "crm"), ("saveAs", "חודשי"), ("c4.high", "8"));
        using var seen = await Press(tamar, await Visitor.Read(loaded), imports[1], "begin", ("c4.high", "9"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (first.StatusCode, blind.StatusCode, seen.StatusCode));
        var page = await Visitor.Read(blind);
        Assert.Equal("true", page.QuerySelector("[name=saveAs]")?.GetAttribute("aria-invalid"));
        Assert.Equal("8", page.QuerySelector("[name='c4.high']")?.GetAttribute("value"));
        await using var store = await world.Store();
        Assert.Equal(1, (await store.SavedMappings.SingleAsync()).Version);
        Assert.Equal(1, await store.ImportRuns.CountAsync(run => run.State == ImportState.Waiting));
    }

    [Theory, EveryStore]
    public async Task A_manager_of_one_branch_finds_no_other_s_imports_but_their_own(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);
        var head = await Upload(tamar, "הנהלה.csv", Text);
        using var begun = await Press(tamar, await tamar.Page(head), head, "begin", ("source", "crm"));
        await Until(tamar, head, page => page.QuerySelector($"form[action='{head}/undo']") is not null);
        var own = await Upload(yoav, "חיפה.csv", Text);

        foreach (var path in new[] { head, head + "/refused.csv" })
        {
            using var read = await yoav.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        }

        foreach (var act in new[] { "stop", "undo", "drop", "mapping" })
        {
            using var done = await yoav.Post($"{head}/{act}");
            Assert.Equal(HttpStatusCode.NotFound, done.StatusCode);
        }

        var list = (await yoav.Page($"/{World.Cafe}/imports")).QuerySelector(".table")?.TextContent ?? "";
        Assert.Contains("חיפה.csv", list, StringComparison.Ordinal);
        Assert.DoesNotContain("הנהלה.csv", list, StringComparison.Ordinal);
        Assert.NotNull((await yoav.Page(own)).QuerySelector($"form[action='{own}/mapping']"));
        Assert.Contains("חיפה.csv", (await tamar.Page($"/{World.Cafe}/imports")).QuerySelector(".table")?.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal(2, await store.Voices.CountAsync());
    }

    [Theory, EveryStore]
    public async Task An_encoding_that_nobody_knows_is_said_at_its_field_and_the_page_opens_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var import = await Upload(tamar, "a.csv", Text);

        using var answer = await Press(tamar, await tamar.Page(import), import, "check", ("source", "crm"), ("encoding", "utf-9"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var again = await tamar.Get(import);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static async Task<string> Upload(Visitor visitor, string name, string text)
    {
        using var answer = await visitor.PostFiles($"/{World.Cafe}/imports", File(name, text));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location?.OriginalString ?? "";
    }

    private static MultipartFormDataContent File(string name, string text) =>
        new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name } };

    // As a browser would send the form, with one button pressed and some fields changed.
    private static Task<HttpResponseMessage> Press(
        Visitor visitor, IDocument page, string import, string act, params (string Name, string Value)[] changed)
    {
        var form = page.QuerySelector($"form[action='{import}/mapping']");
        Assert.NotNull(form);
        var fields = form.QuerySelectorAll("input[name],select[name],textarea[name]")
            .Where(field => field.GetAttribute("name") is not "__RequestVerificationToken" && (field.GetAttribute("type") != "checkbox" || field.HasAttribute("checked")))
            .Select(field => (Name: field.GetAttribute("name") ?? "", Value: ValueOf(field)))
            .Where(field => !changed.Any(change => change.Name == field.Name));
        return visitor.Post($"{import}/mapping", [.. fields, .. changed, ("act", act)]);
    }

    private static string ValueOf(IElement field) => field.LocalName switch
    {
        "select" => (field.QuerySelector("option[selected]") ?? field.QuerySelector("option"))?.GetAttribute("value") ?? "",
        "textarea" => field.TextContent,
        _ => field.GetAttribute("value") ?? "",
    };

    private static string? Chosen(IDocument page, string name) => page.QuerySelector($"select[name='{name}'] option[selected]")?.GetAttribute("value");

    private static async Task<IDocument> Until(Visitor visitor, string path, Func<IDocument, bool> holds)
    {
        IDocument? page = null;
        Assert.True(await Comes.About(async () => holds(page = await visitor.Page(path))), "The page did not come about.");
        return page!;
    }
}
