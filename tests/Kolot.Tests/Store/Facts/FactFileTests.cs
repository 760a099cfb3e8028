using System.Text;
using Kolot.Core.Facts;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Facts;

public sealed class FactFileTests
{
    private static readonly Dictionary<string, string> Always = new() { ["Numbers:FileFrom"] = "0" };
    private static readonly DaySpan[] Ever = [new(new(2020, 1, 1), new(2030, 1, 1))];

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

    [Theory, EveryStore]
    public async Task Of_whom_was_removed_nothing_lies_in_the_file_and_none_lies_there_until_it_is_written_anew(StoreKind kind)
    {
        await using var world = await Begin(kind);
        await using (var store = await world.Store())
        {
            var customer = await store.Customers.SingleAsync(customer => customer.SourceId == "c-1", Cancel);
            store.CustomerAttributes.Add(new() { CustomerId = customer.Id, Key = "nickname", Value = "המרקיזה" });
            await store.SaveChangesAsync(Cancel);
            using var held = Source(world).Of(World.Cafe);
            await held.Load(Cancel);
            await Until(async () => await held.Look(Cancel) && held.View?.Image.Names.Customers.ValuesOf("nickname")?.Find("המרקיזה") > 0);
            await held.Write(Cancel);
            Assert.True(Holds("המרקיזה"u8.ToArray()) && Holds(customer.Id.ToByteArray()));

            await store.Voices.Where(voice => voice.CustomerId == customer.Id).ExecuteDeleteAsync(Cancel);
            await store.CustomerAttributes.Where(known => known.CustomerId == customer.Id).ExecuteDeleteAsync(Cancel);
            await store.Identities.Where(identity => identity.CustomerId == customer.Id).ExecuteDeleteAsync(Cancel);
            await store.Customers.Where(other => other.Id == customer.Id).ExecuteDeleteAsync(Cancel);
            await Until(async () => { await held.Look(Cancel); return !File.Exists(PathIn(world)); });
            // On PostgreSQL what is read by then may end before the last of these: whoever else still writes on the server holds it up.
            await Until(async () => { await held.Look(Cancel); await held.Write(Cancel); return !Holds("המרקיזה"u8.ToArray()) && !Holds(customer.Id.ToByteArray()); });
            Assert.Equal("3×1", Told(held));
        }

        bool Holds(byte[] what) => File.ReadAllBytes(PathIn(world)).AsSpan().IndexOf(what) >= 0;
    }

    [Theory, EveryStore]
    public async Task A_node_that_does_not_hold_the_numbers_lets_go_of_the_file_when_somebody_was_erased_or_nobody_asked_for_a_day(StoreKind kind)
    {
        await using var world = await Begin(kind);
        var unwatched = world.Services.GetRequiredService<FactFilesUnwatched>();
        await Write(world);
        await unwatched.Remove([World.Cafe], Cancel);
        await unwatched.Remove([], Cancel);
        Assert.True(File.Exists(PathIn(world)));

        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            directory.Erasures.Add(new() { Organisation = World.Cafe, Id = Guid.CreateVersion7(), At = world.Clock.GetUtcNow().UtcDateTime, ByName = "", Counts = "{}" });
            await directory.SaveChangesAsync(Cancel);
        }

        await unwatched.Remove([], Cancel);
        Assert.False(File.Exists(PathIn(world)));
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Write(world);
        await unwatched.Remove([], Cancel);
        Assert.True(File.Exists(PathIn(world)));
        world.Clock.Advance(TimeSpan.FromHours(25));
        await unwatched.Remove([], Cancel);
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

    private static async Task<World> Begin(StoreKind kind)
    {
        var world = await World.Open(kind, World.Without<FactKeeping>, Always);
        await world.Hear(Said("a", 9, "c-1"), Said("b", 3, "c-2"));
        await world.Settle();
        return world;
    }

    private static FactSources Source(World world) => world.Services.GetRequiredService<FactSources>();

    private static FactFile FileOf(World world) => world.Services.GetRequiredService<FactFiles>().Of(World.Cafe);

    private static string PathIn(World world) => Path.Combine(world.Folder, "numbers", World.Cafe + ".facts");

    // On PostgreSQL a change is read once all who began to write before it are done, those of other tests too: the file is of a moment after that.
    private static async Task Write(World world)
    {
        using var held = Source(world).Of(World.Cafe);
        await held.Load(Cancel);
        await held.Write(Cancel);
    }

    private static async Task<string> Loaded(World world)
    {
        using var held = Source(world).Of(World.Cafe);
        await held.Load(Cancel);
        return Told(held);
    }

    private static string Told(HeldFacts held)
    {
        var table = Assert.IsType<FactView>(held.View).Ask(new("", FactQuestion.AsGiven, Ever), Cancel);
        return string.Join(' ', table.Values.Index().Where(value => table.CountOf(0, value.Index) > 0).Select(value => $"{value.Item.Number}×{table.CountOf(0, value.Index)}"));
    }

    private static Task Becomes(string expected, HeldFacts held) => Until(async () => { await held.Look(Cancel); return Told(held) == expected; });

    private static async Task Until(Func<Task<bool>> so)
    {
        for (var tries = 0; !await so(); tries++)
        {
            Assert.True(tries < 200, "It did not come to that.");
            await Task.Delay(50, Cancel);
        }
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

    private static object Said(string id, double score, string customer) => new
    {
        source = "till", id, channel = "survey", score = new { value = score, low = 0, high = 10 }, customer = new { source = "crm", id = customer },
    };
}
