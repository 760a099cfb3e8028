using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.Privacy;

public sealed class NoticeTests
{
    private const string Hebrew = "/cafe-tamar/settings/notices/he";

    [Theory, EveryStore]
    public async Task What_was_published_is_read_by_anyone_and_a_draft_by_nobody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var guest = world.Nobody();

        var begun = (await tamar.Page(Hebrew)).QuerySelector("input[name=version]")?.GetAttribute("value") ?? "";
        using var drafted = await tamar.Post(Hebrew, ("text", "# מי אנחנו\n\nקפה תמר"), ("version", begun));
        using var early = await guest.Get("/cafe-tamar/privacy");
        using var published = await tamar.Post(Hebrew, ("text", "# מי אנחנו\n\nקפה תמר, חיפה"), ("version", "0"), ("publish", "true"));
        using var next = await tamar.Post(Hebrew, ("text", "נוסח שני"), ("version", ""));
        var read = await guest.Page("/cafe-tamar/privacy");
        var inEnglish = await guest.Page("/cafe-tamar/privacy?lang=en");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.NotFound, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (drafted.StatusCode, early.StatusCode, published.StatusCode, next.StatusCode));
        Assert.Equal(("מי אנחנו", "קפה תמר, חיפה"), (read.QuerySelector("article h2")?.TextContent, read.QuerySelector("article p")?.TextContent));
        Assert.Equal("rtl", inEnglish.QuerySelector("article")?.GetAttribute("dir"));
        Assert.Contains("Version 1", inEnglish.QuerySelector("main")?.TextContent);
        using var draft = await guest.Get("/cafe-tamar/privacy?number=2");
        Assert.Equal(HttpStatusCode.NotFound, draft.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_was_published_stays_as_it_was_and_a_change_is_a_new_version(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var guest = world.Nobody();

        using (await tamar.Post(Hebrew, ("text", "ראשון"), ("version", ""), ("publish", "true")))
        using (await tamar.Post(Hebrew, ("text", "שני"), ("version", ""), ("publish", "true")))
            Assert.Equal("שני", (await guest.Page("/cafe-tamar/privacy")).QuerySelector("article p")?.TextContent);

        Assert.Equal("ראשון", (await guest.Page("/cafe-tamar/privacy?number=1")).QuerySelector("article p")?.TextContent);
        await using var store = await world.Store();
        var first = store.PrivacyNotices.Where(notice => notice.Number == 1);
        await Assert.ThrowsAnyAsync<Exception>(() => first.ExecuteUpdateAsync(set => set.SetProperty(notice => notice.Text, "אחר"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => first.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task A_template_is_there_to_begin_from_and_is_not_published_with_its_blanks(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        var text = (await tamar.Page(Hebrew)).QuerySelector("textarea")?.TextContent ?? "";
        var english = (await tamar.Page("/cafe-tamar/settings/notices/en")).QuerySelector("textarea")?.TextContent ?? "";
        using var refused = await tamar.Post(Hebrew, ("text", text), ("version", ""), ("publish", "true"));
        using var kept = await tamar.Post(Hebrew, ("text", text), ("version", ""));
        using var stale = await tamar.Post(Hebrew, ("text", "אחר"), ("version", ""));
        using var unknown = await tamar.Get("/cafe-tamar/settings/notices/fr");

        Assert.Contains("אין חובה חוקית", text);
        Assert.Contains("no legal duty", english);
        Assert.Equal("", (await tamar.Page("/cafe-tamar/settings/notices/ru")).QuerySelector("textarea")?.TextContent);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.NotFound), (refused.StatusCode, kept.StatusCode, stale.StatusCode, unknown.StatusCode));
        Assert.Contains("אחר", (await Visitor.Read(stale)).QuerySelector("textarea")?.TextContent);
    }
}
