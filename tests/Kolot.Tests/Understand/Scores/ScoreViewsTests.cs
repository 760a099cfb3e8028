using AngleSharp.Dom;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Understand.Scores;

public sealed class ScoreViewsTests
{
    private const string Page = $"/{World.Cafe}/scores";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_view_of_scores_is_kept_by_name_renamed_and_taken_off_by_its_maker_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);
        using (var kept = await dana.Post($"/{World.Cafe}/views", ("page", "scores"), ("name", "חיפה השנה"), ("query", "unit=haifa&days=365"), ("shared", "true")))
            Assert.Equal($"{Page}?unit=haifa&days=365", kept.Headers.Location?.OriginalString);
        await using var store = await world.Store();
        var id = (await store.SavedViews.SingleAsync(Cancel)).Id;

        var list = (await omer.Page(Page)).QuerySelector(".saved");
        Assert.Equal("חיפה השנה", Flat(list?.QuerySelector("a")));
        Assert.Null(list?.QuerySelector("form"));
        Assert.Null((await dana.Page($"/{World.Cafe}/voices")).QuerySelector(".saved"));
        using (var notTheirs = await omer.Post($"/{World.Cafe}/views/{id}/name", ("page", "scores"), ("name", "אחר"))) Assert.Equal(404, (int)notTheirs.StatusCode);
        using (var nameless = await dana.Post($"/{World.Cafe}/views/{id}/name", ("page", "scores"), ("name", " "), ("query", "unit=haifa"), ("shared", "true")))
        {
            Assert.Equal(422, (int)nameless.StatusCode);
            Assert.NotNull((await Visitor.Read(nameless)).QuerySelector(".saved input[name=name][aria-invalid=true]"));
        }

        using (await dana.Post($"/{World.Cafe}/views/{id}/name", ("page", "scores"), ("name", "שלי")))
        {
        }

        Assert.Null((await omer.Page(Page)).QuerySelector(".saved"));
        Assert.Equal("שלי", Flat((await dana.Page(Page)).QuerySelector(".saved a")));
        using (await dana.Post($"/{World.Cafe}/views/{id}/removal"))
        {
        }

        Assert.False(await store.SavedViews.AnyAsync(Cancel));
    }

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
