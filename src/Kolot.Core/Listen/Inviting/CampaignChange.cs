using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Inviting;

/// <summary>Decides what a campaign may be: one method for each step of writing it.</summary>
public static partial class CampaignChange
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 120;

    /// <summary>The ways by which invitations go.</summary>
    public static IReadOnlyList<string> Ways { get; } = ["mail", "sms", "whatsapp"];

    /// <summary>What is asked: a name, a survey, what for, and before or after which others.</summary>
    /// <param name="campaign">Takes it over.</param>
    /// <param name="field">What was typed.</param>
    /// <param name="surveys">The surveys there are, by code.</param>
    public static Refusal.Invalid? What(Campaign campaign, Func<string, string?> field, IReadOnlyDictionary<string, Guid> surveys)
    {
        var faults = new List<Fault>();
        var name = PlainText.Of(field("name"), LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        if (!surveys.TryGetValue(field("survey") ?? "", out var survey)) faults.Add(new("survey", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        (campaign.Name, campaign.SurveyId) = (name ?? "", survey);
        (campaign.Purpose, campaign.Priority) = (OneOf(field("purpose"), Purpose.Feedback), OneOf(field("priority"), Priority.Usual));
        return null;
    }

    /// <summary>Who is asked: on what occasion, of which unit, of whom what is known.</summary>
    /// <param name="campaign">Takes it over.</param>
    /// <param name="field">What was typed.</param>
    /// <param name="units">The units there are, by code.</param>
    public static Refusal.Invalid? Who(Campaign campaign, Func<string, string?> field, IReadOnlyDictionary<string, Guid> units)
    {
        var faults = new List<Fault>();
        var occasion = OneOf(field("occasion"), Occasion.Once);
        var kind = occasion == Occasion.Event ? PlainText.Of(field("event"), 60, "event", faults)?.ToLowerInvariant() : null;
        if (occasion == Occasion.Event && kind is null) faults.Add(new("event", "required"));
        else if (kind is not null && !Code().IsMatch(kind)) faults.Add(new("event", "not_code"));
        var (after, every) = (occasion == Occasion.Event ? Number(field, ("after", 0, 365), faults) : 0, occasion == Occasion.Rhythm ? Number(field, ("every", 1, 60), faults) : 0);
        Guid? unit = null;
        if (occasion != Occasion.List && field("unit") is { Length: > 0 } code)
        {
            if (units.TryGetValue(code, out var known)) unit = known;
            else faults.Add(new("unit", "unknown"));
        }

        var (key, value) = (PlainText.Of(field("attribute"), 60, "attribute", faults), PlainText.Of(field("value"), 200, "value", faults));
        if (key is not null && value is null) faults.Add(new("value", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        (campaign.Occasion, campaign.EventKind, campaign.AfterDays, campaign.EveryMonths, campaign.UnitId) = (occasion, kind, after, every, unit);
        campaign.Attributes = key is null || occasion == Occasion.List ? "{}" : System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value ?? "" });
        return null;
    }

    /// <summary>How they are asked: by which ways, how often whoever is silent is reminded, for how long the link opens.</summary>
    /// <param name="campaign">Takes it over.</param>
    /// <param name="field">What was typed.</param>
    /// <param name="ways">The ways that were chosen, the preferred first.</param>
    public static Refusal.Invalid? How(Campaign campaign, Func<string, string?> field, IReadOnlyList<string> ways)
    {
        var faults = new List<Fault>();
        string[] chosen = [.. ways.Where(Ways.Contains).Distinct()];
        if (chosen.Length == 0) faults.Add(new("ways", "required"));
        var reminders = Number(field, ("reminders", 0, 3), faults);
        var gap = reminders > 0 ? Number(field, ("gap", 1, 30), faults) : campaign.ReminderAfterDays;
        var open = Number(field, ("open", 1, 365), faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        (campaign.Ways, campaign.Reminders, campaign.ReminderAfterDays, campaign.LinkDays) = (string.Join(',', chosen), reminders, gap, open);
        return null;
    }

    /// <summary>When, and who is spared: how many of a hundred are drawn, who answered of late, how long an invitation waits for its turn, when the campaign ends.</summary>
    /// <param name="campaign">Takes it over.</param>
    /// <param name="field">What was typed.</param>
    /// <param name="zone">Where the organisation is.</param>
    public static Refusal.Invalid? When(Campaign campaign, Func<string, string?> field, TimeZoneInfo zone)
    {
        var faults = new List<Fault>();
        var (sample, patience, answered) = (Number(field, ("sample", 1, 100), faults), Number(field, ("patience", 0, 90), faults), Number(field, ("answered", 0, 730), faults));
        DateTime? ends = null;
        if (field("ends") is { Length: > 0 } written)
        {
            if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) ends = TimeZoneInfo.ConvertTimeToUtc(Whole(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone), zone);
            else faults.Add(new("ends", "not_a_day"));
        }

        if (faults.Count > 0) return new Refusal.Invalid(faults);
        (campaign.SamplePercent, campaign.PatienceDays, campaign.AnsweredDays, campaign.EndsAt) = (sample, patience, answered, ends);
        return null;
    }

    /// <summary>Why a campaign cannot start; null where it can.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="asked">Whether its survey takes answers.</param>
    /// <param name="people">How many stand in its file.</param>
    /// <param name="now">The moment.</param>
    public static Refusal.Invalid? Start(Campaign campaign, bool asked, int people, DateTime now)
    {
        var faults = new List<Fault>();
        if (!asked) faults.Add(new("survey", "not_asked"));
        if (campaign.Ways.Length == 0) faults.Add(new("ways", "required"));
        if (campaign.Occasion == Occasion.List && people == 0) faults.Add(new("file", "nobody_listed"));
        if (campaign.EndsAt <= now) faults.Add(new("ends", "in_past"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : null;
    }

    // Midnight that a clock skips is the hour after.
    private static DateTime Whole(DateTime local, TimeZoneInfo zone) => zone.IsInvalidTime(local) ? local.AddHours(1) : local;

    private static T OneOf<T>(string? written, T usual) where T : struct, Enum =>
        Enum.TryParse<T>(written, ignoreCase: true, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(written[0]) ? known : usual;

    private static int Number(Func<string, string?> field, (string Name, int Least, int Most) of, List<Fault> faults)
    {
        if (int.TryParse(field(of.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= of.Least && number <= of.Most) return number;
        faults.Add(new(of.Name, of.Name == "sample" ? "not_percent" : "not_number_of_days"));
        return 0;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
