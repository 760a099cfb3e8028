using System.IO.Compression;
using System.Text;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Listen.Api;
using Kolot.Listen.Importing;
using Kolot.Listen.VoiceStream;
using Kolot.Tests.HouseRules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Tests.Surviving.Mangled;

/// <summary>More than two hundred thousand spoilt inputs: each is read or refused by a code that has a sentence, and none takes much memory.</summary>
[Collection(Processes.Name)]
public sealed class MangledInputTests
{
    private const long MostAllocated = 64 << 20;

    private static readonly Dictionary<string, Guid> Channels = new() { ["survey"] = Guid.Empty, ["call"] = Guid.Empty };
    private static readonly Names Names = new(Channels, new Dictionary<string, Guid>(), new Dictionary<string, Guid> { ["haifa"] = Guid.Empty });
    private static readonly ImportGround Ground = new(TimeZoneInfo.Utc, new Labels(Array.Empty<Channel>()), new Labels(Array.Empty<Touchpoint>()), new Labels(Array.Empty<Unit>()));
    private static readonly Arrival Arrival = new(
        new("cafe", Guid.Empty, "הקופה", Rights.For(Role.Owner), Reach.All, null), new DateTime(2026, 11, 22, 10, 0, 0, DateTimeKind.Utc));

    private const string Table =
        "מזהה,תאריך,תוכן,ציון,ערוץ,טלפון\r\n1001,22/11/2025,\"השירות היה \"\"מצוין\"\", תודה\",9,survey,050-1234567\r\n1002,2025-11-23 18:30,איחרו בשעתיים,2,call,\r\n";

    private const string Voice = """
        [{"source":"till","id":"r-1","channel":"survey","heardAt":"2026-11-20T10:00:00+02:00","kind":"complaint","title":"כותרת","text":"חיכיתי חצי שעה","language":"he",
          "score":{"value":4,"low":0,"high":10},"answers":{"שוב":true,"מה":"העוגה","כמה":[1,2.5]},"unit":"haifa",
          "customer":{"source":"crm","id":"7733","name":"רותי","mail":"ruti@example.org","phone":"052-1234567"}}]
        """;

    [Fact]
    public void Eighty_thousand_spoilt_text_files_are_read_or_refused_with_a_reason()
    {
        var mangler = new Mangler(1);
        byte[][] files = [Encoding.UTF8.GetBytes(Table), In("windows-1255"), In("iso-8859-8"), In("utf-16"), Encoding.UTF8.GetBytes(Table.Replace(',', '\t'))];
        Each(80_000, turn =>
        {
            var bytes = mangler.Spoil(files[turn % files.Length]);
            ReadTable(bytes, FileEncoding.Guess(bytes));
        });
    }

    [Fact]
    public void Ten_thousand_spoilt_spreadsheets_are_read_or_refused_with_a_reason()
    {
        var mangler = new Mangler(2);
        var folder = Path.Combine(AppContext.BaseDirectory, "Listen", "Importing", "files");
        byte[][] files = [File.ReadAllBytes(Path.Combine(folder, "new.xlsx")), File.ReadAllBytes(Path.Combine(folder, "old.xls"))];
        Each(10_000, turn => ReadSheet(turn % 3 == 0 ? SpoilWithin(files[0], mangler) : mangler.Spoil(files[turn % 2])));
    }

    [Fact]
    public void Eighty_thousand_spoilt_calls_are_heard_or_refused_with_a_reason()
    {
        var mangler = new Mangler(3);
        var whole = Encoding.UTF8.GetBytes(Voice);
        Each(80_000, _ =>
        {
            var read = HeardJson.Read(mangler.Spoil(whole));
            IsSaid(read.Refusal);
            if (read.Refused) return;
            foreach (var voice in read.Value) IsSaid(Hearing.Decide(voice, Names, Arrival, 0).Refusal);
        });
    }

    [Fact]
    public void Thirty_thousand_spoilt_addresses_narrow_the_stream_or_are_passed_over()
    {
        var mangler = new Mangler(4);
        const string Address = "?period=90&from=2025-01-01&to=2025-12-31&channel=survey&unit=haifa&kind=complaint&language=he&band=low&q=%D7%A9%D7%99%D7%A8%D7%95%D7%AA&before=7fffffff";
        Each(30_000, _ =>
        {
            var query = new QueryCollection(QueryHelpers.ParseQuery(mangler.Spoil(Address)));
            var (from, before) = StreamQuery.FromAddress(query, TimeZoneInfo.Utc).Places(Arrival.At);
            Assert.True(from >= 0 && before >= 0);
            IsSaid(StreamQuery.Faults(query) is { Count: > 0 } faults ? new Refusal.Invalid(faults) : null);
        });
    }

