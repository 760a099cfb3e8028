using System.Net;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Surveys;

public sealed class SurveyPagesTests
{
    private const string All = $"/{World.Cafe}/surveys";

    [Theory, EveryStore]
    public async Task A_ready_made_survey_is_begun_published_answered_counted_and_closed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var guest = world.Nobody();

        using var begun = await tamar.Post(All, ("ready", "branch"), ("name", "סניף חיפה"), ("code", "haifa"));
        Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        using (var early = await guest.Get($"/{World.Cafe}/s/haifa")) Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        var page = await tamar.Page($"{All}/haifa");
        using (var published = await tamar.Post($"{All}/haifa/versions", ("version", page.QuerySelector("input[name=version]")!.GetAttribute("value")!))) Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);

        var form = Asked.Form(await guest.Page($"/{World.Cafe}/s/haifa"), ("stars", "5"), ("comment", "מקום מקסים"));
        using var sent = await (await guest.Client()).PostAsync($"/{World.Cafe}/s/haifa", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        var counted = await tamar.Page($"{All}/haifa/share?lang=en");
        Assert.Contains("1 whole answer.", counted.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(counted.QuerySelector(".qr svg"));
        Assert.Contains("מקום מקסים", (await tamar.Page($"/{World.Cafe}/voices")).Body!.TextContent, StringComparison.Ordinal);
        using (await tamar.Post($"{All}/haifa/opening"))
        {
        }

        using var late = await world.Nobody().Get($"/{World.Cafe}/s/haifa");
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Words_are_changed_beside_each_other_and_nobody_overwrites_anybody(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Post(All, ("ready", "branch"), ("code", "haifa")))
        {
        }

        using var saved = await tamar.Post($"{All}/haifa/texts", ("version", "0"), ("languages", "he"), ("languages", "ru"), ("he:title", "איך היה בחיפה?"), ("ru:title", "Как было в Хайфе?"));
        using var stale = await tamar.Post($"{All}/haifa/texts", ("version", "0"), ("languages", "he"), ("he:title", "נוסח אחר"));

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("נוסח אחר", (await Visitor.Read(stale)).QuerySelector("textarea[name='he:title']")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        var draft = SurveyJson.Read((await store.Surveys.SingleAsync()).Draft)!;
        Assert.Equal(["he", "ru"], draft.Languages);
        Assert.Equal("Как было в Хайфе?", draft.Title.Exactly("ru"));
    }

    [Theory, EveryStore]
    public async Task A_survey_is_handed_over_as_a_file_and_what_is_none_is_refused_with_all_that_was_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Post(All, ("ready", "leaving"), ("code", "leaving")))
        {
        }

        using var file = await tamar.Get($"{All}/leaving/file");
        var held = await file.Content.ReadAsStringAsync();
        using var refused = await tamar.Post($"{All}/file", ("name", "שוב"), ("code", "leaving"), ("json", held));
        using var again = await tamar.Post($"{All}/file", ("name", "שוב"), ("code", "again"), ("json", held));
        using var spoilt = await tamar.Post($"{All}/file", ("name", "מקולקל"), ("code", "spoilt"), ("json", "{\"form\":9}"));
        using var taken = await tamar.Post(All, ("name", "שלי"), ("ready", "branch"), ("code", "leaving"));

        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, spoilt.StatusCode);
        var kept = await Visitor.Read(refused);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(("שוב", held.Length > 0), (kept.QuerySelector("[name=name]")!.GetAttribute("value"), SurveyJson.Read(kept.QuerySelector("[name=json]")!.GetAttribute("value")!) is not null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.StatusCode);
        Assert.Equal("שלי", (await Visitor.Read(taken)).QuerySelector(".named [name=name]")!.GetAttribute("value"));
        await using var store = await world.Store();
        var drafts = await store.Surveys.OrderBy(survey => survey.Code).Select(survey => survey.Draft).ToListAsync();
        Assert.Equal(drafts[0], drafts[1]);
    }
}
