using Kolot.Core.Facts;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Facts;

/// <summary>Two voices of two customers, a node that keeps its numbers in a file from the first voice on, and what it tells.</summary>
internal static class FactFileGround
{
    /// <summary>Of so few voices there would be no file.</summary>
    public static readonly Dictionary<string, string> Always = new() { ["Numbers:FileFrom"] = "0" };

    private static readonly DaySpan[] Ever = [new(new(2020, 1, 1), new(2030, 1, 1))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<World> Begin(StoreKind kind)
    {
        var world = await World.Open(kind, World.Without<FactKeeping>, Always);
        await world.Hear(Said("a", 9, "c-1"), Said("b", 3, "c-2"));
        await world.Settle();
        return world;
    }

    public static FactSources Source(World world) => world.Services.GetRequiredService<FactSources>();

    public static FactFile FileOf(World world) => world.Services.GetRequiredService<FactFiles>().Of(World.Cafe);

    public static string PathIn(World world) => Path.Combine(world.Folder, "numbers", World.Cafe + ".facts");

    public static bool Holds(World world, byte[] what) => File.ReadAllBytes(PathIn(world)).AsSpan().IndexOf(what) >= 0;

    // On PostgreSQL a change is read once all who began to write before it are done, those of other tests too: the file is of a moment after that.
    public static async Task Write(World world)
    {
        using var held = Source(world).Of(World.Cafe);
        await held.Load(Cancel);
        await held.Write(Cancel);
    }

    public static async Task<string> Loaded(World world)
    {
        using var held = Source(world).Of(World.Cafe);
        await held.Load(Cancel);
        return Told(held);
    }

    public static string Told(HeldFacts held)
    {
        var table = Assert.IsType<FactView>(held.View).Ask(new("", FactQuestion.AsGiven, Ever), Cancel);
        return string.Join(' ', table.Values.Index().Where(value => table.CountOf(0, value.Index) > 0).Select(value => $"{value.Item.Number}×{table.CountOf(0, value.Index)}"));
    }

    public static Task Becomes(string expected, HeldFacts held) => Until(async () => { await held.Look(Cancel); return Told(held) == expected; });

    public static async Task Until(Func<Task<bool>> so) => Assert.True(await Comes.About(so), "It did not come to that.");

    public static object Said(string id, double score, string customer) => new
    {
        source = "till", id, channel = "survey", score = new { value = score, low = 0, high = 10 }, customer = new { source = "crm", id = customer },
    };
}
