using System.Globalization;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Surviving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Backups;

public sealed class BackupNightsTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly string folder = Directory.CreateTempSubdirectory("kolot-nights-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Of_two_nodes_one_takes_the_nights_backup_and_none_does_again_until_the_next(StoreKind kind)
    {
        await using var world = await Open(kind);
        await using var beside = world.Beside(World.Without<BackupNights>, Settings());
        await Night(world);
        Assert.Empty(Archives);

        world.Clock.Advance(Day);
        await Task.WhenAll(Night(world), Night(beside));
        await Night(beside);
        var first = Assert.Single(Archives);
        world.Clock.Advance(Day);
        await Task.WhenAll(Night(beside), Night(world));

        Assert.Equal(2, Archives.Length);
        Assert.Equal(World.Cafe, (await CheckArchive.Run(first, null, Cancel)).Organisation);
        var run = (await Standing(world)).Whole;
        Assert.Equal((true, true, new FileInfo(Archives[1]).Length), (run?.IsWhole, run?.Scheduled, run?.Bytes));
        Assert.Equal(Path.GetFileName(Archives[1]), run?.File);
    }

    [Theory, EveryStore]
    public async Task While_a_node_is_at_it_others_leave_it_and_when_it_never_returns_another_takes_it_up(StoreKind kind)
    {
        await using var world = await Open(kind);
        await using var beside = world.Beside(World.Without<BackupNights>, Settings());
        world.Clock.Advance(Day);
        Assert.NotNull(await beside.Services.GetRequiredService<Leases>().Take(BackupNights.Lease, Cancel));

        await Night(world);
        Assert.Empty(Archives);
        world.Clock.Advance(Leases.Holds * 2);
        await Night(world);

        Assert.Single(Archives);
    }

    [Theory, EveryStore]
    public async Task A_lease_that_was_taken_before_the_clock_was_set_back_holds_nobody_up(StoreKind kind)
    {
        await using var world = await Open(kind);
        world.Clock.Advance(Day * 3);
        Assert.NotNull(await world.Services.GetRequiredService<Leases>().Take(BackupNights.Lease, Cancel));

        world.Clock.SetBack(Day * 2);
        await Night(world);

        Assert.Single(Archives);
    }

    [Theory, EveryStore]
    public async Task Backups_that_were_missed_while_the_house_was_shut_are_one_backup_at_its_next_start(StoreKind kind)
    {
        await using var world = await Open(kind);
        world.Clock.Advance(Day * 5);
        Assert.True((await Standing(world)).IsLate);

        await using var started = world.Beside(settings: Settings());
        for (var tries = 0; tries < 1200 && (await Standing(started)).Whole is null; tries++) await Task.Delay(50, Cancel);

        Assert.Single(Archives);
        Assert.False((await Standing(world)).IsLate);
        world.Clock.Advance(BackupRuns.Late + TimeSpan.FromMinutes(1));
        Assert.True((await Standing(world)).IsLate);
    }

    [Theory, EveryStore]
    public async Task A_full_disk_is_told_as_what_it_is_leaves_the_old_ones_and_is_tried_again_in_an_hour(StoreKind kind)
    {
        await SmallDisk.Mount(folder, "1m");
        try
        {
            await using var world = await Open(kind);
            world.Clock.Advance(Day);
            await Night(world);
            var before = Assert.Single(Archives);
            var ballast = Path.Combine(folder, "ballast");
            await Assert.ThrowsAnyAsync<IOException>(() => File.WriteAllBytesAsync(ballast, new byte[1 << 20], Cancel));

            world.Clock.Advance(Day * 60);
            await Night(world);

            Assert.Equal([before], Archives);
            Assert.Equal([before, ballast], Directory.GetFiles(folder).Order(StringComparer.Ordinal).OrderBy(file => file == ballast));
            var standing = await Standing(world);
            Assert.Equal((BackupReason.NoSpace, Path.GetFileName(before)), (standing.Newest?.Reason, standing.Whole?.File));
            Assert.True(standing.IsLate);
            File.Delete(ballast);
            await Night(world);
            Assert.Single(Archives);
            world.Clock.Advance(BackupSchedule.Pause);
            await Night(world);
            Assert.Equal(2, Archives.Length);
            Assert.False((await Standing(world)).IsLate);
        }
        finally
        {
            await SmallDisk.Unmount(folder);
        }
    }

    [Theory, EveryStore]
    public async Task Old_ones_go_after_a_good_new_one_and_none_that_the_schedule_did_not_write(StoreKind kind)
    {
        await using var world = await Open(kind);
        var byHand = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        var strange = Path.Combine(folder, $"{World.Cafe}-20200101T020000Z{Archive.Ending}");
        await File.WriteAllTextAsync(strange, "not of Kolot", Cancel);
        var nights = new List<string>();
        for (var night = 0; night < 7; night++)
        {
            world.Clock.Advance(Day);
            await Night(world);
            nights.Add(Archives.Except(nights).Except([byHand, strange]).Single());
            if (night == 1) await File.AppendAllTextAsync(nights[1], "changed by somebody", Cancel);
        }

        Assert.Equal([strange, byHand, nights[1], .. nights[3..]], Archives);
        await Change(world, "alter table voices rename to voices_away");
        world.Clock.Advance(Day * 60);
        await Night(world);
        Assert.Equal(7, Archives.Length);
        Assert.Equal(BackupReason.Database, (await Standing(world)).Newest?.Reason);
        await Change(world, "alter table voices_away rename to voices");
        world.Clock.Advance(BackupSchedule.Pause);
        await Night(world);
        Assert.Equal([strange, byHand, nights[1], .. nights[5..]], Archives[..^1]);
    }

    [Theory, EveryStore]
    public async Task What_was_left_by_a_node_that_was_killed_counts_as_what_it_is(StoreKind kind)
    {
        await using var world = await Open(kind);
        world.Clock.Advance(Day);
        await Left(world, "cafe-tamar-1", unfinished: true);
        await Left(world, "cafe-tamar-2", unfinished: false);
        await Night(world);
        Assert.Empty(Archives);

        world.Clock.Advance(BackupSchedule.Pause);
        await Night(world);

        Assert.Empty(Directory.EnumerateFiles(folder, "*.part"));
        var runs = (await world.Services.GetRequiredService<BackupRuns>().Recent(World.Cafe, 10, Cancel)).ToDictionary(run => run.File);
        Assert.Equal(BackupReason.BrokeOff, runs["cafe-tamar-1"].Reason);
        Assert.Equal((true, 4L), (runs["cafe-tamar-2"].IsWhole, runs["cafe-tamar-2"].Bytes));
    }

    [Theory, EveryStore]
    public async Task A_backup_that_was_given_up_leaves_no_line_and_one_by_hand_counts_too(StoreKind kind)
    {
        await using var world = await Open(kind);
        var take = world.Services.GetRequiredService<TakeBackup>();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => take.Run(World.Cafe, folder, null, stopped.Token));
        Assert.Empty(await world.Services.GetRequiredService<BackupRuns>().Recent(World.Cafe, 10, Cancel));

        await take.Run(World.Cafe, folder, null, Cancel);

        var standing = await Standing(world);
        Assert.Equal((true, false, false), (standing.IsScheduled, standing.IsLate, standing.Whole?.Scheduled));
    }

    [Theory]
    [InlineData("2026-03-26T23:59:00Z", "2026-03-26T00:00:00Z")]
    [InlineData("2026-03-27T00:00:00Z", "2026-03-27T00:00:00Z")]
    [InlineData("2026-03-28T00:00:00Z", "2026-03-27T23:00:00Z")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25T00:00:00Z")]
    public void Two_at_night_in_Israel_is_one_moment_of_every_day_also_when_clocks_are_changed(string now, string due) =>
        Assert.Equal(Moment(due), new BackupSettings { At = new(2, 0), Zone = "Asia/Jerusalem" }.LastDue(Moment(now)));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Archives => [.. Directory.EnumerateFiles(folder, "*" + Archive.Ending).Order(StringComparer.Ordinal)];

    private static DateTime Moment(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);

    // Due half a day from now, so that no test comes upon it by itself.
    private Dictionary<string, string> Settings() => new()
    {
        ["Backups:Folder"] = folder, ["Backups:Keep"] = "4",
        ["Backups:At"] = TimeOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(12)).ToString("HH:mm", CultureInfo.InvariantCulture),
    };

    private Task<World> Open(StoreKind kind) => World.Open(kind, services =>
    {
        World.WithoutRounds(services);
        World.Without<BackupNights>(services);
    }, Settings());

    private static Task Night(World world) => world.Services.GetRequiredService<BackupNights>().Run(Cancel);

    private static Task<BackupStanding> Standing(World world) => world.Services.GetRequiredService<BackupRuns>().Last(World.Cafe, Cancel);

    private static async Task Change(World world, string sql)
    {
        await using var store = await world.Store();
        await store.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private async Task Left(World world, string file, bool unfinished)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, unfinished ? file + Archive.Unfinished : file), "rows", Cancel);
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        directory.BackupRuns.Add(new() { Id = Guid.CreateVersion7(world.Clock.GetUtcNow()), Organisation = World.Cafe, Scheduled = true, BegunAt = world.Clock.Now, File = file });
        await directory.SaveChangesAsync(Cancel);
    }
}
