using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

/// <summary>The columns beside a plain list of the same voices, gone through one by one.</summary>
public sealed class FactsOneByOneTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid[] Units = [.. Ids(2)];
    private static readonly Guid[] Customers = [.. Ids(3_000)];
    private static readonly DaySpan[] Spans = [new(March, March.AddDays(6)), new(March.AddDays(7), March.AddDays(40)), new(March.AddDays(50), March.AddDays(70)), new(March.AddDays(75), March.AddDays(76))];

    private readonly FactImage image = new(new(TimeZoneInfo.Utc));
    private readonly Dictionary<long, Said> voices = [];
    private int running;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_was_put_in_changed_and_removed_is_counted_as_by_going_through_it_one_by_one(int seed)
    {
        var chance = new Random(seed);
        var asked = new FactQuestion("", answer => answer.Number, Spans) { Groups = [FactAxis.Each(FactAxisKind.Unit)], Compared = true, Workers = 2 };
        // Who answered in another span too matters to those that are compared only: the others look less far around.
        var (table, apart) = (image.View.Ask(asked), image.View.Ask(asked with { Compared = false }));
        for (var round = 0; round < 4; round++)
        {
            // Mostly in order of time, and some brought in from before.
            for (var index = 0; index < 50_000; index++)
                Put(March.AddDays(chance.Next(20) == 0 ? chance.Next(100) : (round * 25) + (index / 2_000)), chance);
            foreach (var place in voices.Keys.Where(_ => chance.Next(200) == 0).ToArray()) Change(place, chance);
            image.Settle();
            // What is kept for whoever asks again must not be what was before the next round.
            (table, apart) = (image.View.Ask(asked), image.View.Ask(asked with { Compared = false }));
        }

        for (var span = 0; span < Spans.Length; span++)
            for (var group = 0; group < Units.Length; group++)
                foreach (var one in new[] { table, apart }) IsAsOneByOne(one.TallyOf(one.CellOf(span, group)), Of(span, one.Groups[0][group]));
        // The last is told of few, whose answers are put in order; the others of many, who are told by customer.
        foreach (var (one, other) in new[] { (0, 1), (0, 3), (3, 0), (3, 3) })
            Assert.Equal(
                Common(Of(one, table.Groups[0][0]), Of(other, table.Groups[0][0])), table.Common(table.CellOf(one, 0), table.CellOf(other, 0)), 1e-9 * table.TallyOf(table.CellOf(0, 0)).Squares);
    }

    private static void IsAsOneByOne(Tally tally, Said[] said)
    {
        var mean = said.Average(one => one.Score);
        Assert.Equal(said.Length, tally.N);
        Assert.Equal(mean, tally.Mean, 1e-9);
        Assert.Equal(said.Select(one => one.Customer).Distinct().Count(), tally.Customers);
        Assert.Equal(said.Sum(one => Math.Pow(one.Score - mean, 2)), tally.Deviation, 1e-9 * tally.Squares);
        Assert.Equal(Deviations(said).Values.Sum(sum => sum * sum), tally.DeviationByCustomer, 1e-9 * tally.Squares);
    }

    private static Dictionary<int, double> Deviations(Said[] said)
    {
        var mean = said.Average(one => one.Score);
        return said.GroupBy(one => one.Customer).ToDictionary(of => of.Key, of => of.Sum(one => one.Score - mean));
    }

    private static double Common(Said[] here, Said[] there)
    {
        var also = Deviations(there);
        return Deviations(here).Sum(customer => customer.Value * also.GetValueOrDefault(customer.Key));
    }

    private static IEnumerable<Guid> Ids(int count) => Enumerable.Range(0, count).Select(second => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(second)));

    private Said[] Of(int span, string unit) =>
        [.. voices.Values.Where(said => said.Unit.ToString() == unit && said.Day >= Spans[span].From && said.Day <= Spans[span].To)];

    private void Put(DateOnly day, Random chance)
    {
        var place = Place.Of(day.ToDateTime(new(10, 0), DateTimeKind.Utc), ++running);
        voices[place] = new(day, chance.Next(11), Units[chance.Next(2)], chance.Next(Customers.Length));
        image.Put(Row(place));
    }

    private void Change(long place, Random chance)
    {
        if (chance.Next(2) == 0)
        {
            image.Remove(place);
            voices.Remove(place);
            return;
        }

        voices[place] = voices[place] with { Score = chance.Next(11), Customer = chance.Next(Customers.Length) };
        image.Put(Row(place));
    }

    private FactRow Row(long place)
    {
        var said = voices[place];
        var row = new FactRow { Place = place, Channel = Guid.Empty, Unit = said.Unit, Customer = Customers[said.Customer] };
        row.Answers.Add(("", new(said.Score)));
        return row;
    }

    private sealed record Said(DateOnly Day, int Score, Guid Unit, int Customer);
}
