using System.Diagnostics;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kolot.Tests.Surviving;

/// <summary>A disk of a few megabytes beneath a house, which can be filled to the last byte and emptied again.</summary>
/// <remarks>A server of PostgreSQL has its disk elsewhere: its tables refuse in the words that it has for a full one.</remarks>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "96m";

    private readonly World world;

    private SmallDisk(World world) => this.world = world;

    private string Ballast => Path.Combine(world.Folder, "ballast");

    /// <summary>A house with the café on such a disk.</summary>
    public static async Task<(World World, SmallDisk Disk)> Open(StoreKind kind)
    {
        var world = await World.Empty(kind);
        await Mount(world.Folder, Size);
        await world.Found(World.Cafe, Cast.Tamar);
        return (world, new(world));
    }

    /// <summary>Makes a folder a disk of its own.</summary>
    public static async Task Mount(string folder, string size) => Assert.SkipUnless(
        await Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=700", "tmpfs", folder), "A disk of its own can be mounted here by nobody but root.");

    /// <summary>Takes it away again.</summary>
    public static Task Unmount(string folder) => Run("umount", "-l", folder);

    /// <summary>Leaves no room for anything.</summary>
    public async Task Fill()
    {
        await using (var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var block = new byte[1 << 16];
            try
            {
                while (true) await file.WriteAsync(block, TestContext.Current.CancellationToken);
            }
            catch (IOException full) when (full.Message.Contains("space", StringComparison.OrdinalIgnoreCase))
            {
                // That was the last of it, but for what is smaller than a block.
                await Finish(file);
            }
        }

        await OnServer(
            """
            create function disk_is_full() returns trigger language plpgsql as $$
            begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
            do $$ declare t text; begin
              for t in select tablename from pg_tables where schemaname = current_schema() loop
                execute format('create trigger disk_is_full before insert or update on %I for each statement execute function disk_is_full()', t);
              end loop; end $$;
            """);
    }

    /// <summary>There is room again.</summary>
    public async Task Free()
    {
        File.Delete(Ballast);
        await OnServer("drop function disk_is_full() cascade;");
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync(beneath: () => Unmount(world.Folder));
    }

    private static async Task Finish(FileStream file)
    {
        try
        {
            while (true) await file.WriteAsync(new byte[512], TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
        }
    }

    private async Task OnServer(string sql)
    {
        await using var store = await world.Store();
        if (!store.Database.IsNpgsql()) return;
        // It wants tables for itself at which the house is; of two that wait for each other the database lets one try again.
        for (var tries = 1; ; tries++)
            try
            {
                await store.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal), TestContext.Current.CancellationToken);
                return;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DeadlockDetected && tries < 5)
            {
                await Task.Delay(50 * tries, TestContext.Current.CancellationToken);
            }
    }

    private static async Task<bool> Run(string program, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true });
        if (process is null) return false;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
