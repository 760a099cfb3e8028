using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Tests.Listen.Inviting;

public sealed class TurnTests
{
    private static readonly DateTime Started = new(2026, 1, 31, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Campaign EverySix = new() { Id = Guid.Parse("0199aaaa-0000-7000-8000-000000000001"), Name = "", Ways = "mail", Attributes = "{}", EveryMonths = 6, StartedAt = Started };

    [Fact]
    public void First_turns_are_spread_over_the_whole_rhythm_and_are_the_same_each_time()
    {
        var months = Enumerable.Range(0, 6000).Select(number => Turn.InRhythm(EverySix, Customer(number), null, (Started, Started.AddMonths(6))))
            .Select(turn => Assert.NotNull(turn).At).ToArray();

        Assert.All(months, at => Assert.InRange(at, Started, Started.AddMonths(6)));
        // A thousand in each sixth, give or take four standard deviations of chance.
        for (var sixth = 0; sixth < 6; sixth++)
            Assert.InRange(months.Count(at => (int)((at - Started) / (Started.AddMonths(6) - Started) * 6) == sixth), 880, 1120);
        Assert.Equal(months[17], Turn.InRhythm(EverySix, Customer(17), null, (Started, Started.AddMonths(6)))?.At);
    }

    [Fact]
    public void The_next_turn_is_so_many_months_after_the_last_and_not_told_before_its_day_is_planned()
    {
        var last = new DateTime(2026, 8, 31, 9, 0, 0, DateTimeKind.Utc);

        Assert.Equal(new Turn("2027-02-28", new DateTime(2027, 2, 28, 9, 0, 0, DateTimeKind.Utc)), Turn.InRhythm(EverySix, Customer(1), last, (last, last.AddYears(1))));
        Assert.Null(Turn.InRhythm(EverySix, Customer(1), last, (last, last.AddMonths(5))));
    }

    [Fact]
    public void Of_whom_no_turn_is_known_any_more_the_next_of_their_own_days_comes_and_no_earlier_one()
    {
        var since = Started.AddYears(3);

        var turn = Assert.NotNull(Turn.InRhythm(EverySix, Customer(5), null, (since, since.AddMonths(6))));

        Assert.InRange(turn.At, since, since.AddMonths(6));
    }

    [Fact]
    public void After_an_event_the_turn_is_the_events_own()
    {
        var campaign = new Campaign { Id = Guid.CreateVersion7(), Name = "", Ways = "mail", Attributes = "{}", AfterDays = 3, StartedAt = Started };
        var happened = new CustomerEvent { Id = Guid.CreateVersion7(), Source = "crm", SourceId = "1", Kind = "contact-closed", At = Started, Known = "{}" };

        Assert.Equal(new Turn(happened.Id.ToString(), Started.AddDays(3)), Turn.After(campaign, happened));
    }

    private static Guid Customer(int number) => new(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]);
}

public sealed class SamplingTests
{
    private static readonly Guid Campaign = Guid.Parse("0199aaaa-0000-7000-8000-000000000001");

    [Fact]
    public void About_so_many_of_a_hundred_are_drawn_and_whoever_is_among_few_is_among_more()
    {
        Guid[] customers = [.. Enumerable.Range(0, 20_000).Select(number => new Guid(number, 1, 1, [8, 7, 6, 5, 4, 3, 2, 1]))];

        // Four standard deviations of a binomial of 20,000 around 10 %: 170.
        Assert.InRange(customers.Count(one => Sampling.Draws(one, Campaign, 10)), 1830, 2170);
        Assert.All(customers.Where(one => Sampling.Draws(one, Campaign, 10)), one => Assert.True(Sampling.Draws(one, Campaign, 11)));
        Assert.All(customers.Take(100), one => Assert.True(Sampling.Draws(one, Campaign, 100)));
    }

    [Fact]
    public void Another_campaign_draws_others()
    {
        var other = Guid.Parse("0199aaaa-0000-7000-8000-000000000002");
        Guid[] customers = [.. Enumerable.Range(0, 20_000).Select(number => new Guid(number, 1, 1, [8, 7, 6, 5, 4, 3, 2, 1]))];

        // A tenth of a tenth, were the two independent: 200, give or take four times 14.
        Assert.InRange(customers.Count(one => Sampling.Draws(one, Campaign, 10) && Sampling.Draws(one, other, 10)), 144, 256);
    }
}
