using Kolot.Core.Facts;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Alerts;

public sealed class WatchTests
{
    private static readonly DateOnly Sunday = new(2025, 1, 5);

    [Theory]
    [InlineData("many answers", 200, 1, 0.0, 0.125)]
    [InlineData("few answers", 8, 1, 0.0, 0.125)]
    [InlineData("customers who answer three times", 60, 3, 0.0, 0.125)]
    [InlineData("weeks that differ by themselves", 200, 1, 0.08, 0.20)]
    public void Of_a_year_of_weeks_in_which_nothing_changes_few_are_told_of_anything(string noise, int n, int each, double weeks, double most)
    {
        const int Alerts = 200;
        var told = Enumerable.Range(1, Alerts).Count(seed => Told(new Weeks((ulong)seed, each, weeks).Go(12 + 52, n, from: 12, drop: int.MaxValue), from: 12).Count > 0);

        Assert.True(told <= Alerts * most, $"Of {Alerts} alerts on {noise} {told} were told of something in a year.");
    }

    [Fact]
    public void A_drop_of_15_points_of_200_answers_a_week_is_told_within_three_weeks()
    {
        const int Alerts = 400;
        var told = Enumerable.Range(1, Alerts).Count(seed => Told(new Weeks((ulong)seed + 5000, 1, 0) { Alike = true }.Go(54 + 3, 200, from: 54, drop: 54), from: 54).Count > 0);

        Assert.True(told >= Alerts * 0.9, $"Of {Alerts} drops {told} were told within three weeks.");
    }

    [Fact]
    public void A_drop_is_told_once_and_once_more_when_it_goes_further_or_has_gone_back()
    {
        Piece[] course = [.. Flat(20, 40), .. Flat(12, 0, 20), .. Flat(12, -40, 32), .. Flat(12, 40, 44), .. Flat(6, 0, 56)];

        var told = Told(course, from: 9);

        Assert.Equal(["20 down", "32 down", "44 up", "56 down"], told.Select(one => $"{one.At} {(one.News.Difference < 0 ? "down" : "up")}"));
        Assert.Equal((40, 0), (told[0].News.Before.Value, told[0].News.Now.Value));
        Assert.True(told[0].News.Interval.High < 0);
    }

    [Fact]
    public void Eight_pieces_on_one_side_are_told_where_no_single_one_is()
    {
        Piece[] course = [.. Flat(32, 30), .. Flat(8, 22, 32)];

        var news = Told(course, from: 32);

        Assert.Equal((39, NewsKind.Run), (Assert.Single(news).At, news[0].News.Kind));
    }

    [Fact]
    public void One_week_beyond_the_limits_is_told_and_the_return_to_what_was_usual_starts_no_storm()
    {
        Piece[] course = [.. Flat(30, 30), .. Flat(1, -20, 30), .. Flat(20, 30, 31)];

        var news = Told(course, from: 10);

        Assert.Equal((30, NewsKind.Beyond), (news[0].At, news[0].News.Kind));
        Assert.True(news.Count <= 2);
    }

    [Fact]
    public void With_few_pieces_or_few_answers_it_says_that_it_cannot_say()
    {
        Assert.Equal(new Look(AlertState.TooFewPieces, 7), Watch.At([.. Flat(8, 30)], (_, _) => 0, null));
        Assert.Equal(AlertState.TooFewAnswers, Watch.At([.. Flat(12, 30).Select(piece => piece with { N = 5, Error = 30 })], (_, _) => 0, null).State);
        Assert.Equal(AlertState.TooFewPieces, Watch.At([.. Flat(12, 30)], (_, _) => 0, new DateOnly(2025, 3, 16)).State);
        Assert.Equal(AlertState.TooFewPieces, Watch.At([], (_, _) => 0, null).State);
    }

    [Fact]
    public void What_the_same_customers_said_in_several_pieces_makes_news_weaker_never_stronger()
    {
        Piece[] course = [.. Flat(30, 40), .. Flat(1, 16, 30)];

        var alone = Watch.At(course, (_, _) => 0, null).News;
        var shared = Watch.At(course, (one, other) => one >= 30 || other >= 30 ? -20 : 0, null).News;
        var agreeing = Watch.At(course, (_, _) => 5, null).News;

        Assert.NotNull(alone);
        Assert.Null(shared);
        Assert.Equal(alone.P, agreeing?.P);
    }

