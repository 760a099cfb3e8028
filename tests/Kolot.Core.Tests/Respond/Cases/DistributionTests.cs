using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Tests.Respond.Cases;

public sealed class DistributionTests
{
    private static readonly DateTime Now = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Dana = Guid.CreateVersion7(), Yossi = Guid.CreateVersion7(), Noa = Guid.CreateVersion7();

    [Fact]
    public void Whoever_has_the_least_open_is_next_and_of_equals_whoever_waits_longest()
    {
        Assert.Equal(Yossi, Choose(new(Dana, 5), new(Yossi, 3)));
        Assert.Equal(Noa, Choose(new Hand(Dana, 3) { Newest = 9 }, new Hand(Noa, 3) { Newest = 4 }));
    }

    [Fact]
    public void Skill_goes_before_load_and_a_skill_that_nobody_has_keeps_nothing_waiting()
    {
        var questions = new Hand(Yossi, 0) { Kinds = [CaseKind.Question] };

        Assert.Equal(Dana, Choose(questions, new(Dana, 9)));
        Assert.Equal(Yossi, Choose(questions));
        Assert.Equal(Noa, Distribution.Choose([new Hand(Dana, 0) { Languages = ["he"] }, new Hand(Noa, 5) { Languages = ["he", "ru"] }], new(CaseKind.Complaint, "ru"), Now));
    }

    [Fact]
    public void Nobody_is_given_a_case_while_they_rest_or_have_no_room()
    {
        Assert.Null(Choose(new Hand(Dana, 0) { RestsUntil = Now.AddHours(1) }, new Hand(Yossi, 10) { Most = 10 }));
        Assert.Equal(Dana, Choose(new Hand(Dana, 0) { RestsUntil = Now }));
    }

    [Fact]
    public void The_nearest_team_comes_first_however_busy() =>
        Assert.Equal(Dana, Choose(new Hand(Dana, 20), new Hand(Yossi, 0) { Distance = 1 }));

    private static Guid? Choose(params Hand[] hands) => Distribution.Choose(hands, new(CaseKind.Complaint, null), Now);
}
