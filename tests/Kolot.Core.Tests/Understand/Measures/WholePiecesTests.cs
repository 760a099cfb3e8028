using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

/// <summary>Of a small world every pair of periods is tried, and nobody is alone in what is had by taking one off the other.</summary>
public sealed class WholePiecesTests
{
    private const int Days = 40, Channels = 3;
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 400).Select(at => new Guid(at, 0, 0, new byte[8]))];
    private static readonly Measure Nps = Measure.Ready.Single(measure => measure.Code == "nps");

    private readonly FactImage image = new(new(TimeZoneInfo.Utc));
    private readonly List<(DateOnly Day, int Channel, int Customer)> said = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_two_periods_differ_by_fewer_than_five_customers(int seed)
    {
        World(seed);
        for (var channel = -1; channel < Channels; channel++)
        {
            var (pieces, of) = (Pieces(channel), channel);
            // The one that is hardly used may be told of never.
            if (channel < 2) Assert.NotEmpty(pieces);
            HashSet<DaySpan> told = [.. Periods().Select(period => WholePieces.Within(pieces, period)).OfType<DaySpan>()];
            foreach (var one in told)
            {
                Assert.True(CustomersIn(one, of) >= 5, $"{one}");
                foreach (var other in told)
                    if (Less(one, other).Sum(span => AnswersIn(span, of)) > 0)
                        Assert.True(Less(one, other).SelectMany(span => Who(span, of)).Distinct().Count() >= 5, $"{one} less {other}");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nor_do_all_and_those_of_some_channels_over_one_period(int seed)
    {
        World(seed);
        var (whole, apart) = (Pieces(-1), Enumerable.Range(0, Channels).Select(Pieces).ToArray());
        foreach (var period in Periods())
        {
            if (WholePieces.Within(whole, period) is not { } all) continue;
            int[] same = [.. Enumerable.Range(0, Channels).Where(channel => WholePieces.Within(apart[channel], period) == all)];
            for (var some = 1; some < 1 << same.Length; some++)
            {
                int[] taken = [.. same.Where((_, at) => (some >> at & 1) == 1)];
                var left = Enumerable.Range(0, Channels).Except(taken).SelectMany(channel => Who(all, channel)).ToArray();
                Assert.True(left.Length == 0 || left.Distinct().Count() >= 5, $"{period}: all less {string.Join(' ', taken)}");
            }
        }
    }

    [Fact]
    public void Pieces_stand_whatever_comes_after_them_and_begin_with_the_first_day()
    {
        World(5);
        var before = Pieces(-1);
        for (var customer = 300; customer < 320; customer++) Say(March.AddDays(Days + 1), 0, customer);
        image.Settle();

        var after = Pieces(-1);

        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal(said.Min(one => one.Day), after[0].From);
        Assert.All(after.Zip(after.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
    }

    [Fact]
    public void What_one_person_said_many_times_is_one_person()
    {
        for (var day = 0; day < 20; day++) Say(March.AddDays(day), 0, day % 4);
        image.Settle();

        Assert.Empty(Pieces(-1));
    }

    [Fact]
    public void Weeks_are_put_together_of_whole_pieces()
    {
        World(6);
        var (pieces, period) = (Pieces(-1), new DaySpan(March, March.AddDays(Days)));

        var weeks = WholePieces.Cut(pieces, period, Grain.Week);

        Assert.Equal(WholePieces.Within(pieces, period), new DaySpan(weeks[0].From, weeks[^1].To));
        Assert.All(weeks, week => Assert.Contains(pieces, piece => piece.From == week.From));
        Assert.All(weeks, week => Assert.Contains(pieces, piece => piece.To == week.To));
        Assert.Empty(WholePieces.Cut(pieces, new(March.AddDays(-9), March.AddDays(-8)), Grain.Day));
    }

    // A few a day, some people again and again, one channel that is hardly used.
    private void World(int seed)
    {
        var chance = new Random(seed);
        for (var day = 0; day < Days; day++)
            for (var voices = chance.Next(6); voices > 0; voices--)
                Say(March.AddDays(day), chance.Next(12) switch { 0 => 2, < 6 => 1, _ => 0 }, chance.Next(3) == 0 ? chance.Next(4) : chance.Next(200));
        image.Settle();
    }

    private void Say(DateOnly day, int channel, int customer)
    {
        var row = new FactRow { Place = Place.Of(day.ToDateTime(new(10, 0), DateTimeKind.Utc), said.Count), Channel = Ids[channel], Customer = Ids[customer] };
        row.Answers.Add(("", new(9)));
        image.Put(row);
        said.Add((day, channel, customer));
    }

    private IReadOnlyList<DaySpan> Pieces(int channel)
    {
        var question = new FactQuestion("", Nps.WorthOf, [new(March.AddDays(-30), March.AddDays(90))]);
        return channel < 0
            ? WholePieces.Of([(FactRows.Of(image.View, question), null)])
            : WholePieces.Of([(FactRows.Of(image.View, question with { Groups = [new(FactAxisKind.Channel, "", value => value == Ids[channel].ToString() ? "+" : "-" + value)] }), "+")]);
    }

    private static IEnumerable<DaySpan> Periods() =>
        Enumerable.Range(0, Days).SelectMany(from => Enumerable.Range(from, Days - from).Select(to => new DaySpan(March.AddDays(from), March.AddDays(to))));

    private static IEnumerable<DaySpan> Less(DaySpan one, DaySpan other)
    {
        if (other.To < one.From || other.From > one.To) return [one];
        DaySpan[] left = [new(one.From, other.From.AddDays(-1)), new(other.To.AddDays(1), one.To)];
        return left.Where(span => span.From <= span.To);
    }

    private int CustomersIn(DaySpan span, int channel) => Who(span, channel).Distinct().Count();

    private int AnswersIn(DaySpan span, int channel) => Who(span, channel).Count();

    private IEnumerable<int> Who(DaySpan span, int channel) =>
        said.Where(one => one.Day >= span.From && one.Day <= span.To && (channel < 0 || one.Channel == channel)).Select(one => one.Customer);
}
