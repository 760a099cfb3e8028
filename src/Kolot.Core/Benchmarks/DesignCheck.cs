using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>Whether a study can be made as it is designed.</summary>
public static class DesignCheck
{
    /// <summary>The longest text of a design, in one language.</summary>
    public const int LongestText = 4_000;

    /// <summary>The longest name of a study, a company, a scenario, a shopper.</summary>
    public const int LongestName = 200;

    /// <summary>The most probes that a company gets in a wave.</summary>
    public const int MostProbes = 50;

    /// <summary>Over how many days a wave may be spread.</summary>
    public const int MostDays = 366;

    /// <summary>Finds what is missing or does not fit together, by the field's name.</summary>
    /// <param name="design">The design.</param>
    /// <param name="shopped">Whether it is carried out here, by shoppers; what others made tells of that only what it tells.</param>
    public static IEnumerable<Fault> Faults(StudyDesign design, bool shopped = true)
    {
        foreach (var (field, text, needed) in new[] { ("question", design.Question, true), ("ethics", design.Ethics, shopped), ("disclosure", design.Disclosure, shopped) })
            if (Faulty(text, needed) is { } reason) yield return new(field, reason);
        foreach (var fault in design.Rule.Faults()) yield return fault;
        if (shopped && design.Channels.Count == 0) yield return new("channels", "required");
        if (design.Channels.Distinct().Count() != design.Channels.Count || design.Channels.Any(channel => !Enum.IsDefined(channel))) yield return new("channels", "unknown");
        if (design.ProbesEach is < 1 or > MostProbes) yield return new("probesEach", "out_of_range");
        if (design.Days is < 1 or > MostDays) yield return new("days", "out_of_range");
        if (design.RatedTwice is not (>= 0 and <= 1)) yield return new("ratedTwice", "out_of_range");
        if (design.Budget is < 0 or > 1_000_000_000) yield return new("budget", "out_of_range");
        if (design.CostEach is < 0 or > 1_000_000) yield return new("costEach", "out_of_range");
        if (design is { Budget: not null, CostEach: null or 0 }) yield return new("costEach", "required");
        if (!Enum.IsDefined(design.Names)) yield return new("names", "unknown");
        if (design.AppealDays is < 0 or > 365) yield return new("appealDays", "out_of_range");
        if (design.EvidenceDays is < 1 or > 3_650) yield return new("evidenceDays", "out_of_range");
    }

    private static string? Faulty(Wording text, bool needed) =>
        needed && !text.Says ? "required" : text.In.Values.Any(one => one.Length > LongestText) ? "too_long" : text.In.Values.All(PlainText.IsSound) ? null : "not_text";
}
