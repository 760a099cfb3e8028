using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;

namespace Kolot.Core.Respond.Afterwards;

/// <summary>What customers are asked once their case is closed: a campaign that stands ready, off until somebody begins it.</summary>
/// <param name="Code">By what it is known.</param>
/// <param name="Event">The event of the customer's that it waits for.</param>
/// <param name="Survey">The ready-made survey that it asks.</param>
/// <param name="Question">The question by which that is known, whatever else the organisation asks beside it.</param>
/// <param name="AfterDays">How many days after the closing.</param>
/// <param name="SparedDays">Whoever answered it within so many days is spared.</param>
public sealed record ReadyAsking(string Code, string Event, string Survey, string Question, int AfterDays, int SparedDays)
{
    /// <summary>How far they trust us after something was put right: a week later, when it has shown whether it holds.</summary>
    public static ReadyAsking Trust { get; } = new("trust", "recovered", "trust", ReadySurvey.TrustKey, 7, 90);

    /// <summary>How it went, and how hard it was made for them: the day after, while they remember.</summary>
    public static ReadyAsking Closed { get; } = new("closed", "case-closed", "closed", "satisfied", 1, 30);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadyAsking> All { get; } = [Trust, Closed];

    /// <summary>One by its code; null for none.</summary>
    public static ReadyAsking? Of(string? code) => All.FirstOrDefault(one => one.Code == code);

    /// <summary>What a closing gives to be asked: one thing at most, so that nobody is asked twice of one matter. A kind word has nothing to ask about.</summary>
    /// <param name="kind">What the case was.</param>
    /// <param name="putRight">Whether something was put right in it.</param>
    public static ReadyAsking? After(CaseKind kind, bool putRight) => putRight || kind == CaseKind.Recovery ? Trust : CaseOutcome.IsCounted(kind) ? Closed : null;

    /// <summary>The campaign by which it is asked: what runs before what rests, and that before a draft. One that was ended is none.</summary>
    public Campaign? AskedBy(IEnumerable<Campaign> campaigns) => campaigns
        .Where(one => one.Occasion == Occasion.Event && one.EventKind == Event && one.RemovedAt is null && one.State != CampaignState.Stopped)
        .OrderBy(one => one.State switch { CampaignState.Running => 0, CampaignState.Paused => 1, _ => 2 }).ThenBy(one => one.BegunAt).FirstOrDefault();

    /// <summary>What would be typed to write that campaign.</summary>
    /// <param name="name">What the organisation calls it.</param>
    /// <param name="survey">The code of the survey.</param>
    /// <param name="field">The name of a field.</param>
    public string? Typed(string name, string survey, string field) => field switch
    {
        "name" => name,
        "survey" => survey,
        "purpose" => nameof(Purpose.Feedback),
        // Where a customer may be asked one thing only, it is whether they trust us again.
        "priority" => this == Trust ? nameof(Priority.High) : nameof(Priority.Usual),
        "occasion" => nameof(Occasion.Event),
        "event" => Event,
        "after" => Days(AfterDays),
        "answered" => Days(SparedDays),
        "sample" => "100",
        "patience" => "14",
        "reminders" => "0",
        "open" => "30",
        _ => null,
    };

    private static string Days(int days) => days.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
