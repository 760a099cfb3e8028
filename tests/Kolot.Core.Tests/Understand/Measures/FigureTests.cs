using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

public sealed class FigureTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Measure Nps = Ready("nps"), Csat = Ready("csat"), Stars = Ready("stars");

    [Fact]
    public void Of_answers_of_different_people_it_is_what_the_statistics_say()
    {
        var nps = Figures(Nps, [.. Many(9, 40), .. Many(8, 25), .. Many(3, 15)])[0].Value;
        var csat = Figures(Csat, [.. Many(5, 30), .. Many(4, 10), .. Many(1, 22)])[0].Value;
        var stars = Figures(Stars, [.. Many(5, 30), .. Many(4, 10), .. Many(1, 22)])[0].Value;

        var score = Kolot.Core.Statistics.Nps.Of(new(40, 25, 15)).Value;
        Same(score.Score, score.Interval, nps);
        var share = Share.Of(40, 62).Value;
        Same(share.Value * 100, share.Interval * 100, csat);
        var sample = Sample.Of([.. Enumerable.Repeat(5.0, 30), .. Enumerable.Repeat(4.0, 10), .. Enumerable.Repeat(1.0, 22)]).Value;
        Same(sample.Mean, sample.Interval.Value, stars);
    }

    [Fact]
    public void Answers_of_the_same_people_say_less()
    {
        (double, int?, int)[] said = [.. Enumerable.Range(0, 60).Select(at => (at % 3 == 0 ? 2.0 : 10.0, (int?)(at % 12), 0))];
        Given[] given = [.. said.Select(one => new Given(one.Item2 ?? 0, one.Item1 >= 9 ? 100 : -100))];

        var figure = Figures(Nps, said)[0].Value;

        Assert.Equal(12, figure.Customers);
        var expected = Repeated.OfNps(given).Value;
        Assert.Equal(expected.Low, figure.Interval.Low, 1e-6);
        Assert.Equal(expected.High, figure.Interval.High, 1e-6);
        Assert.True(figure.Interval.Half > 1.5 * Kolot.Core.Statistics.Nps.Of(new(40, 0, 20)).Value.Interval.Half);
    }

    [Fact]
    public void Below_so_many_answers_there_is_no_number()
    {
        Assert.Equal(CannotSay.TooFew, Figures(Nps, [.. Many(9, 4)])[0].Why);
        Assert.Equal(CannotSay.NoAnswers, Figures(Csat, [.. Many(9, 40)])[0].Why);
        Assert.Equal(CannotSay.AllTheSame, Figures(Stars, [.. Many(4, 9)])[0].Why);
        Assert.Equal(100, Figures(Nps, [.. Many(9, 9)])[0].Value.Value);
    }

    [Fact]
    public void Five_answers_of_two_people_are_two_people()
    {
        Assert.Equal(CannotSay.TooFew, Figures(Nps, [.. Enumerable.Range(0, 5).Select(at => (9.0, (int?)(at % 2), 0))])[0].Why);
        Assert.Equal(5, Figures(Nps, [.. Enumerable.Range(0, 8).Select(at => (9.0, (int?)(at % 5), 0))])[0].Value.Customers);
    }

    [Fact]
    public void Answers_on_another_scale_are_no_part_of_a_measure()
    {
        Assert.Null(Nps.WorthOf(new(4, null, 1, 5)));
        Assert.Null(Nps.WorthOf(new(11)));
        Assert.Null(Csat.WorthOf(Answer.Of("5")));
        Assert.Equal(-100, Nps.WorthOf(new(4, null, 0, 10)));
        Assert.Equal(100, Csat.WorthOf(new(4)));
    }

    [Fact]
    public void A_change_of_shares_has_the_interval_of_Newcombe()
    {
        var table = Table(Csat, [.. Many(5, 56), .. Many(1, 14)], [.. Many(5, 48), .. Many(1, 32)]);

        var change = Change.Between(Csat, table, 1, 0).Value;

        var expected = ShareDifference.Between(Share.Of(56, 70).Value, Share.Of(48, 80).Value);
        Assert.Equal(100 * expected.Difference, change.Difference, 1e-9);
        Assert.Equal(100 * expected.Interval.Low, change.Interval.Low, 1e-6);
        Assert.Equal(100 * expected.Interval.High, change.Interval.High, 1e-6);
        Assert.True(change.Sure);
    }

    [Fact]
    public void What_its_interval_keeps_clear_of_is_just_what_its_p_finds_unlikely()
    {
        foreach (var liked in Enumerable.Range(20, 40))
        {
            var change = Change.Between(Nps, Table(Nps, [.. Many(9, 30), .. Many(8, 10), .. Many(2, 20)], [.. Many(9, liked), .. Many(8, 10), .. Many(2, 60 - liked)]), 0, 1).Value;
            Assert.Equal(change.Sure, change.P.Value < 0.05);
        }
    }

    [Fact]
    public void A_group_that_answered_alike_throughout_is_not_without_any_error()
    {
        var change = Change.Between(Nps, Table(Nps, Many(9, 5), [.. Many(9, 6), .. Many(8, 2), .. Many(2, 1)]), 0, 1).Value;

        Assert.False(change.Sure);
        Assert.True(change.P.Value > 0.05);
    }

    [Fact]
    public void Half_an_interval_may_keep_clear_of_nought_where_the_interval_does_not_and_few_before_are_too_little()
    {
        Change Since((double, int?, int)[] before) => Change.Between(Nps, Table(Nps, before, [.. Many(9, 380), .. Many(8, 300), .. Many(2, 320)]), 0, 1).Value;
        var (few, enough, surely) = (Since([.. Many(9, 6), .. Many(8, 2), .. Many(2, 1)]), Since([.. Many(9, 13), .. Many(2, 9)]), Since(Many(9, 9)));

        Assert.True(few.Interval.Half < Math.Abs(few.Difference), $"{few.Difference} ± {few.Interval.Half}");
        Assert.True(few.Interval.Holds(0) && !few.Sure, $"{few.Interval}");
        Assert.True(few.TooLittleBefore);
        Assert.False(enough.TooLittleBefore);
        Assert.True(surely.Sure && !surely.TooLittleBefore);
    }

    [Fact]
    public void A_change_that_rounded_figures_do_not_add_up_to_is_written_with_one_decimal_more()
    {
        Change From(int promoters) => Change.Between(Nps, Table(Nps, [.. Many(9, promoters), .. Many(8, 35), .. Many(2, 165 - promoters)], [.. Many(9, 80), .. Many(8, 35), .. Many(2, 85)]), 0, 1).Value;
        var (doubted, plain) = (From(91), From(90));

        // 8.5 is written 9 and −2.5 is −3, yet the change is −11.
        Assert.Equal((8.5, -2.5, -11), (doubted.From.Value, doubted.To.Value, Math.Round(doubted.Difference, 9)));
        Assert.Equal(1, doubted.DecimalsBeside(0));
        Assert.Equal((7.5, -10, 1), (plain.From.Value, Math.Round(plain.Difference, 9), plain.DecimalsBeside(0)));
        Assert.Equal(1, plain.DecimalsBeside(1));
    }

    [Fact]
    public void Few_customers_who_answered_often_say_less_than_many_who_answered_apart()
    {
        // Nobody is like themselves, so that the design effect is at most 1; six customers are still six.
        (double, int?, int)[] Said(int customers) => [.. Enumerable.Range(0, 36).Select(at => (at / customers % 2 == 0 ? 10.0 : 2.0, (int?)(at % customers), 0))];

        var (few, many) = (Figures(Nps, Said(6))[0].Value, Figures(Nps, Said(18))[0].Value);

        Assert.Equal(many.Value, few.Value);
        Assert.True(few.Interval.Half > 1.15 * many.Interval.Half);
    }

    [Fact]
    public void Who_answered_in_both_makes_a_change_surer()
    {
        var chance = new Random(3);
        (double, int?)[] before = [.. Enumerable.Range(1, 200).Select(customer => (chance.Next(1, 5) + 0.0, (int?)customer))];
        (double, int?, int)[] Said(Func<int, int> customer) =>
            [.. before.Select(one => (one.Item1, one.Item2, 0)), .. before.Select((one, at) => (Math.Min(5, one.Item1 + (at % 8 == 0 ? 1 : 0)), (int?)customer(at + 1), 1))];

        var same = Change.Between(Stars, Table(Stars, Said(at => at)), 0, 1).Value;
        var others = Change.Between(Stars, Table(Stars, Said(at => at + 1_000)), 0, 1).Value;

        Assert.Equal(same.Difference, others.Difference, 1e-9);
        Assert.True(same.Sure);
        Assert.False(others.Sure);
        Assert.True(same.P.Value < others.P.Value);
    }

    private static void Same(double value, Interval interval, Figure figure)
    {
        Assert.Equal(value, figure.Value, 1e-9);
        // The effective number of answers is n but for the factor of a sample's variance.
        Assert.Equal(interval.Low, figure.Interval.Low, 0.02 * interval.Half);
        Assert.Equal(interval.High, figure.Interval.High, 0.02 * interval.Half);
    }

    private static Measure Ready(string code) => Measure.Ready.Single(measure => measure.Code == code);

    private static (double, int?, int)[] Many(double score, int times) => [.. Enumerable.Repeat((score, (int?)null, 0), times)];

    private static Said<Figure>[] Figures(Measure measure, params (double, int?, int)[][] spans)
    {
        var table = Table(measure, spans);
        return [.. spans.Select((_, at) => Figure.Of(measure, table, at))];
    }

    // Each list is of the span of its number, unless it says otherwise.
    private static FactTable Table(Measure measure, params (double Score, int? Customer, int Span)[][] said)
    {
        var image = new FactImage(new(TimeZoneInfo.Utc));
        var running = 0;
        foreach (var (list, answers) in said.Index())
            foreach (var (score, customer, span) in answers)
            {
                var day = March.AddDays(10 * Math.Max(list, span));
                var row = new FactRow { Place = Place.Of(day.ToDateTime(new(9, 0), DateTimeKind.Utc), ++running), Customer = customer is { } known ? Id(known) : null };
                row.Answers.Add(("", new(score)));
                image.Put(row);
            }

        image.Settle();
        return image.View.Ask(new(measure.Question, measure.WorthOf, [.. Enumerable.Range(0, 2).Select(span => new DaySpan(March.AddDays(10 * span), March.AddDays((10 * span) + 9)))]) { Compared = true });
    }

    private static Guid Id(int customer) => new(customer, 1, 1, [1, 1, 1, 1, 1, 1, 1, 1]);
}
