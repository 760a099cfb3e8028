using Kolot.Core.Calendars;
using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

public sealed class FactImageTests
{
    private static readonly DateTimeOffset Dawn = DateTimeOffset.UnixEpoch;
    private static readonly Guid Haifa = Guid.CreateVersion7(Dawn);
    private static readonly Guid Eilat = Guid.CreateVersion7(Dawn);
    private static readonly DateOnly March = new(2026, 3, 1);

    private readonly FactImage image = new(new(TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")));
    private int running;

    [Fact]
    public void Answers_are_counted_by_span_and_group_with_their_own_scale_alone()
    {
        Say(March, 10, Haifa);
        Say(March, 3, Haifa);
        Say(March.AddDays(7), 9, Eilat);
        Say(March.AddDays(7), 5, Eilat, high: 5);
        image.Settle();

        var table = image.View.Ask(new("", OfTen, Weeks(2)) { Groups = [FactAxis.Each(FactAxisKind.Unit)] });

        var (haifa, eilat) = (table.Groups[0].ToList().IndexOf(Haifa.ToString()), table.Groups[0].ToList().IndexOf(Eilat.ToString()));
        Assert.Equal([3, 9, 10], table.Worths);
        Assert.Equal([1, 0, 1], table.CountsOf(table.CellOf(0, haifa)).ToArray());
        Assert.Equal([0, 1, 0], table.CountsOf(table.CellOf(1, eilat)).ToArray());
        Assert.Equal(0, table.TallyOf(table.CellOf(0, eilat)).N);
        Assert.Equal(6.5, table.TallyOf(table.CellOf(0, haifa)).Mean);
        var sizes = image.View.Ask(new("", OfTen, Weeks(2)) { Groups = [FactAxis.Each(FactAxisKind.Unit)], CountsOnly = true });
        Assert.Equal([2, 0, 0, 1], new[] { (0, haifa), (0, eilat), (1, haifa), (1, eilat) }.Select(cell => sizes.SizeOf(sizes.CellOf(cell.Item1, cell.Item2))));
    }

    [Fact]
    public void A_day_is_the_day_of_the_organisation()
    {
        // A quarter past midnight in Jerusalem, still yesterday in Greenwich.
        Put(new(2026, 3, 7, 22, 15, 0, DateTimeKind.Utc), 10);
        image.Settle();

        Assert.Equal(0, Total(new DaySpan(March, March.AddDays(6))).N);
        Assert.Equal(1, Total(new DaySpan(March.AddDays(7), March.AddDays(7))).N);
    }

    [Fact]
    public void A_voice_that_changes_is_counted_as_it_is_now_and_one_that_is_removed_no_more()
    {
        var place = Say(March, 10, Haifa);
        var other = Say(March, 2, Haifa);
        image.Settle();
        image.Put(Row(place, 4, Eilat));
        image.Remove(other);
        image.Settle();

        Assert.Equal((1, 4), (Total().N, Total().Mean));
        Assert.Equal(0, Total(filter: FactAxis.Only(FactAxisKind.Unit, new HashSet<string> { Haifa.ToString() })).N);
        Assert.Equal(1, image.View.Ask(new(null, FactQuestion.AsGiven, Weeks(1))).TallyOf(0).N);
        image.Put(Row(other, 6, Haifa));
        image.Settle();
        Assert.Equal((2, 5), (Total().N, Total().Mean));
    }

    [Fact]
    public void Ideas_are_not_counted_into_scores()
    {
        Put(March.ToDateTime(new(12, 0), DateTimeKind.Utc), 10, kind: VoiceKind.Idea);
        Say(March, 4, Haifa);
        image.Settle();

        Assert.Equal((1, 4), (Total().N, Total().Mean));
    }

    [Fact]
    public void Nobody_counts_what_is_beyond_their_reach_but_what_they_entered()
    {
        var me = Guid.CreateVersion7(Dawn);
        Say(March, 10, Haifa);
        Say(March, 1, Eilat);
        Put(March.ToDateTime(new(12, 0), DateTimeKind.Utc), 4, unit: Eilat, by: me);
        image.Settle();

        FactQuestion asked = new("", OfTen, Weeks(1));
        Assert.Equal(5, image.View.Ask(asked).TallyOf(0).Mean);
        Assert.Equal(7, image.View.Ask(asked with { Reach = new(new HashSet<Guid> { Haifa }, me) }).TallyOf(0).Mean);
        Assert.Equal(4, image.View.Ask(asked with { Reach = new(new HashSet<Guid>(), me) }).TallyOf(0).Mean);
        Assert.Equal(0, image.View.Ask(asked with { Reach = new(new HashSet<Guid>(), Guid.CreateVersion7(Dawn)) }).TallyOf(0).N);
    }

    [Fact]
    public void Voices_are_told_apart_by_what_is_known_of_their_customers_and_by_what_else_they_answered()
    {
        var (gold, plain) = (Guid.CreateVersion7(Dawn), Guid.CreateVersion7(Dawn));
        Say(March, 10, Haifa, customer: gold, survey: "visit");
        Say(March, 6, Haifa, customer: plain, survey: "visit");
        Say(March, 2, Haifa, customer: plain, survey: "bill");
        Say(March, 0, Haifa);
        image.Names.Customers.Describe(gold, [("plan", "gold")]);
        image.Names.Customers.Describe(plain, [("plan", "plain"), ("city", "חולון")]);
        image.Settle();

        var byPlan = image.View.Ask(new("", OfTen, Weeks(1)) { Groups = [FactAxis.Each(FactAxisKind.Attribute, "plan")] });
        Assert.Equal(["gold", "plain"], byPlan.Groups[0]);
        Assert.Equal([10, 4], [byPlan.TallyOf(0).Mean, byPlan.TallyOf(1).Mean]);
        Assert.Equal(2, Total(filter: FactAxis.Only(FactAxisKind.Attribute, new HashSet<string> { "plain" }, "plan")).N);
        Assert.Equal(8, Total(filter: FactAxis.Only(FactAxisKind.Answer, new HashSet<string> { "visit" }, "survey")).Mean);
        Assert.Equal(0, Total(filter: FactAxis.Only(FactAxisKind.Answer, new HashSet<string> { "visit" }, "nobody asked")).N);
        image.Names.Customers.Describe(plain, [("plan", "gold")]);
        Assert.Equal(3, Total(filter: FactAxis.Only(FactAxisKind.Attribute, new HashSet<string> { "gold" }, "plan")).N);
    }

    [Fact]
    public void More_cells_than_anybody_reads_are_refused()
    {
        for (var index = 0; index < 600; index++) Say(March, 5, Guid.CreateVersion7(Dawn));
        image.Settle();

        var spans = Enumerable.Range(0, 1000).Select(day => new DaySpan(March.AddDays(day), March.AddDays(day))).ToArray();
        Assert.Throws<TooManyCellsException>(() => image.View.Ask(new("", OfTen, spans) { Groups = [FactAxis.Each(FactAxisKind.Unit)] }));
    }

    [Fact]
    public void Axes_of_thousands_of_values_are_refused_before_they_are_multiplied_out()
    {
        for (var index = 0; index < 3_000; index++) Say(March, 5, Guid.CreateVersion7(Dawn.AddSeconds(index)), survey: $"{index}");
        image.Settle();

        FactAxis[] axes = [FactAxis.Each(FactAxisKind.Unit), FactAxis.Each(FactAxisKind.Answer, "survey"), FactAxis.Each(FactAxisKind.Answer, "survey")];
        Assert.Throws<TooManyCellsException>(() => image.View.Ask(new("", OfTen, Weeks(1)) { Groups = axes }));
    }

    [Fact]
    public void What_many_filters_leave_out_each_stays_left_out_and_more_than_anybody_sets_are_refused()
    {
        Say(March, 5, Haifa);
        image.Settle();

        var nobody = FactAxis.Only(FactAxisKind.Unit, new HashSet<string> { Eilat.ToString() });
        FactQuestion asked = new("", OfTen, Weeks(1));
        Assert.Equal(0, image.View.Ask(asked with { Filters = [.. Enumerable.Repeat(nobody, FactQuestion.MostAxes)] }).TallyOf(0).N);
        Assert.Throws<TooManyCellsException>(() => image.View.Ask(asked with { Filters = [.. Enumerable.Repeat(nobody, FactQuestion.MostAxes + 1)] }));
    }

    [Fact]
    public async Task Whoever_counts_while_voices_come_in_counts_what_there_was_when_they_began()
    {
        Say(March, 5, Haifa);
        image.Settle();
        using var done = new CancellationTokenSource();
        var counting = Task.Run(() =>
        {
            var most = 0L;
            do
            {
                var view = image.View;
                var table = view.Ask(new("", OfTen, Weeks(1)) { Groups = [FactAxis.Each(FactAxisKind.Unit)], Reach = new(new HashSet<Guid> { Haifa }, Eilat) });
                var n = Enumerable.Range(0, table.Cells).Sum(cell => table.TallyOf(cell).N);
                if (n > view.Count || n < most) return -1;
                most = n;
            }
            while (!done.IsCancellationRequested);
            return most;
        }, TestContext.Current.CancellationToken);

        for (var index = 0; index < 100_000; index++)
        {
            Say(March, index % 11, Haifa, customer: Guid.CreateVersion7(Dawn.AddSeconds(index % 5_000)), survey: $"{index % 900}");
            Say(March, 3, Guid.CreateVersion7(Dawn.AddSeconds(10 + (index % 2_000))));
            if (index % 100 == 0) image.Settle();
        }

        await done.CancelAsync();
        Assert.InRange(await counting, 1, 100_001);
    }

    private static double? OfTen(Answer answer) => (answer.Low, answer.High) == (0, 10) ? answer.Number : null;

    private static DaySpan[] Weeks(int count) => [.. Enumerable.Range(0, count).Select(week => new DaySpan(March.AddDays(7 * week), March.AddDays((7 * week) + 6)))];

    private Tally Total(DaySpan? span = null, FactAxis? filter = null) =>
        image.View.Ask(new("", OfTen, [span ?? Weeks(1)[0]]) { Filters = filter is null ? [] : [filter] }).TallyOf(0);

    private long Say(DateOnly day, double score, Guid unit, double high = 10, Guid? customer = null, string? survey = null) =>
        Put(day.ToDateTime(new(10, 0), DateTimeKind.Utc), score, unit, high, customer: customer, survey: survey);

    private long Put(
        DateTime at, double score, Guid? unit = null, double high = 10, VoiceKind kind = VoiceKind.Feedback, Guid? by = null, Guid? customer = null, string? survey = null)
    {
        var row = Row(Place.Of(at, ++running), score, unit, high, customer, survey);
        (row.Kind, row.EnteredBy) = (kind, by);
        image.Put(row);
        return row.Place;
    }

    private static FactRow Row(long place, double score, Guid? unit, double high = 10, Guid? customer = null, string? survey = null)
    {
        var row = new FactRow { Place = place, Channel = Guid.Empty, Unit = unit, Customer = customer };
        row.Answers.Add(("", new(score, null, 0, high)));
        if (survey is not null) row.Answers.Add(("survey", Answer.Of(survey)));
        return row;
    }
}
