using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

public sealed class MeasureChangeTests
{
    private static readonly DateOnly Today = new(2026, 5, 10);

    private static readonly MeasureDraft Fair = new()
    {
        Code = "fair", Name = "הוגנות", Kind = "topbox", Question = "fair", Low = "1", High = "5", Top = "4", AtLeast = "10", Reason = "כדי לדעת אם נהגנו בהגינות", Limits = [("channel", "survey")],
    };

    [Fact]
    public void A_measure_of_ones_own_is_defined_by_all_that_it_counts()
    {
        var (measure, reason) = MeasureChange.Decide(Fair, KnownMeasures.Of([], []), null, Today).Value;

        Assert.Equal(("fair", 1, "channel=survey", 10, 0, (DateOnly?)null), (measure.Code, measure.Version, measure.Voices, measure.AtLeast, measure.Decimals, measure.From));
        Assert.Equal([100, 0, null], [measure.WorthOf(new(4, null, 1, 5)), measure.WorthOf(new(3, null, 1, 5)), measure.WorthOf(new(9, null, 0, 10))]);
        Assert.Equal("כדי לדעת אם נהגנו בהגינות", reason);
    }

    [Fact]
    public void Each_thing_that_is_wrong_is_told_at_its_field()
    {
        Assert.Equal("code:taken", Faults(Fair with { Code = "nps" }));
        Assert.Equal("code:not_a_code", Faults(Fair with { Code = "new" }));
        Assert.Equal("name:required reason:required", Faults(Fair with { Name = " ", Reason = "" }));
        Assert.Equal("atLeast:below_floor", Faults(Fair with { AtLeast = "4" }));
        Assert.Equal("high:scale_empty", Faults(Fair with { Low = "5", High = "5" }));
        Assert.Equal("top:off_scale", Faults(Fair with { Top = "1" }));
        Assert.Equal("low:not_a_number", Faults(Fair with { Low = "x" }));
        Assert.Equal("low:not_a_number", Faults(Fair with { Low = "NaN" }));
        Assert.Equal("kind:unknown", Faults(Fair with { Kind = "sum" }));
        Assert.Equal("from:not_a_date", Faults(Fair with { From = "tomorrow" }));
        Assert.Equal("decimals:out_of_range", Faults(Fair with { Decimals = "9" }));
    }

    [Fact]
    public void A_changed_rule_is_the_next_version_from_today_at_the_earliest()
    {
        var csat = KnownMeasures.Of([], []).Find("csat");
        var draft = new MeasureDraft { Top = "5", From = "2026-05-10", Reason = "רק חמש" };

        var (measure, _) = MeasureChange.Decide(draft, KnownMeasures.Of([], []), csat, Today).Value;

        Assert.Equal((2, (DateOnly?)Today, 5.0, "csat", MeasureFamily.Known), (measure.Version, measure.From, measure.Top, measure.Code, measure.Family));
        Assert.Equal("from:before_today", Faults(draft with { From = "2026-05-09" }, "csat"));
        Assert.Equal("from:required", Faults(draft with { From = null }, "csat"));
        Assert.Equal("reason:required", Faults(draft with { Reason = null }, "csat"));
        Assert.Equal("question:same_rule", Faults(draft with { Top = "4" }, "csat"));
    }

    [Fact]
    public void What_a_number_is_stays_whatever_a_change_says()
    {
        var stars = KnownMeasures.Of([], []).Find("stars");

        var (measure, _) = MeasureChange.Decide(new() { Kind = "nps", Low = "0", High = "10", Better = "lower", AtLeast = "30", From = "2026-06-01", Reason = "יותר ביטחון" }, KnownMeasures.Of([], []), stars, Today).Value;

        Assert.Equal((MeasureKind.Mean, 1.0, 5.0, true, 30), (measure.Kind, measure.Low, measure.High, measure.HigherIsBetter, measure.AtLeast));
    }

    [Fact]
    public void A_change_begun_from_an_older_version_is_refused()
    {
        var known = KnownMeasures.Of([new() { Code = "csat", Version = 3 }], []);

        var decided = MeasureChange.Decide(new() { Top = "5", From = "2026-05-10", Reason = "רק חמש", Version = 2 }, known, known.Find("csat"), Today);

        Assert.IsType<Refusal.Conflict>(decided.Refusal);
    }

    [Fact]
    public void A_rule_can_be_tried_before_it_has_a_name_or_a_reason() =>
        Assert.Equal(4, MeasureChange.Preview(Fair with { Name = null, Code = null, Reason = null }, null).Value.Top);

    private static string Faults(MeasureDraft draft, string? was = null)
    {
        var known = KnownMeasures.Of([], []);
        var decided = MeasureChange.Decide(draft, known, was is null ? null : known.Find(was), Today);
        return string.Join(' ', Assert.IsType<Refusal.Invalid>(decided.Refusal).Faults.Select(fault => $"{fault.Field}:{fault.Reason}"));
    }
}
