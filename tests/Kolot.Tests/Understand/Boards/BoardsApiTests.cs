using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Understand.Boards;

public sealed class BoardsApiTests
{
    private const string Api = $"/api/v1/{World.Cafe}/boards";

    [Theory, EveryStore]
    public async Task A_program_reads_a_shared_board_with_n_and_interval_of_each_tile_and_everybody_by_their_own_reach(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await BoardGround.Said(world);
        using var tamar = world.As(Cast.Tamar);
        var (board, hidden) = (await BoardGround.Make(tamar), await BoardGround.Make(tamar, "שלי", shared: false));
        foreach (var shape in new[] { "figure", "course", "groups", "distribution" }) await BoardGround.Add(tamar, board, "?measure=nps&days=30&per=week&by=unit", shape);
        await BoardGround.Add(tamar, board, "?measure=nps&days=30&is.plan=gold");
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);

        var line = Assert.Single((await program.Json(Api)).GetProperty("boards").EnumerateArray().ToArray());
        Assert.Equal($"{board.Split('/')[^1]} 5 False", $"{line.GetProperty("id")} {line.GetProperty("tiles")} {line.GetProperty("own")}");
        Assert.Equal(Cast.Tamar.Name, line.GetProperty("by").GetString());

        var tiles = (await program.Json($"{Api}/{board.Split('/')[^1]}")).GetProperty("tiles").EnumerateArray().ToArray();
        Assert.All(tiles[..4], tile => Assert.Equal("nps 73", $"{tile.GetProperty("figure").GetProperty("measure")} {tile.GetProperty("figure").GetProperty("n")}"));
        Assert.All(tiles[..4], tile => Within(tile.GetProperty("figure")));
        Within(Assert.Single(tiles[1].GetProperty("course").EnumerateArray().ToArray(), piece => piece.GetProperty("n").ValueKind == JsonValueKind.Number));
        // Three in the kitchen would be recognised.
        Assert.Equal(["haifa", "yafo"], tiles[2].GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()).Order());
        Assert.All(tiles[2].GetProperty("groups").EnumerateArray(), Within);
        Assert.Equal(73, tiles[3].GetProperty("distribution").EnumerateArray().Sum(one => one.GetProperty("n").GetInt64()));
        // What customers are like is for whoever may read of them.
        Assert.Equal("beyond Null", $"{tiles[4].GetProperty("why")} {tiles[4].GetProperty("figure").ValueKind}");

        using var dana = world.As(Cast.Dana);
        Assert.Equal(40, (await dana.Json($"{Api}/{board.Split('/')[^1]}")).GetProperty("tiles")[0].GetProperty("figure").GetProperty("n").GetInt64());
        foreach (var visitor in new[] { program, dana })
        {
            using var none = await visitor.Get($"{Api}/{hidden.Split('/')[^1]}");
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }
    }

    // A number lies within its interval, and neither is left out.
    private static void Within(JsonElement figure)
    {
        double[] ends = [.. new[] { "low95", "value", "high95" }.Select(name => figure.GetProperty(name).GetDouble())];
        Assert.True(figure.GetProperty("n").GetInt64() > 0 && ends[0] < ends[2] && ends[0] <= ends[1] && ends[1] <= ends[2], figure.ToString());
    }
}
