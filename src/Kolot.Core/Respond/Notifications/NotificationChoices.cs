namespace Kolot.Core.Respond.Notifications;

/// <summary>Of what a member is told by mail, and when; what stands here holds for whoever chose nothing.</summary>
public sealed record NotificationChoices
{
    /// <summary>The hour of the digest.</summary>
    public const int UsualHour = 8;

    /// <summary>What holds where nobody chose.</summary>
    public static NotificationChoices Usual { get; } = new();

    /// <summary>What is theirs now.</summary>
    public MailChoice Given { get; init; } = MailChoice.AtOnce;

    /// <summary>What moves in their cases.</summary>
    public MailChoice Moves { get; init; } = MailChoice.Daily;

    /// <summary>What cannot wait.</summary>
    public MailChoice Urgent { get; init; } = MailChoice.AtOnce;

    /// <summary>Whether what cannot wait comes in quiet time too.</summary>
    public bool Wakes { get; init; }

    /// <summary>At which hour the digest comes.</summary>
    public int DigestHour { get; init; } = UsualHour;

    /// <summary>When it is quiet.</summary>
    public QuietTime Quiet { get; init; } = QuietTime.Usual;

    /// <summary>How often a lead is told how the team stands.</summary>
    public DigestRhythm Team { get; init; } = DigestRhythm.Daily;

    /// <summary>How often they were changed; 0 where nobody chose.</summary>
    public int Version { get; init; }

    /// <summary>When a group is told.</summary>
    public MailChoice Of(NotificationGroup group) => group switch { NotificationGroup.Given => Given, NotificationGroup.Moves => Moves, _ => Urgent };
}

/// <summary>What somebody typed of how they want to be told.</summary>
public sealed record NotificationDraft
{
    /// <summary>Codes of <see cref="MailChoice"/> by the group's name.</summary>
    public string? Given { get; init; }

    /// <inheritdoc cref="Given"/>
    public string? Moves { get; init; }

    /// <inheritdoc cref="Given"/>
    public string? Urgent { get; init; }

    /// <summary>Whether what cannot wait comes in quiet time too.</summary>
    public bool Wakes { get; init; }

    /// <summary>The hour of the digest.</summary>
    public int? DigestHour { get; init; }

    /// <summary>The hour at which the night begins.</summary>
    public int? QuietFrom { get; init; }

    /// <summary>The hour at which it ends.</summary>
    public int? QuietUntil { get; init; }

    /// <summary>Whether days of rest are quiet.</summary>
    public bool Rests { get; init; }

    /// <summary>A code of <see cref="DigestRhythm"/>; null for whoever leads nobody.</summary>
    public string? Team { get; init; }

    /// <summary>The version that the writer started from.</summary>
    public int? Version { get; init; }

    /// <summary>What stands, as a form would write it.</summary>
    public static NotificationDraft Of(NotificationChoices stands) => new()
    {
        Given = stands.Given.ToString(), Moves = stands.Moves.ToString(), Urgent = stands.Urgent.ToString(), Wakes = stands.Wakes, DigestHour = stands.DigestHour,
        QuietFrom = stands.Quiet.From, QuietUntil = stands.Quiet.Until, Rests = stands.Quiet.Rests, Team = stands.Team.ToString(), Version = stands.Version,
    };

    /// <summary>What they want, or what is wrong with it.</summary>
    public Result<NotificationChoices> Decide(NotificationChoices stands)
    {
        var faults = new List<Fault>();
        var (given, moves, urgent) = (Choice<MailChoice>(Given, "given", faults), Choice<MailChoice>(Moves, "moves", faults), Choice<MailChoice>(Urgent, "urgent", faults));
        var team = Team is null ? stands.Team : Choice<DigestRhythm>(Team, "team", faults);
        var (hour, from, until) = (Hour(DigestHour, "digestHour", faults), Hour(QuietFrom, "quietFrom", faults), Hour(QuietUntil, "quietUntil", faults));
        var quiet = new QuietTime(from, until, Rests);
        // A digest that comes in the night would wait for the next day, and the next.
        if (faults.Count == 0 && quiet.Holds(hour)) faults.Add(new("digestHour", "in_quiet"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (Version != stands.Version) return new Refusal.Conflict("changed_meanwhile");
        return new NotificationChoices { Given = given, Moves = moves, Urgent = urgent, Wakes = Wakes, DigestHour = hour, Quiet = quiet, Team = team, Version = stands.Version + 1 };
    }

    private static T Choice<T>(string? typed, string field, List<Fault> faults) where T : struct, Enum
    {
        if (Enum.GetNames<T>().FirstOrDefault(name => name == typed) is { } known) return Enum.Parse<T>(known);
        faults.Add(new(field, "required"));
        return default;
    }

    private static int Hour(int? typed, string field, List<Fault> faults)
    {
        if (typed is >= 0 and <= 23 and var hour) return hour;
        faults.Add(new(field, "out_of_range"));
        return 0;
    }
}
