using System.Net;
using System.Text.Json;
using Kolot.Running.Status;
using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Running.Status;

public sealed class StatusTests : IDisposable
{
    private const string Page = "/cafe-tamar/settings/status";

    private readonly string folder = Directory.CreateTempSubdirectory("kolot-status-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Scheduled => new() { ["Backups:Folder"] = folder };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, EveryStore]
    public async Task An_owner_reads_in_the_first_line_that_all_is_well(StoreKind kind)
    {
        await using var world = await World.Open(kind, Still, Scheduled);
        await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);

        using var tamar = world.As(Cast.Tamar);
        var page = await tamar.Page(Page);

        Assert.Contains("הכול תקין", page.QuerySelector(".note.good")?.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector(".note.bad"));
        Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Contains(kind == StoreKind.Sqlite ? "SQLite 3." : "PostgreSQL 1", page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_failed_what_is_late_and_what_was_not_backed_up_needs_care_and_leads_on(StoreKind kind)
    {
        await using var world = await World.Open(kind, Still, Scheduled);
        await using (var store = await world.Store())
        {
            store.Errands.Add(new() { Kind = "voice.read", Subject = "1", DueAt = world.Clock.Now, FailedAt = world.Clock.Now, Tries = 6, Trouble = "X in Y.Z" });
            store.Errands.Add(new() { Kind = "voice.read", Subject = "2", DueAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        var backups = world.Services.GetRequiredService<BackupRuns>();
        var run = new BackupRun { Id = Guid.CreateVersion7(), Organisation = World.Cafe, Scheduled = true, BegunAt = world.Clock.Now, File = "cafe.zip" };
        await backups.Begin(run);
        await backups.Fail(run, new IOException("full", 28));
        world.Clock.Advance(BackupRuns.Late + TimeSpan.FromMinutes(1));
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page(Page + "?lang=en");

        var told = page.QuerySelector(".note.bad")?.TextContent ?? "";
        Assert.Contains("4", page.QuerySelector(".note.bad b")?.TextContent, StringComparison.Ordinal);
        Assert.All(["tasks failed", "half an hour", "backup failed", "26 hours"], sentence => Assert.Contains(sentence, told, StringComparison.Ordinal));
        Assert.Contains("the disk was full", page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        // What stands beside each other is read apart.
        Assert.Matches(@"decision\s*1\s+since", page.QuerySelector("dl")?.TextContent ?? "");
        using var errands = await tamar.Get(page.QuerySelector(".note.bad a")?.GetAttribute("href") ?? "");
        Assert.Equal(HttpStatusCode.OK, errands.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Nobody_else_looks_there_and_no_other_organisations_standing_is_shown(StoreKind kind)
    {
        await using var world = await World.Open(kind, Still);
        await world.Found("bakery", Cast.Gil);
        await using (var store = await world.Store("bakery"))
        {
            store.Errands.Add(new() { Kind = "voice.read", Subject = "1", DueAt = world.Clock.Now, FailedAt = world.Clock.Now, Tries = 6 });
            await store.SaveChangesAsync(Cancel);
        }

        foreach (var person in new[] { Cast.Yoav, Cast.Noa })
        {
            using var visitor = world.As(person);
            using var refused = await visitor.Get(Page);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var tamar = world.As(Cast.Tamar);
        var page = await tamar.Page(Page + "?lang=en");
        Assert.DoesNotContain("tasks failed", page.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Backups:Folder", page.QuerySelector(".note.bad")?.TextContent, StringComparison.Ordinal);
        // Folders of the machine are for whoever runs it.
        Assert.DoesNotContain(world.Folder, page.Source.Text, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_the_machine_is_told_of_all_organisations_and_a_program_by_its_exit_code(StoreKind kind)
    {
        await using var world = await World.Open(kind, Still, Scheduled);
        await world.Found("bakery", Cast.Gil);
        var (well, told) = await Command(world);
        await using (var store = await world.Store("bakery"))
        {
            store.Errands.Add(new() { Kind = "voice.read", Subject = "1", DueAt = world.Clock.Now, FailedAt = world.Clock.Now, Tries = 6 });
            await store.SaveChangesAsync(Cancel);
        }

        var (bad, text) = await Command(world);
        var (_, json) = await Command(world, json: true);

        Assert.Equal((0, 1), (well, bad));
        Assert.StartsWith("All is well.", told, StringComparison.Ordinal);
        Assert.Contains("bakery: ERRANDS FAILED", text, StringComparison.Ordinal);
        var organisations = JsonDocument.Parse(json).RootElement.GetProperty("organisations").EnumerateArray().ToArray();
        Assert.Equal(["bakery", World.Cafe], organisations.Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(["errands_failed"], organisations[0].GetProperty("cares").EnumerateArray().Select(care => care.GetString()));
        Assert.Empty(organisations[1].GetProperty("cares").EnumerateArray());
    }

    [Theory]
    [InlineData(0.9, 10, true)]
    [InlineData(1.1, 10, false)]
    [InlineData(4, 100, true)]
    [InlineData(19, 4000, true)]
    [InlineData(21, 4000, false)]
    public void A_disk_is_nearly_full_by_its_share_and_by_what_is_left(double free, double total, bool low) =>
        Assert.Equal(low, new Disk(DiskUse.Data, "/", (long)(free * (1 << 30)), (long)(total * (1 << 30))).IsLow);

    private static void Still(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<BackupNights>(services);
        services.AddSingleton<Machine, Roomy>();
    }

    private static async Task<(int Code, string Said)> Command(World world, bool json = false)
    {
        var said = new StringWriter();
        return (await StatusCommand.Run(world.Services, json, said, Cancel), said.ToString());
    }

    /// <summary>The disk of the machine that tests is its own affair.</summary>
    private sealed class Roomy(Databases databases, IOptions<StoreSettings> store, IOptions<BackupSettings> backups) : Machine(databases, store, backups)
    {
        public override IReadOnlyList<Disk> Disks() => [.. base.Disks().Select(disk => disk with { Free = disk.Total })];
    }
}
