using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Understand.Boards;

/// <summary>A café where people of both branches said something, and boards of it.</summary>
internal static class BoardGround
{
    public const string Boards = $"/{World.Cafe}/boards";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Haifa is praised by 40, Yafo hurts 30, and three in the kitchen of Haifa would be recognised.</summary>
    public static async Task Said(World world)
    {
        var day = world.Clock.Now.Date.AddDays(-3);
        await Listen.VoiceStream.Said.Hear(world, [.. Many(40, day, "haifa", 10), .. Many(30, day, "yafo", 2), .. Many(3, day, "haifa-kitchen", 0)]);
    }

    public static object[] Many(int count, DateTime day, string unit, int score) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{unit}-{day:MMdd}-{at}", channel = "survey", unit, heardAt = day.AddHours(10).AddSeconds(at).ToString("s") + "Z", score = new { value = score, low = 0, high = 10 },
    })];

    /// <summary>Makes a board.</summary>
    public static async Task<string> Make(Visitor visitor, string name = "בוקר יום ראשון", bool shared = true)
    {
        using var made = await visitor.Post(Boards, ("name", name), ("shared", shared ? "true" : ""));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        return made.Headers.Location?.OriginalString ?? "";
    }

    /// <summary>Puts a view of the scores on it.</summary>
    public static async Task Add(Visitor visitor, string board, string query, string shape = "figure")
    {
        using var added = await visitor.Post(Boards + "/tiles", ("board", board.Split('/')[^1]), ("query", query), ("shape", shape));
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
    }

    /// <summary>The ids of a board's tiles, in order.</summary>
    public static async Task<IReadOnlyList<Guid>> Tiles(World world, string board)
    {
        await using var store = await world.Store();
        return await store.TilesOf(Guid.Parse(board.Split('/')[^1])).Select(tile => tile.Id).ToListAsync(Cancel);
    }

    /// <summary>Somebody's id.</summary>
    public static async Task<Guid> IdOf(World world, Person person)
    {
        await using var store = await world.Store();
        return await store.Members.Where(member => member.Mail == person.Mail).Select(member => member.Id).SingleAsync(Cancel);
    }
}
