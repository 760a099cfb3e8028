using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Store.Forgetting;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Forgetting;

public sealed class ErasePersonTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kolot-forgetting-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Of_whom_is_erased_no_word_is_left_in_any_table_nor_in_the_bytes_of_the_file(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        Assert.NotEmpty(await Ruti.Traces(world, kind));
        if (kind == StoreKind.Sqlite) Assert.NotEmpty(await Ruti.Bytes(world));

        await Ruti.IsErased(world);

        Assert.Empty(await Ruti.Traces(world, kind));
        if (kind == StoreKind.Sqlite) Assert.Empty(await Ruti.Bytes(world));
        using var tamar = world.As(Cast.Tamar);
        Assert.Equal("", await tamar.Finds("q=zilpaword"));
        Assert.Equal("o-1", await tamar.Finds("q=תיקון"));
        await using var store = await world.Store();
        Assert.Contains(Core.Organisation.Traces.Erased, (await store.Voices.SingleAsync(voice => voice.SourceId == "o-1", Cancel)).Text, StringComparison.Ordinal);
        Assert.Equal("של מישהו אחר", (await store.Voices.SingleAsync(voice => voice.SourceId == "o-2", Cancel)).Text);
    }

    [Theory, EveryStore]
    public async Task Erase_restore_an_older_backup_import_the_same_file_again_and_the_person_stays_gone(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        var archive = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await Ruti.IsErased(world);

        var restored = (await world.Services.GetRequiredService<RestoreBackup>().Run(archive, "cafe-copy", null, Cancel)).Value;
        var again = await Ruti.Import(world);
        var elsewhere = await Ruti.Import(world, "cafe-copy");

        Assert.Equal(1, restored.Forgotten.Customers);
        Assert.Equal((ImportState.Done, 2L, 0L), (again.State, again.Forgotten, again.Refused));
        Assert.Equal((ImportState.Done, 2L, 0L), (elsewhere.State, elsewhere.Forgotten, elsewhere.Refused));
        Assert.Empty(await Ruti.Traces(world, kind));
        // What waited to be brought in when the backup was taken waits again, and comes in without her.
        await using (var store = await world.Store("cafe-copy")) await store.FileParts.ExecuteDeleteAsync(Cancel);
        Assert.Empty(await Ruti.Traces(world, kind, "cafe-copy"));
    }

    [Theory, EveryStore]
    public async Task A_backup_of_another_house_brings_its_own_tombstones_along(StoreKind kind)
    {
        await using var here = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        await Ruti.Speaks(here);
        await Ruti.IsErased(here);
        var archive = await here.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        await using var there = await World.Empty(kind, services: World.WithoutRounds);
        await there.Services.GetRequiredService<Migrator>().MigrateDirectory(Cancel);
        await there.Services.GetRequiredService<RestoreBackup>().Run(archive, null, null, Cancel);

        var run = await Ruti.Import(there);

        Assert.Equal((2L, 0L), (run.Forgotten, run.Refused));
        Assert.Empty(await Ruti.Traces(there, kind));
    }

    [Theory, EveryStore]
    public async Task Scores_stay_of_nobody_or_go_as_the_owner_chose(StoreKind kind)
    {
        foreach (var keeps in new[] { true, false })
        {
            await using var world = await World.Open(kind, World.WithoutRounds);
            await Ruti.Speaks(world);
            await Ruti.IsErased(world, keeps);

            await using var store = await world.Store();
            var left = await store.Voices.Where(voice => voice.SourceId == null && voice.Score != null).OrderBy(voice => voice.Place).ToArrayAsync(Cancel);
            Assert.Equal(keeps ? [9.0, 9.0] : [], left.Select(voice => voice.Score ?? 0));
            Assert.All(left, voice => Assert.Equal((null, null, null, TimeSpan.Zero), (voice.Text, voice.CustomerId, voice.EnteredBy, voice.HeardAt.TimeOfDay)));
        }
    }

    [Theory, EveryStore]
    public async Task Who_writes_again_of_their_own_accord_is_somebody_new_and_what_was_erased_does_not_come_again(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        await Ruti.IsErased(world);
        world.Clock.Advance(TimeSpan.FromHours(1));
        using var till = await world.Key(Right.EnterVoices);

        using var answer = await till.PostJson($"/api/v1/{World.Cafe}/voices", new object[]
        {
            new { source = "till", id = "bilhamark-1", channel = "survey", text = "הישן שוב" },
            new { source = "till", id = "new-1", channel = "survey", text = "חזרתי", customer = new { mail = Ruti.Mail } },
            new { source = "till", id = "old-1", channel = "survey", text = "מפעם", history = true, heardAt = "2025-01-01T10:00:00Z", customer = new { mail = Ruti.Mail } },
        });

        var said = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancel)).GetProperty("voices").EnumerateArray();
        Assert.Equal(["forgotten", "kept", "forgotten"], said.Select(voice => voice.GetProperty("outcome").GetString()));
        await world.Services.GetRequiredService<FinishErasures>().Run(Cancel);
        await using var store = await world.Store();
        Assert.Equal(1, await store.Identities.CountAsync(identity => identity.Value == Ruti.Mail, Cancel));
        // A backup of today holds her as who she is now, and a restore leaves her there.
        var archive = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
        var restored = (await world.Services.GetRequiredService<RestoreBackup>().Run(archive, "cafe-copy", null, Cancel)).Value;
        Assert.True(restored.Forgotten.IsNothing);
        await using var copy = await world.Store("cafe-copy");
        Assert.Equal(1, await copy.Identities.CountAsync(identity => identity.Value == Ruti.Mail, Cancel));
    }

    [Theory, EveryStore]
    public async Task Voices_that_come_in_while_their_customer_is_erased_are_erased_or_of_somebody_new_but_never_of_nobody_that_was(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        var coming = Enumerable.Range(0, 40).Select(number => Task.Run(() => world.Hear(
            new { source = "till", id = $"race-{number}", channel = "call", text = $"תוך כדי {number}", customer = new { source = "crm", id = "c-zilpa-77", mail = Ruti.Mail } }), Cancel));

        var all = Task.WhenAll(coming.ToArray());
        var erasure = await Ruti.IsErased(world, waits: false);
        await all;
        await Ruti.Ended(world, erasure);

        await using var store = await world.Store();
        Assert.Equal(0, await store.Voices.CountAsync(voice => voice.CustomerId != null && !store.Customers.Any(customer => customer.Id == voice.CustomerId), Cancel));
        Assert.Equal(0, await store.Identities.CountAsync(identity => !store.Customers.Any(customer => customer.Id == identity.CustomerId), Cancel));
    }

    [Theory, EveryStore]
    public async Task An_erasure_that_was_killed_in_mid_way_is_gone_on_with_by_its_tombstones_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Ruti.Speaks(world);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        // As if the house had died after it entered the tombstones, before any row was gone.
        var erasure = new Erasure { Organisation = World.Cafe, Id = Guid.CreateVersion7(), At = world.Clock.Now, By = Guid.Empty, ByName = "תמר", Counts = "{}" };
        await using (var store = await world.Store())
        {
            var customer = await store.Customers.SingleAsync(row => row.SourceId == "c-zilpa-77", Cancel);
            var marks = await store.Identities.Where(row => row.CustomerId == customer.Id).Select(row => new WrittenIdentity(row.Kind, row.Value)).ToArrayAsync(Cancel);
            var voices = await store.Voices.Where(row => row.CustomerId == customer.Id).ToArrayAsync(Cancel);
            await world.Services.GetRequiredService<Tombstones>().Enter(
                erasure, [.. marks.Select(TombstoneMarks.Of), .. voices.Select(voice => TombstoneMarks.OfVoice(voice.Source, voice.SourceId ?? ""))], Cancel);
        }

        await Ruti.Ended(world, erasure.Id);

        Assert.Empty(await Ruti.Traces(world, kind));
        if (kind == StoreKind.Sqlite) Assert.Empty(await Ruti.Bytes(world));
    }

    [Fact]
    public async Task A_large_file_is_written_anew_at_night_and_until_then_the_erasure_goes_on()
    {
        await using var world = await World.Open(StoreKind.Sqlite, services =>
        {
            World.WithoutRounds(services);
            services.AddSingleton(provider => new SweepFile(provider.GetRequiredService<Databases>(), provider.GetRequiredService<TimeProvider>()) { Small = 0 });
        });
        await Ruti.Speaks(world);
        var here = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        world.Clock.Advance(TimeSpan.FromHours((36 - TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, here).Hour) % 24));
        var erasure = await Ruti.IsErased(world, waits: false);

        var (byDay, marks) = (await Ends(), await Ruti.Traces(world, StoreKind.Sqlite));
        world.Clock.Advance(TimeSpan.FromHours(15));
        var atNight = await Ends();

        Assert.Empty(marks);
        Assert.Equal((false, true), (byDay, atNight));
        Assert.Empty(await Ruti.Bytes(world));

        async Task<bool> Ends()
        {
            await world.Services.GetRequiredService<FinishErasures>().Run(Cancel);
            await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
            return await directory.Erasures.AnyAsync(row => row.Id == erasure && row.EndedAt != null, Cancel);
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
