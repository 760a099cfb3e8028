using System.IO.Compression;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Benchmarks;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-backups-").FullName;

    private int taken;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite, StoreKind.Sqlite)]
    [InlineData(StoreKind.Sqlite, StoreKind.Postgres)]
    [InlineData(StoreKind.Postgres, StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres, StoreKind.Postgres)]
    public async Task An_organisation_comes_back_as_it_was_on_either_kind_of_database(StoreKind from, StoreKind to)
    {
        await using var here = await Told(from);
        var archive = await Take(here);
        await using var there = await World.Empty(to, services: World.WithoutRounds);

        var done = await Restore(there, archive);

        Assert.Equal(World.Cafe, done.Value.Organisation);
        Assert.Empty(done.Value.Strangers);
        Assert.Equal(await Lines(archive), await Lines(await Take(there)));
    }

    [Theory, EveryStore]
    public async Task Members_sign_in_and_search_and_write_on_where_it_was_restored(StoreKind kind)
    {
        await using var here = await Told(StoreKind.Sqlite);
        var archive = await Take(here);
        await using var there = await World.Empty(kind);

        await Restore(there, archive);

        await there.Hear(new { source = "till", id = "r-3", channel = "survey", text = "חזרתי, והשירות השתפר" });
        Assert.Equal("r-3 r-1", await there.As(Cast.Tamar).Finds("q=שירות"));
        await there.Settle();
        await using var directory = there.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(3, await directory.AccessKeys.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_copy_stands_beside_the_one_it_was_taken_of_and_neither_name_is_taken_twice(StoreKind kind)
    {
        await using var world = await Told(kind);
        var archive = await Take(world);

        var again = await Restore(world, archive);
        var copy = await Restore(world, archive, "cafe-copy");
        var nameless = await Restore(world, archive, "קפה");

        Assert.Equal(new Fault("as", "taken"), Assert.Single(Assert.IsType<Refusal.Invalid>(again.Refusal).Faults));
        Assert.Equal(new Fault("as", "not_a_name"), Assert.Single(Assert.IsType<Refusal.Invalid>(nameless.Refusal).Faults));
        Assert.Equal("cafe-copy", copy.Value.Organisation);
        await using var copied = await world.Store("cafe-copy");
        Assert.Equal(2, await copied.Voices.CountAsync(Cancel));
        Assert.Equal("r-1", await world.As(Cast.Tamar).Finds("q=שירות"));
    }

    [Theory, EveryStore]
    public async Task What_broke_off_goes_on_and_rows_that_were_there_before_are_never_removed(StoreKind kind)
    {
        await using var here = await Told(StoreKind.Sqlite);
        var archive = await Take(here);
        var other = await Take(here);
        await using var there = await World.Empty(kind, services: World.WithoutRounds);
        await Restore(there, archive);
        await using (var directory = there.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.Placements.ExecuteDeleteAsync(Cancel);

        var refused = await Restore(there, other);

        Assert.Equal(new Fault("as", "database_there"), Assert.Single(Assert.IsType<Refusal.Invalid>(refused.Refusal).Faults));
        await using (var connection = await there.Services.GetRequiredService<Databases>().Connect(World.Cafe, Cancel))
        {
            var mark = $"{World.Cafe} {(await CheckArchive.Run(archive, null, Cancel)).TakenAt:O}";
            await using var command = connection.CreateCommand();
            command.CommandText = $"create table if not exists _restored (archive text not null); insert into _restored (archive) values ('{mark}')";
            await command.ExecuteNonQueryAsync(Cancel);
        }

        Assert.Equal(World.Cafe, (await Restore(there, archive)).Value.Organisation);
        Assert.Equal(await Lines(archive), await Lines(await Take(there)));
    }

    [Fact]
    public async Task What_is_damaged_cut_short_of_a_later_version_or_no_archive_is_refused_and_leaves_nothing()
    {
        await using var here = await Told(StoreKind.Sqlite);
        var archive = await Take(here);
        await using var there = await World.Empty(StoreKind.Sqlite, services: World.WithoutRounds);
        var bytes = await File.ReadAllBytesAsync(archive, Cancel);
        var (cut, wrong, fewer, later, text) = (In("cut"), In("wrong"), In("fewer"), In("later"), In("text"));
        var (forged, foreign, less) = (In("forged"), In("foreign"), In("less"));
        await File.WriteAllBytesAsync(cut, bytes[..(bytes.Length * 2 / 3)], Cancel);
        await File.WriteAllTextAsync(text, "score,text", Cancel);
        foreach (var copy in new[] { wrong, fewer, later, forged, foreign, less }) File.Copy(archive, copy);
        Change(wrong, contents => contents with { Tables = [.. contents.Tables.Select(table => table with { Sha256 = new('0', 64) })] });
        Change(fewer, contents => contents with { Tables = [.. contents.Tables.Select(table => table with { Rows = table.Rows + 1 })] });
        Change(later, contents => contents with { Format = ArchiveContents.NewestFormat + 1 });

        Change(forged, contents => contents with { Tables = [contents.Tables[0] with { Name = "units\" (id) values (1); --" }] });
        Change(less, contents => contents with { Tables = [.. contents.Tables.Where(table => table.Name != "identities")] });
        Change(foreign, contents => contents with { People = [contents.People[0] with { Name = "placements" }] });

        foreach (var broken in new[] { cut, wrong, fewer, later, text, forged, foreign, less })
            await Assert.ThrowsAsync<BrokenArchiveException>(() => Restore(there, broken));

        Assert.False(await there.Services.GetRequiredService<Stores>().Exists(World.Cafe, Cancel));
        Assert.Equal([archive], Directory.EnumerateFiles(Path.Combine(folder, "1")));
    }

    [Theory, EveryStore]
    public async Task An_account_that_is_here_keeps_its_own_ways_to_sign_in_and_an_organisation_that_nobody_could_enter_is_refused(StoreKind kind)
    {
        await using var here = await Told(StoreKind.Sqlite);
        var tamar = await ClaimsOf(here, add: true);
        var archive = await Take(here);
        await using var same = await World.Empty(kind, services: World.WithoutRounds);
        await Restore(same, archive);
        await using (var directory = same.Services.GetRequiredService<Databases>().OpenDirectory()) await directory.UserClaims.ExecuteDeleteAsync(Cancel);
        await using var other = await World.Open(kind, World.WithoutRounds);

        var copied = await Restore(same, archive, "cafe-copy");
        var refused = await Restore(other, archive, "cafe-copy");

        Assert.Equal(1, tamar);
        Assert.False(copied.Refused);
        Assert.Equal(0, await ClaimsOf(same, add: false));
        Assert.Equal(new Fault("as", "nobody_enters"), Assert.Single(Assert.IsType<Refusal.Invalid>(refused.Refusal).Faults));
        Assert.False(await other.Services.GetRequiredService<Stores>().Exists("cafe-copy", Cancel));
    }

    [Theory, EveryStore]
    public async Task What_a_broken_off_restore_or_a_lost_directory_left_is_not_founded_over(StoreKind kind)
    {
        await using var world = await Told(kind);
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.Placements.ExecuteDeleteAsync(Cancel);

        Assert.False(await world.Services.GetRequiredService<Stores>().Found(World.Cafe, world.Clock.Now, Cancel));

        await using var store = world.Services.GetRequiredService<Databases>().OpenOrganisation(World.Cafe);
        Assert.Equal(2, await store.Voices.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_the_machine_takes_checks_and_restores_by_command(StoreKind kind)
    {
        await using var world = await Told(kind);
        var (services, to) = (world.Services, Path.Combine(folder, "all"));

        Assert.Equal(1, await BackupCommand.Backup(services, new([]), Cancel));
        Assert.Equal(1, await BackupCommand.Backup(services, new(["--to", to, "--organisation", "nobody"]), Cancel));
        Assert.Equal(0, await BackupCommand.Backup(services, new(["--to", to]), Cancel));
        var archive = Assert.Single(Directory.EnumerateFiles(to));
        Assert.Equal(0, await BackupCommand.Backup(services, new(["--check", archive]), Cancel));
        Assert.Equal(1, await BackupCommand.Restore(services, new([archive]), Cancel));
        Assert.Equal(0, await BackupCommand.Restore(services, new([archive, "--as", "cafe-copy"]), Cancel));
        Assert.Equal(1, await BackupCommand.Backup(services, new(["--check", Path.Combine(folder, "none")]), Cancel));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<int> ClaimsOf(World world, bool add)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var tamar = await directory.Users.Where(account => account.Email == Cast.Tamar.Mail).Select(account => account.Id).SingleAsync(Cancel);
        if (add) directory.UserClaims.Add(new() { UserId = tamar, ClaimType = "kolot:name", ClaimValue = "תמר" });
        await directory.SaveChangesAsync(Cancel);
        return await directory.UserClaims.CountAsync(claim => claim.UserId == tamar, Cancel);
    }

    private static async Task<World> Told(StoreKind kind)
    {
        var world = await World.Open(kind, World.WithoutRounds);
        var customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruti@abraham.example", phone = "052-1234567" };
        await world.Hear(
            new { source = "till", id = "r-1", channel = "survey", text = "השירות היה איטי", score = new { value = 2.5, low = 1, high = 5 }, customer, unit = "haifa" },
            new { source = "till", id = "r-2", channel = "survey", title = "תודה", answers = new Dictionary<string, object> { ["מה הפתיע"] = "העוגה", ["שוב"] = true } });
        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "השירות היה איטי מאוד", score = new { value = 1, low = 1, high = 5 }, customer, unit = "haifa" });
        // Its waves have days, which both kinds of database keep in their own way.
        await FieldWorld.Over(world);
        return world;
    }

    private Task<string> Take(World world) =>
        world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, Path.Combine(folder, $"{++taken}"), null, Cancel);

    private string In(string name) => Path.Combine(folder, name + ".zip");

    private static async Task<Result<Restored>> Restore(World world, string archive, string? name = null)
    {
        await world.Services.GetRequiredService<Migrator>().MigrateDirectory(Cancel);
        return await world.Services.GetRequiredService<RestoreBackup>().Run(archive, name, null, Cancel);
    }

    // In no order: each kind of database gives rows in its own.
    private static async Task<IReadOnlyList<string>> Lines(string archive)
    {
        using var opened = await OpenedArchive.Open(archive, Cancel);
        var lines = new List<string>();
        foreach (var (entry, table) in opened.All)
            await foreach (var row in opened.Rows(entry, table, Cancel)) lines.Add(entry + JsonSerializer.Serialize(row));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static void Change(string archive, Func<ArchiveContents, ArchiveContents> change)
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Update);
        var entry = zip.GetEntry(Archive.Contents) ?? throw new InvalidOperationException();
        ArchiveContents contents;
        using (var stream = entry.Open()) contents = JsonSerializer.Deserialize<ArchiveContents>(stream, Archive.Json) ?? throw new InvalidOperationException();
        entry.Delete();
        using var written = zip.CreateEntry(Archive.Contents).Open();
        JsonSerializer.Serialize(written, change(contents), Archive.Json);
    }
}
