using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

public sealed class KnownMeasureTests
{
    [Fact]
    public void Each_day_is_counted_by_the_version_that_holds_then()
    {
        var csat = Known(Version(2, Day(5, 1), top: 5), Version(3, Day(8, 1), top: 3));

        Assert.Equal([1, 1, 2, (int?)3], new[] { Day(1, 1), Day(4, 30), Day(5, 1), Day(8, 1) }.Select(day => csat.On(day)?.Version));
        Assert.Equal(["2026-04-01 2026-04-30 1", "2026-05-01 2026-07-31 2", "2026-08-01 2026-08-31 3"], Pieces(csat, Day(4, 1), Day(8, 31)));
        Assert.Equal(["2026-06-01 2026-06-30 2"], Pieces(csat, Day(6, 1), Day(6, 30)));
    }

    [Fact]
    public void What_was_decided_last_goes_before_what_was_decided_earlier_though_that_was_to_begin_later()
    {
        var csat = Known(Version(2, Day(6, 1), top: 5), Version(3, Day(5, 15), top: 3));

        Assert.Equal(["2026-05-01 2026-05-14 1", "2026-05-15 2026-06-30 3"], Pieces(csat, Day(5, 1), Day(6, 30)));
    }

    [Fact]
    public void Before_its_first_day_a_measure_of_ones_own_counts_nothing()
    {
        var own = KnownMeasures.Of([new() { Code = "fair", Name = "הוגנות" }], [Version(1, Day(5, 1), top: 4, code: "fair")]).Find("fair");

        Assert.NotNull(own);
        Assert.Equal(((Measure?)null, MeasureFamily.Own, "הוגנות"), (own.On(Day(4, 30)), own.Family, own.Latest.Name));
        Assert.Equal(["2026-05-01 2026-05-02 1"], Pieces(own, Day(4, 1), Day(5, 2)));
    }

    [Fact]
    public void A_retired_measure_is_offered_no_more_and_still_found()
    {
        var known = KnownMeasures.Of([new() { Code = "stars", Retired = true }], []);

        Assert.DoesNotContain(known.Offered, measure => measure.Code == "stars");
        Assert.Equal(1, known.Find("stars")?.Latest.Version);
        Assert.Equal(Measure.Ready.Count, known.All.Count);
    }

    [Fact]
    public void What_a_measure_is_limited_to_is_read_as_it_was_written()
    {
        var written = VoiceLimits.Write([("kind", "praise"), ("channel", "צ'אט & עוד"), ("channel", "mail"), ("kind", "praise")]);

        Assert.Equal(["channel: mail|צ'אט & עוד", "kind: praise"], VoiceLimits.Read(written).Select(limit => $"{limit.Name}: {string.Join('|', limit.Codes)}"));
        Assert.Empty(VoiceLimits.Read(""));
    }

    private static IEnumerable<string> Pieces(KnownMeasure known, DateOnly from, DateOnly to) =>
        known.Cut(new DaySpan(from, to)).Select(piece => $"{piece.Span.From:yyyy-MM-dd} {piece.Span.To:yyyy-MM-dd} {piece.Measure.Version}");

    private static KnownMeasure Known(params MeasureRule[] rules) => KnownMeasures.Of([new() { Code = "csat" }], rules).Find("csat")!;

    private static MeasureRule Version(int number, DateOnly from, double top, string code = "csat") => new()
    {
        Code = code, Number = number, From = from, Kind = MeasureKind.TopBox, Question = "", Low = 1, High = 5, Top = top, AtLeast = 5, Voices = "", Reason = "כי כך", HigherIsBetter = true,
    };

    private static DateOnly Day(int month, int day) => new(2026, month, day);
}