    [Fact]
    public void A_measure_of_which_nothing_varies_has_news_once_it_does()
    {
        Piece[] course = [.. Flat(12, 100).Select(piece => piece with { Error = 0 })];

        Assert.Equal(AlertState.Quiet, Watch.At(course, (_, _) => 0, null).State);
        Assert.Equal(NewsKind.Beyond, Watch.At([.. course, Flat(1, -100, 12)[0] with { Error = 0 }], (_, _) => 0, null).News?.Kind);
    }

    [Fact]
    public void Whoever_wants_to_hear_of_the_worse_alone_hears_of_that_alone()
    {
        var news = Told([.. Flat(20, 40), .. Flat(3, 0, 20)], from: 19)[0].News;

        Assert.True(Watch.Concerns(news, AlertDirection.Both, true) && Watch.Concerns(news, AlertDirection.Worse, true));
        Assert.False(Watch.Concerns(news, AlertDirection.Better, true));
        Assert.True(Watch.Concerns(news, AlertDirection.Better, higherIsBetter: false));
    }

    [Fact]
    public void The_running_week_does_not_count_and_the_last_one_counts_from_the_morning_after()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        var sunday = new DateTime(2026, 3, 8, 3, 59, 0, DateTimeKind.Utc);

        Assert.Equal(new DaySpan(new(2026, 2, 22), new(2026, 2, 28)), PastPieces.Newest(Grain.Week, sunday, zone));
        Assert.Equal(new DaySpan(new(2026, 3, 1), new(2026, 3, 7)), PastPieces.Newest(Grain.Week, sunday.AddMinutes(1), zone));
        Assert.Equal(sunday.AddMinutes(1), PastPieces.Next(Grain.Week, sunday, zone));
        Assert.Equal(new DaySpan(new(2026, 2, 1), new(2026, 2, 28)), PastPieces.Newest(Grain.Month, sunday, zone));
        Assert.Equal(new DateTime(2026, 4, 1, 3, 0, 0, DateTimeKind.Utc), PastPieces.Next(Grain.Month, sunday, zone));
        Assert.Equal([new(2026, 1, 1), new(2026, 2, 1)], PastPieces.Until(Grain.Month, PastPieces.Newest(Grain.Month, sunday, zone), 2).Select(span => span.From));
    }

    // What somebody is told who looks at the end of each piece.
    private static List<(int At, News News)> Told(Piece[] course, int from)
    {
        var (told, since) = (new List<(int, News)>(), (DateOnly?)null);
        for (var at = from; at < course.Length; at++)
        {
            if (Watch.At([.. course.Skip(at + 1 - Watch.Reads).Take(Math.Min(at + 1, Watch.Reads))], (_, _) => 0, since).News is not { } news) continue;
            told.Add((at, news));
            since = news.Now.Span.From;
        }

        return told;
    }

    private static Piece[] Flat(int weeks, double value, int first = 0) => [.. Enumerable.Range(first, weeks).Select(at => Week(at, 200, value + (at % 2 == 0 ? 2 : -2) - (at % 4 < 2 ? 2 : -2), 5.4))];

    private static Piece Week(int at, long n, double value, double error) => new(new(Sunday.AddDays(7 * at), Sunday.AddDays((7 * at) + 6)), n, n, value, error);

    /// <summary>Weeks of promoters, passives and detractors as they come.</summary>
    private sealed class Weeks(ulong seed, int each, double spread)
    {
        private ulong state = seed * 0x9E3779B97F4A7C15UL;

        /// <summary>Whether each week has as many answers.</summary>
        public bool Alike { get; init; }

        public Piece[] Go(int weeks, int n, int from, int drop) => [.. Enumerable.Range(0, weeks).Select(at => Next(at, n, at >= drop ? 0.075 : 0))];

        private Piece Next(int at, int n, double drop)
        {
            // A week's own luck, and how many come: between half and half as many again.
            var luck = spread * (Share() + Share() + Share() - 1.5) - drop;
            var customers = Alike ? n : Math.Max(5, (int)(n * (0.5 + Share())));
            var (up, down) = (0, 0);
            for (var customer = 0; customer < customers; customer++)
            {
                var share = Share();
                if (share < 0.55 + luck) up++;
                else if (share >= 0.83 + luck) down++;
            }

            var value = 100.0 * (up - down) / customers;
            var variance = ((1e4 * (up + down) / customers) - (value * value)) / (customers - 1);
            return new(Week(at, 0, 0, 0).Span, customers * each, customers, value, Math.Sqrt(variance));
        }

        private double Share()
        {
            var mixed = state += 0x9E3779B97F4A7C15UL;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
            return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
