using System.Globalization;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Store;

namespace Kolot.Listen.Inviting;

/// <summary>A campaign as its form would write it.</summary>
internal static class StepFields
{
    /// <summary>What stands in its fields, by name.</summary>
    public static Dictionary<string, string> Of(Campaign campaign, IEnumerable<Unit> units, IEnumerable<SurveyRow> surveys, TimeZoneInfo zone)
    {
        var attribute = CampaignTurns.AttributesOf(campaign).FirstOrDefault();
        var all = surveys.ToArray();
        return new()
        {
            ["name"] = campaign.Name, ["survey"] = all.FirstOrDefault(survey => survey.Id == campaign.SurveyId)?.Code ?? (all is [var only] ? only.Code : ""), ["purpose"] = Code(campaign.Purpose), ["priority"] = Code(campaign.Priority),
            ["occasion"] = Code(campaign.Occasion), ["event"] = campaign.EventKind ?? "", ["after"] = Number(campaign.AfterDays), ["every"] = Number(campaign.EveryMonths is 0 ? 6 : campaign.EveryMonths),
            ["unit"] = units.FirstOrDefault(unit => unit.Id == campaign.UnitId)?.Code ?? "", ["attribute"] = attribute.Key ?? "", ["value"] = attribute.Value ?? "",
            ["first"] = campaign.Ways.Split(',')[0], ["reminders"] = Number(campaign.Reminders), ["gap"] = Number(campaign.ReminderAfterDays), ["open"] = Number(campaign.LinkDays),
            ["sample"] = Number(campaign.SamplePercent), ["patience"] = Number(campaign.PatienceDays), ["answered"] = Number(campaign.AnsweredDays),
            // The last day on which it invites.
            ["ends"] = campaign.EndsAt is { } ends ? TimeZoneInfo.ConvertTimeFromUtc(ends, zone).AddMinutes(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "",
        };
    }

    /// <summary>Who comes from a survey asks that one; what they call it may be changed.</summary>
    public static void Suggest(Dictionary<string, string> fields, IEnumerable<SurveyRow> surveys, string? code)
    {
        var all = surveys.ToArray();
        if (all.FirstOrDefault(survey => survey.Code == (code ?? fields["survey"])) is not { } asked) return;
        (fields["survey"], fields["name"]) = (asked.Code, asked.Name.Length <= CampaignChange.LongestName ? asked.Name : asked.Name[..CampaignChange.LongestName]);
    }

    private static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
