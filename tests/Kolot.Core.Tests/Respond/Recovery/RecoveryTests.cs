using Kolot.Core.Respond.Recovery;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Respond.Recovery;

public sealed class RecoveryTests
{
    [Fact]
    public void A_recovery_is_whole_when_it_lacks_none_of_its_four_steps()
    {
        Assert.Equal(RecoveryStory.Parts, RecoveryStory.Of([]).Lacks);
        var begun = RecoveryStory.Of([RecoveryPart.Fixed, RecoveryPart.Admitted, RecoveryPart.Admitted]);
        Assert.Equal([RecoveryPart.Compensated, RecoveryPart.Explained], begun.Lacks);
        Assert.False(begun.IsWhole);
        Assert.True(RecoveryStory.Of(RecoveryStory.Parts).IsWhole);
        Assert.True(RecoveryStory.Of([RecoveryPart.Admitted, RecoveryPart.Fixed, RecoveryPart.Explained], spent: true).IsWhole);
    }

    [Fact]
    public void A_step_without_evidence_is_none()
    {
        Assert.Equal([new Fault("evidence", "required")], Assert.IsType<Refusal.Invalid>(RecoveryDraft.Read(RecoveryPart.Fixed, "החיוב הכפול בוטל", " ").Refusal).Faults);
        Assert.Equal([new("part", "unknown"), new Fault("told", "required")], Assert.IsType<Refusal.Invalid>(RecoveryDraft.Read((RecoveryPart)9, null, "זיכוי 4417").Refusal).Faults);
        Assert.Equal(new("החיוב הכפול בוטל", "זיכוי 4417"), RecoveryDraft.Read(RecoveryPart.Fixed, "החיוב הכפול בוטל", "זיכוי 4417").Value is var step ? (step.Told, step.Evidence) : default);
    }

    [Fact]
    public void Trust_is_compared_with_the_number_and_the_interval_of_both_sides()
    {
        // R: t.test(c(9,8,10,7,9,8), c(8,7,9,8,6,7)), the margin by Student with n - 1.
        var compared = TrustCompared.Of(Answers(0, 9, 8, 10, 7, 9, 8), Answers(100, 8, 7, 9, 8, 6, 7));
        Assert.Equal((8.5, 6, 6), (compared.Recovered.Value.Mean, compared.Recovered.Value.N, compared.Recovered.Value.Customers));
        Assert.Equal(1, compared.Difference.Value.Difference, 9);
        Assert.Equal(0.605530, compared.Difference.Value.StandardError, 6);
        Assert.True(compared.Difference.Value.Interval.Holds(0));
    }

    [Fact]
    public void Of_few_customers_nothing_is_told_however_often_they_answered()
    {
        var few = TrustCompared.Of([.. Enumerable.Repeat(new Trust(1, 9), 20)], Answers(100, 8, 7, 9, 8, 6, 7));
        Assert.Equal((CannotSay.TooFew, CannotSay.TooFew), (few.Recovered.Why, few.Difference.Why));
        Assert.Equal(CannotSay.NoAnswers, TrustCompared.Of([], []).Difference.Why);
    }

    private static Trust[] Answers(int from, params int[] scores) => [.. scores.Select((score, at) => new Trust(from + at, score))];
}
