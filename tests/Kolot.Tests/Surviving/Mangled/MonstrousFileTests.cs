using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Surviving.Mangled;

/// <summary>Files made to hurt, brought in as anybody would.</summary>
public sealed class MonstrousFileTests
{
    private static readonly byte[] Bomb = Packed();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Monstrous_files_are_refused_in_a_sentence_and_the_house_goes_on(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        (string Name, byte[] Content)[] files =
        [
            ("cell.csv", [.. "text,score\n\""u8, .. Enumerable.Repeat((byte)'x', 10 << 20), .. "\",5\n"u8]),
            ("columns.csv", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1_000_000).Select(at => $"c{at % 10},")) + "\n1\n")),
            ("nul.csv", [.. "text,score\n"u8, .. new byte[1 << 20]]),
            ("bomb.xlsx", Bomb),
            ("liar.xlsx", Liar()),
            ("nested.zip", Zip(("inner.zip", Bomb))),
            ("../../../etc/cron.d/evil.csv", "text\n=cmd|' /C calc'!A0\n"u8.ToArray()),
            ("\u202Evsc.exe", [0x4D, 0x5A, 0x90, 0x00]),
        ];

        foreach (var (name, content) in files)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "file", name }, { new StringContent("voices"), "kind" } };
            using var answer = await world.As(Cast.Tamar).PostFiles($"/{World.Cafe}/imports", form);
            Assert.True((int)answer.StatusCode < 500, $"{name}: {answer.StatusCode}");
            if (answer.StatusCode != HttpStatusCode.SeeOther || answer.Headers.Location is not { } shown) continue;
            using var page = await world.As(Cast.Tamar).Get(shown.ToString());
            Assert.True((int)page.StatusCode < 500, $"{name}, shown: {page.StatusCode}");
        }

        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "ועדיין נשמע" });
        await using var store = await world.Store();
        Assert.Equal(1, await store.Voices.CountAsync(Cancel));
        Assert.DoesNotContain(await store.ImportRuns.Select(run => run.FileName).ToArrayAsync(Cancel), name => name.Contains('/', StringComparison.Ordinal));
    }

    [Fact]
    public void A_spreadsheet_that_lies_about_its_size_is_not_unpacked_beyond_what_it_says()
    {
        var bomb = Liar();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() =>
        {
            using var rows = new ExcelRows(new MemoryStream(bomb));
            return rows.Read().Count();
        });

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 64 << 20);
    }

    // It says that its texts are a thousand bytes.
    private static byte[] Liar()
    {
        byte[] packed = [.. Bomb];
        for (var at = 0; at < packed.Length - 46; at++)
            if (packed.AsSpan(at).StartsWith("PK\u0001\u0002"u8) && packed.AsSpan(at + 46).StartsWith("xl/sharedStrings.xml"u8))
                BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(at + 24), 1000);
        return packed;
    }

    // Three hundred megabytes of texts in a few.
    private static byte[] Packed()
    {
        const string Space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        var text = Encoding.UTF8.GetBytes($"<si><t>{new string('א', 500_000)}</t></si>");
        using var texts = new MemoryStream();
        texts.Write(Encoding.UTF8.GetBytes($"<sst {Space}>"));
        for (var times = 0; times < 300; times++) texts.Write(text);
        texts.Write("</sst>"u8);
        return Zip(
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"u8.ToArray()),
            ("xl/workbook.xml", Encoding.UTF8.GetBytes($"<workbook {Space} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"u8.ToArray()),
            ("xl/worksheets/sheet1.xml", Encoding.UTF8.GetBytes($"<worksheet {Space}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>")),
            ("xl/sharedStrings.xml", texts.ToArray()));
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open()) entry.Write(content);
        return file.ToArray();
    }
}
