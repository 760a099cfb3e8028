using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Listen.Importing;

public sealed class RowReadingTests
{
    private static readonly string[] Headers = ["מספר", "תאריך", "סניף", "סוג", "תוכן", "ציון", "דוא\"ל", "אזור"];

    private static readonly ImportMapping Mapping = new()
    {
        Source = "crm",
        Channel = "phone",
        Columns =
        [
            new() { Header = "מספר", Meaning = ColumnMeaning.Id },
            new() { Header = "תאריך", Meaning = ColumnMeaning.HeardAt, Dates = DateStyle.DayFirst },
            new() { Header = "סניף", Meaning = ColumnMeaning.Unit },
            new() { Header = "סוג", Meaning = ColumnMeaning.Kind, Labels = new Dictionary<string, string> { ["ת"] = "complaint" } },
            new() { Header = "תוכן", Meaning = ColumnMeaning.Text },
            new() { Header = "ציון", Meaning = ColumnMeaning.Score, Low = 1, High = 5 },
            new() { Header = "דוא\"ל", Meaning = ColumnMeaning.CustomerMail },
            new() { Header = "אזור", Meaning = ColumnMeaning.Answer, Key = "area", PassOver = ["ניסיון"] },
        ],
    };

    private static readonly ImportGround Ground = new(
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem"), new([]), new([]),
        new([new Unit { Code = "haifa", Name = "סניף חיפה", NameEn = "Haifa" }]));

    [Fact]
    public void A_row_without_a_date_is_of_the_day_that_was_said_for_the_file_and_never_of_today()
    {
        string[] row = ["17", "", "", "", "לא חזרו אליי", "2", "", ""];
        var undated = RowReading.Open(Mapping, Headers, Ground).Value.Voice(row);
        var dated = RowReading.Open(Mapping with { HeardOn = new(2024, 7, 1) }, Headers, Ground).Value.Voice(row);
        var without = RowReading.Open(Mapping with { Columns = [Mapping.Columns[4]] }, Headers, Ground);

        Assert.Equal([new Fault("heardAt", "required")], Assert.IsType<Refusal.Invalid>(undated.Refusal).Faults);
        Assert.Equal(new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.FromHours(3)), dated.Value.HeardAt);
        Assert.Equal([new Fault("heardOn", "required")], Assert.IsType<Refusal.Invalid>(without.Refusal).Faults);
    }

    [Fact]
    public void A_row_becomes_a_voice_with_its_unit_by_name_and_its_kind_by_label()
    {
        var voice = Reading().Voice(["17", "22/11/2026 14:00", "סניף חיפה", "ת", "לא חזרו אליי", "2", "dana@example.com", "צפון"]).Value;

        Assert.Equal(("crm", "17", "phone", "haifa", "complaint"), (voice.Source, voice.Id, voice.Channel, voice.Unit, voice.Kind));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.FromHours(2)), voice.HeardAt);
        Assert.Equal((2.0, 1.0, 5.0), (voice.Score?.Value, voice.Score?.Low, voice.Score?.High));
        Assert.Equal("dana@example.com", voice.Customer?.Mail);
        Assert.Equal("צפון", voice.Answers?["area"].GetString());
        Assert.True(voice.History);
    }

    [Fact]
    public void What_cannot_be_read_is_said_column_by_column()
    {
        var refused = Reading().Voice(["1", "31/02/2026", "", "", "טוב", "מצוין", "", "", "עוד"]).Refusal;

        Assert.Equal(["row:too_many_cells", "heardAt:not_a_date", "score.value:not_a_number"],
            Assert.IsType<Refusal.Invalid>(refused).Faults.Select(fault => $"{fault.Field}:{fault.Reason}"));
    }

    [Fact]
    public void A_row_without_an_id_is_known_by_what_it_says_and_by_its_count()
    {
        string[] row = ["", "22/11/2026", "", "", "תודה", "5", "", ""];
        var first = Reading();
        var again = Reading();

        var ids = new[] { first.Voice(row), first.Voice(row), first.Voice(row) }.Select(read => read.Value.Id).ToArray();

        Assert.StartsWith("#", ids[0], StringComparison.Ordinal);
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(ids, new[] { again.Voice(row), again.Voice(row), again.Voice(row) }.Select(read => read.Value.Id));
    }

    [Fact]
    public void Trial_rows_and_blank_rows_are_passed_over()
    {
        Assert.True(Reading().PassesOver(["9", "", "", "", "בדיקה", "", "", "ניסיון"]));
        Assert.True(Reading().PassesOver(["", " ", ""]));
        Assert.False(Reading().PassesOver(["9", "", "", "", "אמיתי", "", "", ""]));
    }

    [Fact]
    public void A_file_that_lacks_a_column_is_not_begun() =>
        Assert.Contains(new Fault("columns.ציון", "missing"),
            Assert.IsType<Refusal.Invalid>(RowReading.Open(Mapping, ["מספר", "תאריך", "סניף", "סוג", "תוכן", "דוא\"ל", "אזור"], Ground).Refusal).Faults);

    [Fact]
    public void A_file_of_customers_brings_what_is_known_of_them()
    {
        var mapping = new ImportMapping
        {
            Rows = RowKind.Customers,
            Source = "crm",
            Columns =
            [
                new() { Header = "id", Meaning = ColumnMeaning.CustomerId },
                new() { Header = "first", Meaning = ColumnMeaning.CustomerName },
                new() { Header = "last", Meaning = ColumnMeaning.CustomerName },
                new() { Header = "phone", Meaning = ColumnMeaning.CustomerPhone },
                new() { Header = "plan", Meaning = ColumnMeaning.Attribute },
            ],
        };

        var record = RowReading.Open(mapping, ["id", "first", "last", "phone", "plan"], Ground).Value
            .CustomerOf(["7", "Dana", "Levi", "054-1234567", "gold"]).Value;

        Assert.Equal(("crm", "7", "Dana Levi", "gold"), (record.Source, record.Id, record.Name, record.Attributes["plan"]));
        Assert.Equal([new WrittenIdentity("phone", "054-1234567")], record.Identities);
    }

    [Fact]
    public void A_mapping_survives_being_written_down() =>
        Assert.Equal(MappingJson.Write(Mapping), MappingJson.Write(MappingJson.Read(MappingJson.Write(Mapping)) ?? new()));

    private static RowReading Reading() => RowReading.Open(Mapping, Headers, Ground).Value;
}
