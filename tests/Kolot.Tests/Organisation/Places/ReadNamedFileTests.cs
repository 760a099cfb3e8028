using System.Net;
using System.Text;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Places;

public sealed class ReadNamedFileTests
{
    private const string Units = "/cafe-tamar/settings/units";

    [Theory, EveryStore]
    public async Task A_file_is_shown_line_by_line_and_kept_only_when_agreed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        const string Text = "קוד;שם;יחידה מעל\nhaifa-bar;הבר;carmel\ncarmel;כרמל;all\nhaifa;חיפה רבתי;all\nloose;לבד;nowhere\n";

        using var shown = await tamar.Post($"{Units}/file", ("text", Text));
        var page = await Visitor.Read(shown);
        Assert.Equal(["יתווסף", "יתווסף", "ישתנה", "לא יתקבל"], page.QuerySelectorAll(".preview .badge").Select(badge => badge.TextContent));
        await using (var before = await world.Store()) Assert.False(await before.Units.AnyAsync(unit => unit.Code == "carmel"));

        using var kept = await tamar.Post($"{Units}/file", ("text", Text), ("agreed", page.QuerySelector("input[name=agreed]")?.GetAttribute("value") ?? ""));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        await using var store = await world.Store();
        var bar = await store.Units.SingleAsync(unit => unit.Code == "haifa-bar");
        Assert.Equal(await world.Unit("carmel"), bar.ParentId);
        Assert.Equal("חיפה רבתי", (await store.Units.SingleAsync(unit => unit.Code == "haifa")).Name);
        Assert.False(await store.Units.AnyAsync(unit => unit.Code == "loose"));
    }

    [Theory, EveryStore]
    public async Task What_was_agreed_to_before_something_changed_is_shown_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        const string Text = "code,name\nhaifa,חיפה רבתי\n";
        var page = await Visitor.Read(await tamar.Post($"{Units}/file", ("text", Text)));

        using var meanwhile = await tamar.Post($"{Units}/{await world.Unit("haifa")}", ("name", "חיפה והקריות"), ("version", "0"));
        using var stale = await tamar.Post($"{Units}/file", ("text", Text), ("agreed", page.QuerySelector("input[name=agreed]")?.GetAttribute("value") ?? ""));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        await using var store = await world.Store();
        Assert.Equal("חיפה והקריות", (await store.Units.SingleAsync(unit => unit.Code == "haifa")).Name);
    }

    [Theory, EveryStore]
    public async Task What_was_downloaded_comes_back_unchanged_formulas_disarmed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var adding = await tamar.Post($"{Units}/new", ("code", "odd"), ("name", "=1+1, \"כך\""), ("above", "haifa"));

        foreach (var path in new[] { Units, "/cafe-tamar/settings/channels", "/cafe-tamar/settings/stages", "/cafe-tamar/settings/touchpoints" })
        {
            using var answer = await tamar.Get($"{path}/list.csv");
            var file = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(Encoding.UTF8.Preamble.ToArray(), file[..3]);
            Assert.DoesNotContain(",\"=1", Encoding.UTF8.GetString(file));

            using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "list.csv" } };
            using var shown = await tamar.PostFiles($"{path}/file", content);
            var outcomes = (await Visitor.Read(shown)).QuerySelectorAll(".preview .badge").Select(badge => badge.TextContent).ToList();
            Assert.NotEmpty(outcomes);
            Assert.All(outcomes, outcome => Assert.Equal("ללא שינוי", outcome));
        }
    }

    [Theory, EveryStore]
    public async Task A_file_without_a_code_column_says_so(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post($"{Units}/file", ("text", "foo,bar\n1,2\n"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("לא נמצאה עמודת קוד", (await Visitor.Read(refused)).QuerySelector("#f-text-error")?.TextContent);
    }
}
