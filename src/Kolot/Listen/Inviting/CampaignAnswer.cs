using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Inviting.Planning;

namespace Kolot.Listen.Inviting;

/// <summary>A campaign, as programs read it.</summary>
public sealed record CampaignAnswer
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>What the organisation calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The code of its survey.</summary>
    public required string Survey { get; init; }

    /// <summary>feedback or marketing.</summary>
    public required string Purpose { get; init; }

    /// <summary>once, list, event or rhythm.</summary>
    public required string Occasion { get; init; }

    /// <summary>draft, running, paused or stopped.</summary>
    public required string State { get; init; }

    /// <summary>When it was started, UTC.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>low, usual or high: which of two campaigns goes first where a customer may be asked only once.</summary>
    public required string Priority { get; init; }

    /// <summary>By which ways, the preferred first: mail, sms, whatsapp.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];

    /// <summary>After which kind of event, where the occasion is one.</summary>
    public string? Event { get; init; }

    /// <summary>How many days after it.</summary>
    public int AfterDays { get; init; }

    /// <summary>How many months after the last time, where there is a rhythm.</summary>
    public int EveryMonths { get; init; }

    /// <summary>The code of the unit whose customers it is for; left out where it is for all.</summary>
    public string? Unit { get; init; }

    /// <summary>What must be known of customers whom it is for, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>How many of a hundred are invited.</summary>
    public int SamplePercent { get; init; }

    /// <summary>How many days an invitation may wait until its customer may be asked again.</summary>
    public int PatienceDays { get; init; }

    /// <summary>Whoever answered the survey in so many days is spared.</summary>
    public int AnsweredDays { get; init; }

    /// <summary>How often whoever did not finish is reminded.</summary>
    public int Reminders { get; init; }

    /// <summary>How many days lie between.</summary>
    public int ReminderAfterDays { get; init; }

    /// <summary>For how many days the link in an invitation opens.</summary>
    public int LinkDays { get; init; }

    /// <summary>When it ends by itself, UTC.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>How far everybody came; only where one campaign is asked for.</summary>
    public FunnelAnswer? Funnel { get; init; }

    /// <summary>Why customers were spared, and how many; only where one campaign is asked for.</summary>
    public IReadOnlyDictionary<string, int>? Spared { get; init; }

    /// <summary>One, by the codes of its survey and of its unit.</summary>
    public static CampaignAnswer Of(Campaign campaign, string survey, string? unit) => new()
    {
        Id = campaign.Id, Name = campaign.Name, Survey = survey, Purpose = InvitingWords.Code(campaign.Purpose), Occasion = InvitingWords.Code(campaign.Occasion), State = InvitingWords.Code(campaign.State), StartedAt = campaign.StartedAt,
        Priority = InvitingWords.Code(campaign.Priority), Ways = campaign.Ways.Split(',', StringSplitOptions.RemoveEmptyEntries), Event = campaign.EventKind, AfterDays = campaign.AfterDays, EveryMonths = campaign.EveryMonths, Unit = unit,
        Attributes = CampaignTurns.AttributesOf(campaign).ToDictionary(one => one.Key, one => one.Value), SamplePercent = campaign.SamplePercent, PatienceDays = campaign.PatienceDays, AnsweredDays = campaign.AnsweredDays,
        Reminders = campaign.Reminders, ReminderAfterDays = campaign.ReminderAfterDays, LinkDays = campaign.LinkDays, EndsAt = campaign.EndsAt,
    };
}

/// <summary>How far everybody came. Waiting, spared, sending, uncertain, refused, sent and gone together are all turns; of those to whom it was sent, some bounced.</summary>
public sealed record FunnelAnswer(int Turns, int Waiting, int Spared, int Sent, int Arrived, int Opened, int Begun, int Finished, int Bounced, int Refused, int Uncertain, int Sending, int Gone)
{
    /// <summary>As programs read it.</summary>
    public static FunnelAnswer Of(Funnel funnel) =>
        new(funnel.Turns, funnel.At(Step.Waiting), funnel.At(Step.Spared), funnel.Sent, funnel.Arrived, funnel.Opened, funnel.Begun, funnel.Finished, funnel.At(Step.Bounced), funnel.At(Step.Refused), funnel.At(Step.Uncertain), funnel.At(Step.Sending), funnel.Gone);
}
