using Kolot.Core.Facts;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Facts;

/// <summary>Enough voices that two walk through them, and that not every customer who answered twice is looked at.</summary>
public sealed class FactsOfManyTests
{
    private const int Customers = 150_000;
    private const int Voices = 1_200_000;

    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, Customers).Select(second => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddSeconds(second)))];
    private static readonly Lazy<FactImage> Many = new(Fill);

    [Fact]
    public void What_the_same_customers_add_is_told_of_a_part_of_them_as_of_all()
    {
        var tally = Total(1).TallyOf(0);

        Assert.Equal(Voices, tally.N);
        var (mean, sums) = (tally.Mean, new double[Customers]);
        for (var voice = 0; voice < Voices; voice++) sums[CustomerOf(voice)] += ScoreOf(voice) - mean;
        var exact = sums.Sum(sum => sum * sum);
        Assert.Equal(exact, tally.DeviationByCustomer, 0.03 * exact);
        Assert.Equal(Customers, tally.Customers, 0.03 * Customers);
        Assert.True(tally.DeviationByCustomer > 4 * tally.Deviation, "Answers of one customer resemble each other, and that must show.");
    }

    [Fact]
    public void Two_who_walk_through_the_voices_count_what_one_does()
    {
        var (alone, together) = (Total(1), Total(2));

        Assert.Equal(alone.CountsOf(0).ToArray(), together.CountsOf(0).ToArray());
        Assert.Equal(alone.TallyOf(0).DeviationByCustomer, together.TallyOf(0).DeviationByCustomer, 0.05 * alone.TallyOf(0).DeviationByCustomer);
    }

    [Fact]
    public void A_voice_with_its_answer_takes_less_than_forty_bytes() => Assert.InRange(Many.Value.Bytes / (double)Voices, 20, 40);

    private static FactTable Total(int workers) =>
        Many.Value.View.Ask(new("", FactQuestion.AsGiven, [new(March, March.AddDays(364))]) { Workers = workers });

    private static FactImage Fill()
    {
        var image = new FactImage(new(TimeZoneInfo.Utc));
        var row = new FactRow();
        for (var voice = 0; voice < Voices; voice++)
        {
            var at = March.AddDays((int)(voice * 364L / Voices)).ToDateTime(new(10, 0), DateTimeKind.Utc);
            (row.Place, row.Customer) = (Place.Of(at, voice), Ids[CustomerOf(voice)]);
            row.Answers.Clear();
            row.Answers.Add(("", new(ScoreOf(voice), null, 0, 10)));
            image.Put(row);
        }

        image.Settle();
        return image;
    }

    private static int CustomerOf(int voice) => (int)(voice * 7919L % Customers);

    // Some customers are content and some are not, whatever they are asked about.
    private static int ScoreOf(int voice) => (CustomerOf(voice) % 3 * 4) + (voice % 3);
}
