using System.Text;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

public sealed class ImportFilesTests
{
    private static readonly Member Owner = CommandLineMember.Of(World.Cafe);

    private static readonly ImportMapping Mapping = new()
    {
        Source = "crm",
        Channel = "call",
        HeardOn = new(2025, 11, 22),
        Columns = [new() { Header = "id", Meaning = ColumnMeaning.Id }, new() { Header = "text", Meaning = ColumnMeaning.Text }],
    };

    [Theory, EveryStore]
    public async Task What_was_uploaded_to_one_node_is_read_at_another_as_it_was_from_any_place(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var bytes = Encoding.ASCII.GetBytes("id,text\n" + string.Concat(Enumerable.Range(0, 200_000).Select(row => $"{row},row {row}\n")));
        Assert.True(bytes.Length > 2 * PartStream.Size);
        var import = await Upload(world, bytes);
        await using var beside = world.Beside();

        var store = await Of<Stores>(beside).Open(World.Cafe, Token);
        await using var stream = await PartStream.Open(store, import, Token);

        Assert.Equal(bytes.Length, stream?.Length);
        foreach (var from in new[] { 0, PartStream.Size - 3, bytes.Length - 5, 7 })
        {
            var read = new byte[Math.Min(40, bytes.Length - from)];
            stream?.Seek(from, SeekOrigin.Begin);
            stream?.ReadExactly(read);
            Assert.Equal(bytes[from..(from + read.Length)], read);
        }

        var look = await Of<LookAtImport>(beside).Run(World.Cafe, new() { Id = import, Kind = "voices", FileName = "" }, null, null, Token);
        Assert.Equal(["id", "text"], look.Headers);
    }

    [Theory, EveryStore]
    public async Task An_import_whose_node_never_returns_is_left_alone_for_a_while_and_then_ended_by_another(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, "id,text\n1,one\n2,two\n"u8.ToArray());
        await Of<ImportLedger>(world).Map(World.Cafe, import, Mapping, Token);
        await Of<ImportLedger>(world).Move(World.Cafe, import, ImportState.Waiting, ImportState.Running, null, Token);
        Assert.NotNull(await Of<ImportLeases>(world).Take(World.Cafe, import, Token));

        Assert.Null(await Of<RunImport>(world).Run(Owner, import, CancellationToken.None, Token));
        Assert.Empty(await Of<ImportTidying>(world).LeftBehind(World.Cafe, Token));

        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await using var beside = world.Beside();
        Assert.NotNull(beside.Services);
        await Until(async () => (await Of<ImportLedger>(world).Find(World.Cafe, import, Token))?.State == ImportState.Done);
        await Until(async () => !await Of<ImportFiles>(world).Has(World.Cafe, import, Token));
        await using var store = await world.Store();
        Assert.Equal(2, await store.Voices.CountAsync(Token));
    }

    [Theory, EveryStore]
    public async Task A_run_that_lost_its_lease_ends_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, "id,text\n1,one\n"u8.ToArray());
        await Of<ImportLedger>(world).Map(World.Cafe, import, Mapping, Token);
        await Of<ImportLedger>(world).Move(World.Cafe, import, ImportState.Waiting, ImportState.Running, null, Token);
        var old = await Of<ImportLeases>(world).Take(World.Cafe, import, Token) ?? Guid.Empty;
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await Of<ImportLeases>(world).Take(World.Cafe, import, Token));
        var path = Path.Combine(world.Folder, "a.csv");
        await File.WriteAllTextAsync(path, "id,text\n1,one\n", Token);

        Assert.Null(await Of<RunImport>(world).Run(Owner, new FileHere(path, import, old), CancellationToken.None, Token));

        Assert.Equal(ImportState.Running, (await Of<ImportLedger>(world).Find(World.Cafe, import, Token))?.State);
        Assert.True(await Of<ImportFiles>(world).Has(World.Cafe, import, Token));
    }

    [Theory, EveryStore]
    public async Task What_broke_off_on_its_way_or_was_forgotten_is_removed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var waiting = await Upload(world, "id,text\n1,one\n"u8.ToArray());
        var broken = Guid.CreateVersion7(world.Clock.Now);
        await Of<ImportLedger>(world).Enter(World.Cafe, new() { Id = broken, Kind = "voices", FileName = "b", State = ImportState.Arriving, BegunAt = world.Clock.Now }, null, Token);
        await Of<ImportFiles>(world).Keep(World.Cafe, broken, new MemoryStream([1]), Token);

        await Of<ImportTidying>(world).LeftBehind(World.Cafe, Token);
        Assert.True(await Of<ImportFiles>(world).Has(World.Cafe, broken, Token));

        world.Clock.Advance(TimeSpan.FromDays(8));
        await Of<ImportTidying>(world).LeftBehind(World.Cafe, Token);
        await using var store = await world.Store();
        Assert.Equal([waiting], await store.ImportRuns.Select(run => run.Id).ToArrayAsync(Token));
        Assert.False(await store.FileParts.AnyAsync(Token));
    }

    [Theory]
    [InlineData("%PDF-1.7 1 0 obj", "no_table")]
    [InlineData("\u0089PNG\r\n\u001a\n", "no_table")]
    [InlineData("\u0001\u0002\u0003\u0000\u0000\u0004 a,b", "no_table")]
    [InlineData("PK\u0003\u0004 and nothing more", "excel_broken")]
    [InlineData("", "empty")]
    public async Task A_file_that_is_no_table_is_refused_and_leaves_nothing(string content, string reason)
    {
        await using var world = await World.Open(StoreKind.Sqlite);

        var uploaded = await Of<UploadImport>(world).Run(Owner, "a", new MemoryStream(Encoding.Latin1.GetBytes(content)), Token);

        Assert.Equal(reason, Assert.Single(Assert.IsType<Refusal.Invalid>(uploaded.Refusal).Faults).Reason);
        await using var store = await world.Store();
        Assert.False(await store.ImportRuns.AnyAsync(Token));
        Assert.False(await store.FileParts.AnyAsync(Token));
    }

    [Fact]
    public async Task A_zip_without_a_sheet_is_refused()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("letter.txt");
        packed.Position = 0;

        var uploaded = await Of<UploadImport>(world).Run(Owner, "a.zip", packed, Token);

        Assert.Equal("no_table", Assert.Single(Assert.IsType<Refusal.Invalid>(uploaded.Refusal).Faults).Reason);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static T Of<T>(World world) where T : notnull => world.Services.GetRequiredService<T>();

    private static async Task<Guid> Upload(World world, byte[] bytes) =>
        (await Of<UploadImport>(world).Run(Owner, "a.csv", new MemoryStream(bytes), Token)).Value;

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            if (await holds()) return;
            await Task.Delay(50, Token);
        }

        Assert.Fail("It did not come about within a minute.");
    }
}
