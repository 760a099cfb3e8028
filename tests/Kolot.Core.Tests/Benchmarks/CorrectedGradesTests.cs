using Kolot.Core.Benchmarks;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class CorrectedGradesTests
{
    private static readonly Dictionary<string, int?> Given = new() { ["fast"] = 4, ["warm"] = null };

    [Fact]
    public void What_a_reviewer_corrects_stands_beside_what_was_given()
    {
        var json = StudyJson.WriteCounted(StudyJson.WriteGrades(Given), new Dictionary<string, int?> { ["fast"] = 2, ["warm"] = null });

        Assert.True(StudyJson.IsCorrected(json));
        Assert.Equal(Given, StudyJson.ReadGrades(json));
        Assert.Equal(new Dictionary<string, int?> { ["fast"] = 2, ["warm"] = null }, StudyJson.ReadCounted(json));
    }

    [Fact]
    public void A_correction_takes_the_place_of_the_one_before_and_may_say_that_something_does_not_apply()
    {
        var json = StudyJson.WriteCounted(StudyJson.WriteGrades(Given), new Dictionary<string, int?> { ["fast"] = 2, ["warm"] = 5 });
        json = StudyJson.WriteCounted(json, new Dictionary<string, int?> { ["fast"] = null, ["warm"] = null });

        Assert.Equal(Given, StudyJson.ReadGrades(json));
        Assert.Equal(new Dictionary<string, int?> { ["fast"] = null, ["warm"] = null }, StudyJson.ReadCounted(json));
        Assert.False(StudyJson.IsCorrected(StudyJson.WriteCounted(json, Given)));
    }

    [Fact]
    public void How_far_two_agree_is_told_of_what_both_gave_whatever_was_corrected_since()
    {
        ProbeSeen[] given = [.. Enumerable.Range(0, 30).Select(at => Probe(1 + (at % 5), 1 + (at * 7 % 5)))];
        // A reviewer who saw both makes the first like the second.
        ProbeSeen[] corrected = [.. given.Select(probe => probe with { Grade = probe.Again, First = probe.Grade })];

        Assert.Equal(RaterAgreement.Of(given).Value, RaterAgreement.Of(corrected).Value);
        Assert.NotEqual(1, RaterAgreement.Of(corrected).Value.Alpha, 3);
    }

    private static ProbeSeen Probe(double first, double again) => Sighted.Answered(1, 5, first, again: again);
}