    [Fact]
    public void Twenty_thousand_spoilt_mail_settings_are_taken_or_refused_with_a_reason_and_begin_no_line_of_their_own()
    {
        var mangler = new Mangler(5);
        Each(20_000, turn =>
        {
            string Typed(int field, string whole) => turn % 7 == field ? mangler.Spoil(whole) : whole;
            var draft = new MailDraft
            {
                Host = Typed(0, "smtp.example.com"), Port = Typed(1, "587"), Security = Typed(2, "starttls"), User = Typed(3, "kolot@example.com"), Password = Typed(4, "shkedim ve-agasim"),
                FromAddress = Typed(5, "service@example.com"), FromName = Typed(6, "שירות הלקוחות"), Version = 0,
            };
            var decided = MailChange.Decide(draft, null, mayBeOpen: turn % 2 == 0, Encoding.UTF8.GetBytes);
            IsSaid(decided.Refusal);
            if (decided.Refusal is null) Assert.DoesNotContain($"{decided.Value.Host}{decided.Value.UserName}{decided.Value.FromAddress}{decided.Value.FromName}", char.IsControl);
        });
    }

    private (int Read, int Refused) came;

    // Spoilt too much, or too little, nothing would be tried.
    private void Each(int count, Action<int> read)
    {
        for (var turn = 0; turn < count; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            read(turn);
            var took = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(took < MostAllocated, $"Input {turn} took {took >> 20} MB.");
        }

        Assert.True(came.Read > count / 100 && came.Refused > count / 100, $"Of {count} there were read {came.Read}, refused {came.Refused}.");
    }

    private static byte[] In(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(encoding).GetBytes(Table);
    }

    private void ReadTable(byte[] bytes, string encoding)
    {
        try
        {
            var delimiter = Delimiter.Guess(Encoding.UTF8.GetString(bytes));
            using var first = new DelimitedRows(new MemoryStream(bytes), encoding, delimiter);
            Keep(first, () => new DelimitedRows(new MemoryStream(bytes), encoding, delimiter));
        }
        catch (InvalidDataException fault)
        {
            IsSaid(fault);
        }
    }

    private void ReadSheet(byte[] bytes)
    {
        try
        {
            if (!ExcelRows.Begins(bytes)) return;
            using var first = new ExcelRows(new MemoryStream(bytes));
            Keep(first, () => new ExcelRows(new MemoryStream(bytes)));
        }
        catch (InvalidDataException fault)
        {
            IsSaid(fault);
        }
    }

    // As a person does: look at the first rows, believe the guess, bring it in.
    private void Keep(FileRows first, Func<FileRows> again)
    {
        string[][] rows = [.. first.Read().Take(200).Select(row => row.Cells)];
        var guess = MappingGuess.Of(rows, new ImportMapping(), null, Ground).Mapping with { Source = "file", Channel = "survey", HeardOn = new DateOnly(2025, 11, 22) };
        using var all = again();
        foreach (var row in MappedRows.Read(all, guess, Ground))
        {
            IsSaid(row?.Refusal);
            if (row?.Voice is { } voice) IsSaid(Hearing.Decide(voice, Names, Arrival, 0).Refusal);
        }
    }

    // What is packed is spoilt, and the package whole.
    private static byte[] SpoilWithin(byte[] whole, Mangler mangler)
    {
        using var spoilt = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(whole)))
        using (var to = new ZipArchive(spoilt, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in from.Entries)
            {
                using var content = new MemoryStream();
                using (var packed = entry.Open()) packed.CopyTo(content);
                using var written = to.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
                written.Write(entry.Name.EndsWith(".xml", StringComparison.Ordinal) ? mangler.Spoil(content.ToArray()) : content.ToArray());
            }

        return spoilt.ToArray();
    }

    private void IsSaid(InvalidDataException fault)
    {
        foreach (var reason in Reasons.Read(fault.Message)) IsSaid(new Refusal.Invalid(reason.Field, reason.Reason));
    }

    // A code without a sentence would be shown as it is.
    private void IsSaid(Refusal? refusal)
    {
        if (refusal is not Refusal.Invalid invalid)
        {
            came.Read++;
            return;
        }

        came.Refused++;
        foreach (var fault in invalid.Faults)
            Assert.True(Said.Contains(fault.Reason), $"Nothing says what '{fault.Field}: {fault.Reason}' is.");
    }

    private static readonly HashSet<string> Said =
    [
        .. House.Files("src/Kolot", "Words.en.resx").SelectMany(file =>
            System.Text.RegularExpressions.Regex.Matches(file.Text, "name=\"Fault_(\\w+)\"").Select(found => found.Groups[1].Value)),
    ];
}
