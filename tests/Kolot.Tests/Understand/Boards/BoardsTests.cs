using System.Net;
using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Boards;

public sealed class BoardsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_shared_board_is_counted_with_the_reach_of_whoever_looks_and_small_groups_stay_hidden(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await BoardGround.Said(world);
        using var tamar = world.As(Cast.Tamar);
        var board = await BoardGround.Make(tamar);
        await BoardGround.Add(tamar, board, "?measure=nps&days=90");
        await BoardGround.Add(tamar, board, "?measure=nps&days=90&unit=yafo");
        await BoardGround.Add(tamar, board, "?measure=nps&days=90&unit=haifa-kitchen", "distribution");
        await BoardGround.Add(tamar, board, "?measure=nps&days=90&by=unit", "groups");
        await BoardGround.Add(tamar, board, "?measure=nps&days=90&is.plan=gold");

        var (owner, dana, noa) = (await Texts(tamar, board), await Texts(world.As(Cast.Dana), board), await Texts(world.As(Cast.Noa), board));

        Assert.Contains("73 answers", owner[0], StringComparison.Ordinal);
        Assert.Contains("30 answers", owner[1], StringComparison.Ordinal);
        Assert.Contains("too few answers", owner[2], StringComparison.Ordinal);
        // Of whoever sees Haifa alone, the whole is Haifa, and Yafo is told without a number rather than with another.
        Assert.Contains("40 answers", dana[0], StringComparison.Ordinal);
        Assert.Contains("beyond your reach", dana[1], StringComparison.Ordinal);
        Assert.DoesNotContain("30 answers", string.Join(' ', dana), StringComparison.Ordinal);
        // Whoever may not read of customers is not told of all of them under a name that says some.
        Assert.Contains("beyond your reach or your rights", noa[4], StringComparison.Ordinal);
        Assert.Contains("73 answers", noa[0], StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_adds_a_view_keeps_their_comparison_and_is_led_to_the_board_which_says_of_which_part_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await BoardGround.Said(world);
        using var dana = world.As(Cast.Dana);
        var scores = await dana.Page($"/{World.Cafe}/scores?measure=nps&by=unit&a=yafo&b=haifa");
        var board = await BoardGround.Make(dana);

        using var added = await dana.Post(BoardGround.Boards + "/tiles", ("board", board.Split('/')[^1]), ("query", scores.QuerySelector(".addtoboard [name=query]")?.GetAttribute("value") ?? ""), ("shape", "figure"));
        var back = await dana.Page(added.Headers.Location?.OriginalString ?? "");

        Assert.Contains("a=yafo&b=haifa", added.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(board, back.QuerySelector(".toast a")?.GetAttribute("href"));
        Assert.Contains("חיפה", (await dana.Page(board)).QuerySelector(".lede")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_board_that_is_not_shared_is_its_makers_alone_and_a_shared_one_is_changed_by_them_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var ron = world.As(Cast.Ron);
        var (own, shared) = (await BoardGround.Make(tamar, "לעצמי", shared: false), await BoardGround.Make(tamar, "לכולם"));
        await BoardGround.Add(tamar, shared, "?measure=nps");
        var tile = Assert.Single(await BoardGround.Tiles(world, shared));

        Assert.Equal(HttpStatusCode.NotFound, (await ron.Get(own)).StatusCode);
        Assert.DoesNotContain("לעצמי", (await ron.Page(BoardGround.Boards)).Body?.TextContent, StringComparison.Ordinal);
        foreach (var act in new[] { "/edit", "/removal", $"/tiles/{tile}", $"/tiles/{tile}/order", $"/tiles/{tile}/removal", "/tiles/new", "/mail", "/mail/removal" })
            Assert.Equal((act, HttpStatusCode.NotFound), (act, (await ron.Post(shared + act, ("name", "אחר"), ("title", "א"), ("shape", "figure"), ("width", "1"), ("by", "up"))).StatusCode));
        using var copied = await ron.Post(shared + "/copies");
        var copy = (copied.Headers.Location?.OriginalString ?? "").Replace("/edit", "", StringComparison.Ordinal);
        Assert.Single(await BoardGround.Tiles(world, copy));
        Assert.Equal(HttpStatusCode.NotFound, (await tamar.Get(copy)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ron.Get(copy + "?arrange=1")).StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_stale_change_of_a_board_or_a_tile_is_refused_with_both_sides_and_what_was_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var board = await BoardGround.Make(tamar);
        await BoardGround.Add(tamar, board, "?measure=nps");
        var tile = $"{board}/tiles/{(await BoardGround.Tiles(world, board))[0]}";

        foreach (var (path, field, rest) in new[] { (board + "/edit", "name", Array.Empty<(string, string)>()), (tile, "title", [("shape", "figure"), ("width", "1")]) })
        {
            using var first = await tamar.Post(path, [(field, "שם אחד"), ("version", "0"), .. rest]);
            using var stale = await tamar.Post(path, [(field, "שם אחר"), ("version", "0"), .. rest]);
            var page = await Visitor.Read(stale);
            using var knowing = await tamar.Post(path, [(field, "שם אחר"), ("version", page.QuerySelector("input[name=version]")?.GetAttribute("value") ?? ""), .. rest]);

            Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (first.StatusCode, stale.StatusCode, knowing.StatusCode));
            Assert.Contains("שם אחד", page.QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
            Assert.Equal("שם אחר", page.QuerySelector($"input[name={field}]")?.GetAttribute("value"));
        }
    }

    [Theory, EveryStore]
    public async Task Tiles_are_moved_widened_taken_off_and_put_back_where_they_were(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var board = await BoardGround.Make(tamar);
        foreach (var days in new[] { 30, 90, 365 }) await BoardGround.Add(tamar, board, $"?measure=nps&days={days}");
        var (a, b, c) = await BoardGround.Tiles(world, board) is [var one, var two, var three] ? (one, two, three) : default;

        using var down = await tamar.Post($"{board}/tiles/{a}/order", ("by", "down"));
        using var dragged = await tamar.Post($"{board}/tiles/{c}/order", ("place", "0"));
        using var wide = await tamar.Post($"{board}/tiles/{c}/order", ("width", "3"));
        Assert.Equal([c, b, a], await BoardGround.Tiles(world, board));
        using var off = await tamar.Post($"{board}/tiles/{b}/removal");
        Assert.Equal([c, a], await BoardGround.Tiles(world, board));
        var undo = (await tamar.Page(off.Headers.Location?.OriginalString ?? "")).QuerySelector($"form[action$='{b}/return']");
        using var back = await tamar.Post(undo?.GetAttribute("action") ?? "");
        Assert.Equal([c, b, a], await BoardGround.Tiles(world, board));
        var page = await tamar.Page(board + "?arrange=1");
        Assert.True(page.QuerySelector("[data-tile]")?.ClassList.Contains("w3"));
        Assert.True(page.QuerySelector("button[name=by][value=up]")?.HasAttribute("disabled"));
    }

    [Theory, EveryStore]
    public async Task A_board_that_was_removed_is_gone_and_for_a_day_comes_back_whole(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var board = await BoardGround.Make(tamar);
        await BoardGround.Add(tamar, board, "?measure=nps");

        using (var removed = await tamar.Post(board + "/removal"))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await tamar.Get(board)).StatusCode);
            using var back = await tamar.Post((await tamar.Page(removed.Headers.Location?.OriginalString ?? "")).QuerySelector("form[action$='/return']")?.GetAttribute("action") ?? "");
            Assert.Equal(HttpStatusCode.OK, (await tamar.Get(board)).StatusCode);
        }

        using (var again = await tamar.Post(board + "/removal")) world.Clock.Advance(TimeSpan.FromHours(25));
        var other = await BoardGround.Make(tamar, "אחר");
        using (var later = await tamar.Post(other + "/removal")) Assert.Equal(HttpStatusCode.NotFound, (await tamar.Post(board + "/return")).StatusCode);
        await using var store = await world.Store();
        Assert.False(await store.Tiles.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Boards_of_whoever_leaves_go_to_a_colleague_or_end(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var board = await BoardGround.Make(world.As(Cast.Ron), "של רון");
        await BoardGround.Make(world.As(Cast.Lior), "של ליאור");
        var (ron, lior) = (await BoardGround.IdOf(world, Cast.Ron), await BoardGround.IdOf(world, Cast.Lior));

        var page = await tamar.Page($"/{World.Cafe}/settings/members/{ron}?lang=en");
        Assert.Contains("one board", page.QuerySelector("form:has(select[name=to])")?.TextContent, StringComparison.Ordinal);
        using var given = await tamar.Post($"/{World.Cafe}/settings/members/{ron}/closure", ("to", (await BoardGround.IdOf(world, Cast.Dana)).ToString()));
        using var ended = await tamar.Post($"/{World.Cafe}/settings/members/{lior}/closure", ("to", "nobody"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (given.StatusCode, ended.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await world.As(Cast.Dana).Get(board + "/edit")).StatusCode);
        await using var store = await world.Store();
        Assert.Equal(["של רון"], await store.Boards.Select(one => one.Name).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_backup_carries_boards_with_all_that_belongs_to_them(StoreKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("kolot-boards-").FullName;
        try
        {
            await using var world = await World.Open(kind, LetterGround.Alone);
            using var tamar = world.As(Cast.Tamar);
            var board = await BoardGround.Make(tamar);
            await BoardGround.Add(tamar, board, "?measure=nps&days=90");
            await LetterGround.Mail(world, tamar, board, Cast.Tamar);

            var archive = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
            Assert.False((await world.Services.GetRequiredService<RestoreBackup>().Run(archive, "cafe-again", null, Cancel)).Refused);

            Assert.Single((await tamar.Page(board.Replace(World.Cafe, "cafe-again", StringComparison.Ordinal))).QuerySelectorAll("[data-tile]"));
            await using var store = await world.Store("cafe-again");
            Assert.Equal((1, 1), (await store.Mailings.CountAsync(Cancel), await store.MailingReaders.CountAsync(Cancel)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task An_empty_board_teaches_and_a_tile_whose_measure_is_gone_says_so()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        Assert.Contains("No board yet", (await tamar.Page(BoardGround.Boards + "?lang=en")).QuerySelector(".empty")?.TextContent, StringComparison.Ordinal);
        // The first tile makes the first board.
        using (var added = await tamar.Post(BoardGround.Boards + "/tiles", ("query", "?measure=nps"), ("shape", "figure"))) Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        await using (var store = await world.Store())
        {
            var first = await store.Tiles.SingleAsync(Cancel);
            store.Tiles.Add(new() { Id = Guid.CreateVersion7(), BoardId = first.BoardId, Position = 1, Query = "?measure=no-such" });
            await store.SaveChangesAsync(Cancel);
            var texts = await Texts(tamar, $"{BoardGround.Boards}/{first.BoardId}");
            Assert.Contains("no answers", texts[0], StringComparison.Ordinal);
            Assert.Contains("not there any more", texts[1], StringComparison.Ordinal);
        }

        Assert.Contains("This board is empty", (await tamar.Page(await BoardGround.Make(tamar) + "?lang=en")).QuerySelector(".empty")?.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string[]> Texts(Visitor visitor, string board) =>
        [.. (await visitor.Page(board + "?lang=en")).QuerySelectorAll("[data-tile]").Select(tile => string.Join(' ', tile.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
