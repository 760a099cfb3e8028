using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

/// <summary>Files as office programs write them: the first two by openpyxl and Gnumeric, the old one by Gnumeric.</summary>
public sealed class ExcelRowsTests
{
    [Theory]
    [InlineData("new.xlsx")]
    [InlineData("old.xls")]
    public void Dates_numbers_phones_and_Hebrew_are_read_as_they_are_seen(string file) => Assert.Equal(
        [
            "1: מזהה|תאריך|תוכן|ציון|טלפון|אושר|אחוז",
            "2: 1001|2025-11-22|השירות היה מצוין, תודה לכולם|9|050-1234567|true|0.25",
            "3: 12345678901234|2025-11-23 18:30:00|שורה\nשנייה \"במירכאות\"|7.5|0501234568|false|",
            "5: א-7|2025-11-24|||||1",
        ],
        Read(file));

    [Fact]
    public void A_file_of_another_program_is_read_the_same() =>
        Assert.Equal(["1: id|date|text|score", "2: 1|2025-11-22|השירות היה מצוין|9", "3: 2|2025-11-23|Thank you|10"], Read("other.xlsx")[..3]);

    [Fact]
    public void A_file_cut_off_is_broken_rather_than_short()
    {
        var whole = File.ReadAllBytes(PathOf("new.xlsx"));

        Assert.Equal("excel_broken", Assert.Throws<InvalidDataException>(() => Read(new MemoryStream(whole[..^100]))).Message);
    }

    [Theory, EveryStore]
    public async Task A_spreadsheet_comes_in_as_it_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var mapping = new ImportMapping
        {
            Source = "sheet",
            Channel = "survey",
            Columns =
            [
                new() { Header = "מזהה", Meaning = ColumnMeaning.Id },
                new() { Header = "תאריך", Meaning = ColumnMeaning.HeardAt, Dates = DateStyle.YearFirst },
                new() { Header = "תוכן", Meaning = ColumnMeaning.Text },
                new() { Header = "ציון", Meaning = ColumnMeaning.Score, Low = 0, High = 10 },
                new() { Header = "טלפון", Meaning = ColumnMeaning.CustomerPhone },
            ],
        };

        var run = await world.Services.GetRequiredService<ImportNow>().Run(World.Cafe, PathOf("new.xlsx"), mapping, _ => { }, TestContext.Current.CancellationToken);

        // The last row's score is an error of the sheet, so nothing is said in it.
        Assert.Equal((ImportState.Done, 3L, 2L, 1L), (run?.State, run?.Read, run?.Kept, run?.Refused));
        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync(voice => voice.SourceId == "12345678901234", TestContext.Current.CancellationToken);
        Assert.Equal((new DateTime(2025, 11, 23, 16, 30, 0, DateTimeKind.Utc), 7.5), (voice.HeardAt, voice.Score));
        Assert.Equal(2, await store.Customers.CountAsync(TestContext.Current.CancellationToken));
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Listen", "Importing", "files", file);

    private static string[] Read(string file) => Read(File.OpenRead(PathOf(file)));

    private static string[] Read(System.IO.Stream content)
    {
        using var rows = new ExcelRows(content);
        return [.. rows.Read().Select(row => $"{row.Line}: {string.Join('|', row.Cells)}")];
    }
}
