using System.Net;
using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class FullDiskTests
{
    [Theory, EveryStore]
    public async Task Voices_that_find_a_full_disk_are_told_to_come_again_and_no_acknowledged_one_is_lost(StoreKind kind)
    {
        var (world, disk) = await SmallDisk.Open(kind);
        await using var both = disk;
        using var pos = await world.Key(Right.EnterVoices, Right.ReadVoices);
        using var tamar = world.As(Cast.Tamar);
        Assert.Equal(HttpStatusCode.Accepted, await Send(pos, 0));
        await tamar.Page("/cafe-tamar/voices");

        await disk.Fill();
        var refused = new List<int>();
        for (var number = 1; number < 2000 && refused.Count < 20; number++)
            if (await Send(pos, number) is var status && status != HttpStatusCode.Accepted)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                refused.Add(number);
            }

        Assert.Equal(20, refused.Count);
        await pos.Json("/api/v1/cafe-tamar/voices");
        await disk.Free();

        foreach (var number in refused) Assert.Equal(HttpStatusCode.Accepted, await Send(pos, number));
        await world.Settle();
        await tamar.Page("/cafe-tamar/voices");
        await using var store = await world.Store();
        Assert.Equal(refused[^1] + 1, await store.Voices.CountAsync(voice => voice.Language != null, Token));
        Assert.Equal(refused[^1] + 1, await store.VoiceKeys.Select(key => key.SourceId).Distinct().CountAsync(Token));
    }

    [Theory, EveryStore]
    public async Task An_import_that_finds_a_full_disk_goes_on_where_it_was_when_there_is_room(StoreKind kind)
    {
        var (world, disk) = await SmallDisk.Open(kind);
        await using var both = disk;
        var member = CommandLineMember.Of(World.Cafe);
        var mapping = new ImportMapping
        {
            Source = "crm",
            Channel = "call",
            HeardOn = new(2025, 11, 22),
            Columns = [new() { Header = "מזהה", Meaning = ColumnMeaning.Id }, new() { Header = "תוכן", Meaning = ColumnMeaning.Text }],
        };
        var text = "מזהה,תוכן\n" + string.Concat(Enumerable.Range(0, 3000).Select(row => $"{row},התקשרתי פעמיים ואיש לא חזר אליי {row}\n"));
        var import = (await world.Services.GetRequiredService<UploadImport>().Run(member, "a.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Token)).Value;
        var ledger = world.Services.GetRequiredService<ImportLedger>();
        await ledger.Map(World.Cafe, import, mapping, Token);
        await ledger.Move(World.Cafe, import, ImportState.Waiting, ImportState.Running, null, Token);
        var act = world.Services.GetRequiredService<RunImport>();

        await disk.Fill();
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => act.Run(member, import, CancellationToken.None, Token));
        Assert.True(Outage.Is(fault), fault.ToString());
        Assert.Equal(ImportState.Running, (await ledger.Find(World.Cafe, import, Token))?.State);
        await disk.Free();
        world.Clock.Advance(ImportLeases.Holds * 2);

        var run = await act.Run(member, import, CancellationToken.None, Token);
        Assert.Equal((ImportState.Done, 3000L, 3000L, 0L), (run?.State, run?.Read, run?.Kept, run?.Refused));
        await using var store = await world.Store();
        Assert.Equal(3000, await store.Voices.CountAsync(Token));
    }

    [Theory, EveryStore]
    public async Task A_backup_that_finds_a_full_disk_fails_leaves_nothing_and_harms_nobody(StoreKind kind)
    {
        var (world, disk) = await SmallDisk.Open(kind);
        await using var both = disk;
        using var pos = await world.Key(Right.EnterVoices);
        for (var number = 0; number < 5; number++) Assert.Equal(HttpStatusCode.Accepted, await Send(pos, number));
        var backup = world.Services.GetRequiredService<TakeBackup>();
        var folder = Path.Combine(world.Folder, "backups");
        Directory.CreateDirectory(folder);

        await disk.Fill();
        await Assert.ThrowsAnyAsync<IOException>(() => backup.Run(World.Cafe, folder, null, Token));
        Assert.Empty(Directory.EnumerateFiles(folder));
        await disk.Free();

        var archive = await backup.Run(World.Cafe, folder, null, Token);
        Assert.Equal(5, (await CheckArchive.Run(archive, null, Token)).Tables.Single(table => table.Name == "voices").Rows);
        Assert.Equal(HttpStatusCode.Accepted, await Send(pos, 5));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<HttpStatusCode> Send(Visitor pos, int number)
    {
        using var answer = await pos.PostJson("/api/v1/cafe-tamar/voices", new
        {
            source = "pos", id = $"v{number}", channel = "survey", text = $"השירות היה מצוין, תודה רבה לכולם {number}",
        });
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        return answer.StatusCode;
    }
}
