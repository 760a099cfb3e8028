using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Inviting.Planning;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Inviting;

/// <summary>Campaigns and invitations, in the reader's language.</summary>
internal static class InvitingWords
{
    /// <summary>A way by which invitations go.</summary>
    public static string Way(string way) => Said($"Way_{way}");

    /// <summary>By which way, within a sentence.</summary>
    public static string By(string way) => Said($"By_{way}");

    /// <summary>Where a campaign stands.</summary>
    public static string State(Campaign campaign) => campaign switch
    {
        { State: CampaignState.Running, SweptAt: not null, Occasion: Occasion.Once or Occasion.List } => Words.State_Planned,
        _ => Said($"State_{campaign.State}"),
    };

    /// <summary>Why somebody is not invited.</summary>
    public static string Why(SkipReason why) => Said($"Why_{why}");

    /// <summary>How far somebody came.</summary>
    public static string Of(Step step) => Said($"Step_{step}");

    /// <summary>What invitations are for.</summary>
    public static string Of(Purpose purpose) => Said($"Purpose_{purpose}");

    /// <summary>Which goes first.</summary>
    public static string Of(Priority priority) => Said($"Priority_{priority}");

    /// <summary>On what occasion, as a choice.</summary>
    public static string Of(Occasion occasion) => Said($"Occasion_{occasion}");

    /// <summary>A step of writing a campaign.</summary>
    public static string StepName(string step) => step switch { "what" => Words.StepWhat, "who" => Words.StepWho, "how" => Words.StepHow, "when" => Words.StepWhen, CampaignSteps.WordsStep => Words.StepWords, _ => Words.StepReview };

    /// <summary>On what occasion and to whom, as a sentence.</summary>
    public static string Who(CampaignView view)
    {
        var campaign = view.Campaign;
        var occasion = campaign.Occasion switch
        {
            Occasion.Event => Fill(campaign.AfterDays switch { 0 => Words.WhoEventAtOnce, 1 => Words.WhoEventNextDay, _ => Words.WhoEvent }, campaign.EventKind ?? "", Numbers.Text(campaign.AfterDays)),
            Occasion.Rhythm => Fill(campaign.EveryMonths switch { 1 => Words.WhoEachMonth, 12 => Words.WhoEachYear, _ => Words.WhoRhythm }, Numbers.Text(campaign.EveryMonths)),
            Occasion.List => Fill(Words.WhoList, Numbers.Text(view.Listed)),
            _ => Words.WhoOnce,
        };
        var known = CampaignTurns.AttributesOf(campaign).FirstOrDefault();
        var unit = view.Unit is { } named ? " " + Fill(Words.WhoUnit, VoiceWords.Name(named)) : "";
        return occasion + unit + (known.Key is null ? "" : " " + Fill(Words.WhoAttribute, known.Key, known.Value));
    }

    /// <summary>By which ways, and how whoever is silent is reminded.</summary>
    public static string How(Campaign campaign)
    {
        var ways = string.Join(Words.OrElse, campaign.Ways.Split(',').Select(By));
        return campaign.Reminders == 0 ? Fill(Words.HowNoReminder, ways) : Fill(campaign.Reminders == 1 ? Words.HowOneReminder : Words.HowReminders, ways, Numbers.Text(campaign.Reminders), Numbers.Text(campaign.ReminderAfterDays));
    }

    /// <summary>Who is drawn, who is spared, and for how long one waits.</summary>
    public static string When(Campaign campaign)
    {
        string[] said =
        [
            campaign.SamplePercent == 100 ? Words.WhenAll : Fill(Words.WhenSample, Numbers.Text(campaign.SamplePercent)),
            campaign.AnsweredDays == 0 ? "" : Fill(Words.WhenAnswered, Numbers.Text(campaign.AnsweredDays)),
            campaign.PatienceDays == 0 ? Words.WhenNoPatience : Fill(Words.WhenPatience, Numbers.Text(campaign.PatienceDays)),
        ];
        return string.Join(' ', said.Where(one => one.Length > 0));
    }

    /// <summary>A rule of how often, as a sentence.</summary>
    public static string Of(FrequencyRule rule)
    {
        var often = rule.Most == 1 ? Fill(Words.RuleOnce, Numbers.Text(rule.Days)) : Fill(Words.RuleTimes, Numbers.Text(rule.Most), Numbers.Text(rule.Days));
        var purpose = rule.Purpose is { } meant ? " " + Fill(Words.RulePurpose, Of(meant)) : "";
        return often + purpose + (rule.Way is { } way ? " " + By(way) : "") + ".";
    }

    /// <summary>Hours of a day, or that there are none.</summary>
    public static string Hours(SendingHours hours) => Fill(
        hours switch { { Rests: true } => Words.HoursRest, _ => Words.HoursNoRest }, Span(hours.Weekday), Span(hours.Friday), Span(hours.Saturday));

    /// <summary>How a value is told to other systems, whatever the reader's language.</summary>
    public static string Code<T>(T value) where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>A sentence with its places filled.</summary>
    public static string Fill(string sentence, params ReadOnlySpan<string> values)
    {
        for (var at = 0; at < values.Length; at++) sentence = sentence.Replace($"{{{at}}}", values[at], StringComparison.Ordinal);
        return sentence;
    }

    // In words: a dash between numbers reads both ways in Hebrew.
    private static string Span(Opening? opening) => opening is { } open ? Fill(Words.IntervalSpan, open.FromCode, open.UntilCode) : Words.NotAtAll;

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
