using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Surviving;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Backups;

public sealed class FullBackupDiskTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-full-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Archives => [.. Directory.EnumerateFiles(folder, "*" + Archive.Ending).Order(StringComparer.Ordinal)];

    [Theory, EveryStore]
    public async Task On_a_full_disk_archives_whose_time_is_over_make_room_for_the_next_but_never_the_three_newest(StoreKind kind)
    {
        await SmallDisk.Mount(folder, "1m");
        try
        {
            await using var world = await World.Open(kind, services =>
            {
                World.WithoutRounds(services);
                World.Without<BackupNights>(services);
            }, new Dictionary<string, string> { ["Backups:Folder"] = folder, ["Backups:Keep"] = "30" });
            for (var night = 0; night < 6; night++) await Night(world, 1);
            var before = Archives;
            await Fill();

            await Night(world, 60);

            Assert.Equal(6, before.Length);
            Assert.Equal([.. before[^2..], Archives[^1]], Archives);
            Assert.DoesNotContain(Archives[^1], before);
            await CheckArchive.Run(Archives[^1], null, Cancel);
            await Fill();
            var three = Archives;
            await Night(world, 60);
            Assert.Equal(three, Archives);
            var standing = await world.Services.GetRequiredService<BackupRuns>().Last(World.Cafe, Cancel);
            Assert.Equal((BackupReason.NoSpace, Path.GetFileName(three[^1])), (standing.Newest?.Reason, standing.Whole?.File));
        }
        finally
        {
            await SmallDisk.Unmount(folder);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task Night(World world, int days)
    {
        world.Clock.Advance(TimeSpan.FromDays(days));
        await world.Services.GetRequiredService<BackupNights>().Run(Cancel);
    }

    private async Task Fill()
    {
        var ballast = Path.Combine(folder, $"ballast-{Guid.CreateVersion7():N}");
        await Assert.ThrowsAnyAsync<IOException>(() => File.WriteAllBytesAsync(ballast, new byte[1 << 20], Cancel));
    }
}
