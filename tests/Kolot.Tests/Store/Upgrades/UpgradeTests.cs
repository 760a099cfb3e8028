using System.Globalization;
using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.HouseRules;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Surviving;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Store.Upgrades;

public sealed class UpgradeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-upgrades-").FullName;

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_populated_organisation_of_every_earlier_schema_is_brought_up_to_date_with_all_that_it_held(StoreKind kind)
    {
        foreach (var (schema, _, _) in Migrator.Scripts("Organisation", kind))
        {
            // The archives were made in different houses, whose accounts bear the same mails.
            await using var world = await World.Empty(kind, services: World.WithoutRounds);
            await world.Services.GetRequiredService<Migrator>().MigrateDirectory(Cancel);
            var archive = await Populated.At(world, schema, folder);
            Assert.True(archive is not null, $"No populated organisation of schema {schema}.");
            var name = $"cafe-{schema}";

            var restored = await world.Services.GetRequiredService<RestoreBackup>().Run(archive, name, null, Cancel);

            Assert.Equal(name, restored.Value.Organisation);
            await IsWhole(world, name, await CheckArchive.Run(archive, null, Cancel));
        }
    }

    [Theory, EveryStore]
    public async Task Accounts_keys_and_memberships_of_every_earlier_directory_open_after_it_is_brought_up_to_date(StoreKind kind)
    {
        foreach (var (schema, _, _) in Migrator.Scripts("Directory", kind))
        {
            await using var ground = Ground.Bare(kind);
            using var archive = await OpenedArchive.Open(Populated.All.First(), Cancel);
            await ground.Migrator.MigrateDirectory(Cancel, schema);
            await using (var connection = await ground.Databases.ConnectDirectory(Cancel))
            {
                await using var transaction = await connection.BeginTransactionAsync(Cancel);
                foreach (var table in archive.Contents.People)
                    await foreach (var row in archive.Rows(Archive.OfPeople(table.Name), table, Cancel)) await TableFilling.AddUnlessThere(transaction, table, row, Cancel);
                await transaction.CommitAsync(Cancel);
            }

            await ground.Migrator.MigrateDirectory(Cancel);

            await using var directory = ground.Databases.OpenDirectory();
            Assert.Equal(Rows(archive.Contents, "accounts"), await directory.Users.CountAsync(Cancel));
            Assert.Equal(Rows(archive.Contents, "memberships"), await directory.Memberships.CountAsync(Cancel));
            Assert.Equal(Rows(archive.Contents, "access_keys"), await directory.AccessKeys.CountAsync(Cancel));
            var tamar = await directory.Users.SingleAsync(account => account.Email == Cast.Tamar.Mail, Cancel);
            Assert.Equal(PasswordVerificationResult.Success, Hasher.VerifyHashedPassword(tamar, tamar.PasswordHash ?? "", World.Password));
        }
    }

    [Fact]
    public async Task Of_the_newest_schema_there_is_a_populated_organisation_for_those_who_come_later()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        await using var connection = await world.Services.GetRequiredService<Databases>().Connect(World.Cafe, Cancel);
        var columns = await TablesHere.Columns(connection, Cancel);
        if (Populated.All.LastOrDefault() is { } last && columns.SetEquals(
            (await CheckArchive.Run(last, null, Cancel)).Tables.SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name}")))) return;

        Assert.True(Environment.GetEnvironmentVariable("KOLOT_TEST_POPULATE") == "1",
            $"The schema changed. Populate an organisation of it: KOLOT_TEST_POPULATE=1, this test once more, and commit what it wrote to {nameof(Populated)}.");
        await Population.Fill(world);
        var made = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        var schema = Migrator.Newest("Organisation", StoreKind.Sqlite).ToString("0000", CultureInfo.InvariantCulture);
        File.Move(made, Path.Combine(Populated.Folder, $"schema-{schema}{Archive.Ending}"), overwrite: true);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task IsWhole(World world, string organisation, ArchiveContents was)
    {
        await using (var store = await world.Store(organisation))
        {
            Assert.Equal(Rows(was, "voices"), await store.Voices.CountAsync(Cancel));
            Assert.Equal(Rows(was, "voice_revisions"), await store.VoiceRevisions.CountAsync(Cancel));
            Assert.Equal(Rows(was, "customers"), await store.Customers.CountAsync(Cancel));
            Assert.Equal(Rows(was, "import_runs"), await store.ImportRuns.CountAsync(Cancel));
            Assert.Equal(Rows(was, "log_lines"), await store.LogLines.CountAsync(Cancel));
            Assert.Equal(Rows(was, "errands"), await store.Errands.CountAsync(Cancel));
        }

        var tamar = world.As(Cast.Tamar);
        foreach (var route in RouteTable.Of(world.Services).Where(route => route is { IsGet: true, IsWithin: true, IsApi: false, IsPublic: false } && route.Pattern.Count(sign => sign == '{') == 1))
        {
            using var page = await tamar.Get(route.Pattern.Replace("{organisation}", organisation, StringComparison.Ordinal));
            Assert.True((int)page.StatusCode < 400, $"{route.Pattern} of schema {was.Schema}: {page.StatusCode}");
        }

        Assert.Contains("<mark", await (await tamar.Get($"/{organisation}/voices?q={Uri.EscapeDataString("שירות")}")).Content.ReadAsStringAsync(Cancel));
        using var key = await world.KeyTo(organisation, Right.EnterVoices);
        using var heard = await key.PostJson($"/api/v1/{organisation}/voices", new { source = "till", id = "r-9", channel = "survey", text = "שוב כאן" });
        Assert.Equal(HttpStatusCode.Accepted, heard.StatusCode);
    }

    private static long Rows(ArchiveContents contents, string table) => contents.Tables.Concat(contents.People).Single(held => held.Name == table).Rows;
}
