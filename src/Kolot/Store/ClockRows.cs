using Kolot.Core.Respond.Clocks;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>A clock of a case, as it is kept: what happened, and what was reckoned of it. Changed by whoever holds its case alone.</summary>
public sealed class ClockRow
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>What it runs for.</summary>
    public ClockPurpose Purpose { get; init; }

    /// <summary>How many minutes it was given.</summary>
    public int GivenMinutes { get; set; }

    /// <summary>The rule of law that gives them; null for service time.</summary>
    public string? Rule { get; set; }

    /// <summary>On whose hours it runs: of which unit.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>By which channel.</summary>
    public Guid? ChannelId { get; set; }

    /// <summary>Since when it runs.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When it rested, as JSON: pairs of moments; null where it never did.</summary>
    public string? Rested { get; set; }

    /// <summary>Since when it rests; null where it does not.</summary>
    public DateTime? RestingSince { get; set; }

    /// <summary>When it is due; null while it rests, or where so much time never passes.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When whoever owns the case is warned.</summary>
    public DateTime? WarnAt { get; set; }

    /// <summary>When something is to be told of it next; null for nothing.</summary>
    public DateTime? FiresAt { get; set; }

    /// <summary>When it was warned of.</summary>
    public DateTime? WarnedAt { get; set; }

    /// <summary>When it was told that it is late.</summary>
    public DateTime? LateAt { get; set; }

    /// <summary>When what it runs for was done.</summary>
    public DateTime? MetAt { get; set; }

    /// <summary>When it was needed no more.</summary>
    public DateTime? StoppedAt { get; set; }
}

/// <summary>How much time a place gives for answers, as it was decided at one time. Only ever added to.</summary>
public sealed class DecidedTimes
{
    /// <summary>Which place: <see cref="DecidedHours.PlaceOf"/>.</summary>
    public required string Place { get; init; }

    /// <summary>The running number of the decision; the highest holds.</summary>
    public int Number { get; init; }

    /// <summary>The unit; null for all of them.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>The channel; null for all of them.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>The times as JSON: see <see cref="AnswerTimesChange"/>; null where the place was given back to the times around it.</summary>
    public string? Times { get; init; }

    /// <summary>Since when they hold.</summary>
    public DateTime At { get; init; }

    /// <summary>Who decided it.</summary>
    public Guid By { get; init; }
}

/// <summary>That something needs a member, and why. It holds no words of anybody.</summary>
public sealed class Notification
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Whom it is for.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Why, as a code.</summary>
    public required string Reason { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>What of it: a step or a clock. Of one thing and one reason a member is told once.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>When it was read.</summary>
    public DateTime? ReadAt { get; set; }

    /// <summary>When it was put into a mail.</summary>
    public DateTime? MailedAt { get; set; }

    /// <summary>Into which: nothing stands in two.</summary>
    public Guid? MailId { get; set; }
}

/// <summary>Keys and indexes of clocks and of what they tell.</summary>
internal static class ClockTables
{
    public static void Map(ModelBuilder model)
    {
        var clock = model.Entity<ClockRow>();
        clock.ToTable("case_clocks").HasIndex(row => row.CaseId);
        clock.HasIndex(row => row.FiresAt).HasFilter("fires_at is not null");
        model.Entity<DecidedTimes>().ToTable("decided_times").HasKey(row => new { row.Place, row.Number });
        var told = model.Entity<Notification>();
        // Two nodes that sweep at once tell of a thing once.
        told.ToTable("notifications").HasIndex(row => new { row.MemberId, row.Reason, row.SubjectId }).IsUnique();
        told.HasIndex(row => new { row.MemberId, row.At }).HasFilter("read_at is null");
        told.HasIndex(row => row.CaseId);
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Clocks of cases.</summary>
    public DbSet<ClockRow> CaseClocks => Set<ClockRow>();

    /// <summary>How much time is given.</summary>
    public DbSet<DecidedTimes> DecidedTimes => Set<DecidedTimes>();

    /// <summary>What members are told.</summary>
    public DbSet<Notification> Notifications => Set<Notification>();
}
