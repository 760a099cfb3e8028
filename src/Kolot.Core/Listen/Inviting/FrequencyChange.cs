using System.Globalization;

namespace Kolot.Core.Listen.Inviting;

/// <summary>Decides how often customers may be asked, and for what or whom that does not hold.</summary>
public static class FrequencyChange
{
    /// <summary>The most rules: more than a few nobody can keep in mind.</summary>
    public const int MostRules = 20;

    private const int LongestWhy = 300;

    /// <summary>A rule as typed.</summary>
    /// <param name="field">What was typed: <c>most</c>, <c>days</c>, <c>purpose</c>, <c>way</c>.</param>
    /// <param name="others">The rules that hold.</param>
    /// <param name="at">When.</param>
    public static Result<FrequencyRule> Rule(Func<string, string?> field, IReadOnlyCollection<FrequencyRule> others, DateTime at)
    {
        var faults = new List<Fault>();
        var (most, days) = (Number(field, "most", 99, faults), Number(field, "days", 730, faults));
        Purpose? purpose = Enum.TryParse<Purpose>(field("purpose"), ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        var way = CampaignChange.Ways.FirstOrDefault(one => one == field("way"));
        if (faults.Count == 0 && others.Any(rule => (rule.Most, rule.Days, rule.Purpose, rule.Way) == (most, days, purpose, way))) faults.Add(new("days", "same_rule"));
        if (others.Count >= MostRules) faults.Add(new("days", "too_many_rules"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new FrequencyRule { Id = Guid.CreateVersion7(new DateTimeOffset(at, TimeSpan.Zero)), Most = most, Days = days, Purpose = purpose, Way = way, MadeAt = at, Version = 1 };
    }

    /// <summary>An exemption as typed.</summary>
    /// <param name="field">What was typed: <c>campaign</c> or <c>attribute</c> and <c>value</c>, and <c>why</c>.</param>
    /// <param name="campaigns">The campaigns there are.</param>
    /// <param name="by">Who, and when.</param>
    public static Result<FrequencyExemption> Exemption(Func<string, string?> field, IReadOnlySet<Guid> campaigns, (Guid Member, DateTime At) by)
    {
        var faults = new List<Fault>();
        Guid? campaign = null;
        if (field("campaign") is { Length: > 0 } written)
        {
            if (Guid.TryParse(written, out var known) && campaigns.Contains(known)) campaign = known;
            else faults.Add(new("campaign", "unknown"));
        }

        var (key, value) = campaign is null ? (PlainText.Of(field("attribute"), 60, "attribute", faults), PlainText.Of(field("value"), 200, "value", faults)) : (null, null);
        if (campaign is null && key is null && faults.Count == 0) faults.Add(new("campaign", "exempt_what"));
        if (key is not null && value is null) faults.Add(new("value", "required"));
        var why = PlainText.Of(field("why"), LongestWhy, "why", faults);
        if (why is null) faults.Add(new("why", "exempt_why"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new FrequencyExemption
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(by.At, TimeSpan.Zero)), CampaignId = campaign, AttributeKey = key, AttributeValue = value, Why = why ?? "", MadeBy = by.Member, MadeAt = by.At,
        };
    }

    private static int Number(Func<string, string?> field, string name, int most, List<Fault> faults)
    {
        if (int.TryParse(field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most) return number;
        faults.Add(new(name, name == "most" ? "not_times" : "not_number_of_days"));
        return 0;
    }
}
