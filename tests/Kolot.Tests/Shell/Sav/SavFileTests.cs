using Kolot.Shell.Sav;

namespace Kolot.Tests.Shell.Sav;

public sealed class SavFileTests
{
    private static readonly string Long = string.Concat(Enumerable.Range(0, 120).Select(number => $"מילה {number}. "));

    private static readonly SavVariable[] Variables =
    [
        new("score", "עד כמה תמליצו?", SavFormat.Number) { Measure = SavMeasure.Ordinal, Values = [(-1, "לא נשאלו"), (0, "בכלל לא"), (10, "בהחלט")], Missing = -1 },
        new("words", "ספרו לנו", SavFormat.Words) { Bytes = 2_000 },
        new("way", "Way in", SavFormat.Words) { Bytes = 8 },
        new("day", "Day", SavFormat.Day) { Measure = SavMeasure.Scale },
        new("at", "Moment", SavFormat.Moment) { Measure = SavMeasure.Scale },
        new("wait", "Minutes", SavFormat.Number) { Measure = SavMeasure.Scale, Decimals = 2 },
        new("by", "Reserved", SavFormat.Number), new("Score", "Twice", SavFormat.Number), new("סיבה-1", "Hebrew", SavFormat.Number),
    ];

    private static readonly SavReading Read = Written(
        [10d, Long, "qr", new DateOnly(2026, 11, 2), new DateTime(2026, 11, 2, 9, 30, 0, DateTimeKind.Unspecified), 12.75, 1d, 151d, 152d],
        [-1d, null, "", null, null, -99.5, null, -99d, double.NaN]);

    [Fact]
    public void What_is_written_is_read_back_case_by_case()
    {
        // From the fourteenth of October 1582 on: 162,187 days to the second of November 2026.
        const double Day = 162_187 * 86_400d;
        Assert.Equal([10d, Long.TrimEnd(), "qr", Day, Day + (9.5 * 3600), 12.75, 1d, 151d, 152d], Read.Cases[0].Values);
        Assert.Equal([-1d, "", "", null, null, -99.5, null, -99d, null], Read.Cases[1].Values);
        Assert.Equal(2, Read.Cases.Count);
    }

    [Fact]
    public void Variables_are_called_as_they_may_be_each_once_and_worded_in_Hebrew()
    {
        Assert.Equal(["score", "words", "way", "day", "at", "wait", "by_", "Score_2", "q_1"], Read.LongNames.Values);
        Assert.Equal("עד כמה תמליצו?", Read.Labels["V1"]);
        Assert.Equal(new Dictionary<double, string> { [-1] = "לא נשאלו", [0] = "בכלל לא", [10] = "בהחלט" }, Read.Values["V1"]);
        Assert.Equal(new Dictionary<string, double> { ["V1"] = -1 }, Read.Missing);
        Assert.Equal(("UTF-8", 2_000), (Read.Encoding, Read.VeryLong["V2"]));
        Assert.Equal((20, 22, 1, 5), (Read.Formats["V4"], Read.Formats["V5"], Read.Formats["V3"], Read.Formats["V6"]));
        // Of words that lie in eight parts each part says how it is measured.
        Assert.Equal(Variables.Length + 7, Read.Measures.Count);
    }

    [Fact]
    public void Words_that_are_longer_than_they_may_be_end_with_a_whole_letter()
    {
        using var file = new MemoryStream();
        using (var sav = new SavFile(file, [new("words", "", SavFormat.Words) { Bytes = 5 }], "", DateTime.UnixEpoch)) sav.Case(["שלום"]);

        using var read = new SavReading(file.ToArray());
        Assert.Equal("של", read.Cases[0]["words"]);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(504)]
    [InlineData(505)]
    [InlineData(32_767)]
    public void Words_of_any_length_come_back_whole(int bytes)
    {
        var words = new string('x', bytes);
        using var file = new MemoryStream();
        using (var sav = new SavFile(file, [new("words", "", SavFormat.Words) { Bytes = bytes }, new("after", "", SavFormat.Number)], "", DateTime.UnixEpoch)) sav.Case([words, 7d]);

        using var read = new SavReading(file.ToArray());
        var one = Assert.Single(read.Cases);
        Assert.Equal((words, 7d), ((string?)one["words"], (double?)one["after"]));
    }

    private static SavReading Written(params object?[][] cases)
    {
        using var file = new MemoryStream();
        using (var sav = new SavFile(file, Variables, "קפה", new(2026, 11, 2)))
            foreach (var one in cases) sav.Case(one);
        return new(file.ToArray());
    }
}
