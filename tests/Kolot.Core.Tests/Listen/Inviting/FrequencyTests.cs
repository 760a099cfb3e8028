using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Tests.Listen.Inviting;

public sealed class FrequencyTests
{
    private static readonly DateTime Monday = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void At_most_one_in_thirty_days_allows_the_next_exactly_thirty_days_later()
    {
        var rules = Of(Rule(1, 30));
        var first = Went(Monday);

        Assert.Null(rules.Check(Monday.AddDays(30), Purpose.Feedback, "mail", [first]));
        Assert.Equal(new TooSoon(Monday.AddDays(30), first.Id), rules.Check(Monday.AddDays(29), Purpose.Feedback, "sms", [first]));
    }

    [Fact]
    public void Four_a_year_wait_for_the_oldest_of_the_four()
    {
        var others = Enumerable.Range(0, 4).Select(quarter => Went(Monday.AddDays(60 * quarter))).ToArray();

        Assert.Equal(new TooSoon(Monday.AddDays(365), others[0].Id), Of(Rule(4, 365)).Check(Monday.AddDays(300), Purpose.Feedback, "mail", others));
    }

    [Fact]
    public void What_goes_only_later_counts_as_much_as_what_went()
    {
        var planned = Went(Monday.AddDays(20));

        Assert.Equal(Monday.AddDays(50), Of(Rule(1, 30)).Check(Monday, Purpose.Feedback, "mail", [planned])?.Until);
    }

    [Fact]
    public void A_rule_for_one_purpose_or_way_lets_the_others_be()
    {
        var rules = Of(Rule(1, 30) with { Purpose = Purpose.Marketing }, Rule(1, 7) with { Way = "sms" });
        OtherInvitation[] others = [Went(Monday) with { Purpose = Purpose.Marketing }, Went(Monday) with { Way = "sms" }];

        Assert.Null(rules.Check(Monday.AddDays(1), Purpose.Feedback, "mail", others));
        Assert.Equal(Monday.AddDays(30), rules.Check(Monday.AddDays(1), Purpose.Marketing, "mail", others)?.Until);
        Assert.Equal(Monday.AddDays(7), rules.Check(Monday.AddDays(1), Purpose.Feedback, "sms", others)?.Until);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_many_are_let_in_no_window_ever_holds_more_than_a_rule_allows_and_nobody_waits_longer_than_they_must(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            Terms[] rules = [.. Enumerable.Range(0, chance.Next(1, 4)).Select(_ => Rule(chance.Next(1, 4), chance.Next(1, 60)))];
            var frequency = Of(rules);
            var kept = new List<OtherInvitation>();
            for (var each = 0; each < 12; each++)
            {
                var at = Monday.AddHours(chance.Next(0, 24 * 120));
                var soon = frequency.Check(at, Purpose.Feedback, "mail", kept);
                if (soon is { } until)
                {
                    Assert.True(until.Until > at);
                    Assert.True(Keeps(rules, [.. kept, Went(until.Until)]));
                    Assert.False(Keeps(rules, [.. kept, Went(until.Until.AddMinutes(-1))]));
                    Assert.Contains(kept, one => one.Id == until.Because);
                    at = until.Until;
                }

                kept.Add(Went(at));
                Assert.True(Keeps(rules, kept));
            }
        }
    }

    // Walks over all windows by hand: each begins with an invitation.
    private static bool Keeps(Terms[] rules, IReadOnlyList<OtherInvitation> all) => rules.All(rule => all.All(first =>
        all.Count(other => other.At >= first.At && other.At < first.At.AddDays(rule.Days)) <= rule.Most));

    private static Frequency Of(params Terms[] rules) => new([.. rules.Select(rule => new FrequencyRule { Most = rule.Most, Days = rule.Days, Purpose = rule.Purpose, Way = rule.Way })]);

    private static Terms Rule(int most, int days) => new(most, days);

    private static OtherInvitation Went(DateTime at) => new(Guid.CreateVersion7(), at, Purpose.Feedback, "mail", null);

    private sealed record Terms(int Most, int Days)
    {
        public Purpose? Purpose { get; init; }

        public string? Way { get; init; }
    }
}
