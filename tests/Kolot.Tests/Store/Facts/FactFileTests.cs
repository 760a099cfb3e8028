using System.Text;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kolot.Tests.Store.Facts.FactFileGround;

namespace Kolot.Tests.Store.Facts;

public sealed class FactFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_node_that_begins_again_reads_its_file_and_then_what_changed_since(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await Write(world);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathIn(world)));
        await world.Hear(Said("c", 7, "c-1"), Said("a", 2, "c-1"));
        await using (var store = await world.Store()) await store.Voices.Where(voice => voice.SourceId == "b").ExecuteDeleteAsync(Cancel);

        using var again = Source(world).Of(World.Cafe);
        await again.Load(Cancel);

        await Becomes("2×1 7×1", again);
        Assert.False(File.Exists(PathIn(world)), "A voice was removed, and it lies in the file still.");
    }

    [Theory, EveryStore]
    public async Task What_is_in_the_file_is_not_read_from_the_database(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await Write(world);
        await WithoutFeed(world, "update voices set score = 4");

        Assert.Equal("3×1 9×1", await Loaded(world));
        FileOf(world).Remove();
        Assert.Equal("4×2", await Loaded(world));
    }

    [Theory, EveryStore]
    public async Task A_file_that_is_cut_changed_another_databases_or_older_than_the_feed_is_let_go_and_all_is_read(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await Write(world);
        var (path, whole) = (PathIn(world), await File.ReadAllBytesAsync(PathIn(world), Cancel));
        await WithoutFeed(world, "update voices set score = 4");
        var chance = new Random(3);
        byte[][] broken =
        [
            [], whole[..7], whole[..40], whole[..(whole.Length / 2)], whole[..^1], Encoding.UTF8.GetBytes("no file of numbers, and a little longer than its beginning"),
            .. Enumerable.Range(0, 20).Select(_ => Flipped(whole, chance.Next(whole.Length * 8))),
        ];
        foreach (var bytes in broken)
        {
            await File.WriteAllBytesAsync(path, bytes, Cancel);
            Assert.Equal("4×2", await Loaded(world));
            Assert.False(File.Exists(path));
        }

        foreach (var change in new[] { "update _feed_marks set pruned = pruned + 1000000", "update _feed_marks set pruned = 0, database = 'another'" })
        {
            await File.WriteAllBytesAsync(path, whole, Cancel);
            await WithoutFeed(world, change);
            Assert.Null(FileOf(world).Read(await State(world), new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")), Cancel));
            Assert.False(File.Exists(path));
        }
    }

    [Theory, EveryStore]
    public async Task Where_the_organisation_has_other_days_its_file_is_let_go(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await Write(world);
        await using (var store = await world.Store()) await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.TimeZone, "Europe/London"), Cancel);

        Assert.Equal("3×1 9×1", await Loaded(world));
        Assert.False(File.Exists(PathIn(world)));
    }

    [Fact]
    public async Task What_is_written_while_somebody_is_erased_takes_nobodys_place_and_two_who_write_at_once_leave_one_whole_file()
    {
        await using var world = await Begin(StoreKind.Sqlite);
        await Write(world);
        await using (var writing = FileOf(world).Write(new("x", "", 1)))
        {
            await writing.Begin(Cancel);
            FileOf(world).Remove();
            Assert.False(await writing.End(Cancel));
        }

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(world.Folder, "numbers")));
        await using var beside = world.Beside(settings: Always);
        await Task.WhenAll(Write(world), Write(beside), Write(world), Write(beside));
        Assert.Single(Directory.EnumerateFiles(Path.Combine(world.Folder, "numbers")));
        await WithoutFeed(world, "update voices set score = 4");
        Assert.Equal("3×1 9×1", await Loaded(world));
    }

    [Fact]
    public async Task Where_no_file_can_be_written_numbers_are_told_as_ever_and_what_was_begun_leaves_nothing()
    {
        await using var world = await Begin(StoreKind.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "numbers"), "A file where the folder would be.", Cancel);
        await world.Services.GetRequiredService<FactImages>().Of(World.Cafe, TimeSpan.FromMinutes(1), Cancel);

        await world.Services.GetRequiredService<FactKeeping>().Write(ending: true, Cancel);

        Assert.Equal("3×1 9×1", await Loaded(world));
    }

    private static async Task<FeedState> State(World world)
    {
        await using var connection = await world.Services.GetRequiredService<Databases>().Connect(World.Cafe, Cancel);
        return await Feed.State(connection, Cancel);
    }

    // As if it had always been so: whoever reads the voices knows, and whoever is fed does not.
    private static async Task WithoutFeed(World world, string change)
    {
        var (next, position) = ((await State(world)).Next, world.Services.GetRequiredService<Databases>().Kind == StoreKind.Sqlite ? "id" : "xact");
        var forget = FormattableString.Invariant($"delete from _feed where {position} >= {next}");
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(Cancel);
        await store.Database.ExecuteSqlRawAsync(change, Cancel);
        await store.Database.ExecuteSqlRawAsync(forget, Cancel);
        await writing.Commit(Cancel);
    }

    private static byte[] Flipped(byte[] whole, int bit)
    {
        byte[] flipped = [.. whole];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
