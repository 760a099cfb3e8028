using Kolot.Core.Listen;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>What the course of a case answered, to be counted beside voices: when it was closed, and again when seven days were over. It follows its case and its voice by triggers.</summary>
public sealed class OutcomeRow
{
    /// <summary>Its place in time, as voices have one: when it was known.</summary>
    public long Place { get; init; }

    /// <summary>Of which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Of which closing: the number of that step.</summary>
    public int Step { get; init; }

    /// <summary>The voice that the case began with; null where it began without.</summary>
    public Guid? VoiceId { get; init; }

    /// <summary>What that voice is; of a case without one, what comes next to its kind.</summary>
    public VoiceKind Kind { get; init; }

    /// <summary>By which channel it came.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>About which touchpoint.</summary>
    public Guid? TouchpointId { get; init; }

    /// <summary>Which unit answers for the case.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Whose it is.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Who owns it: they may count it, whatever else they see.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>In which language it was said.</summary>
    public string? Language { get; init; }

    /// <summary>Whether its customer confirmed that it is solved; null where the row tells of the seven days after.</summary>
    public bool? Confirmed { get; init; }

    /// <summary>Whether they did after one answer.</summary>
    public bool? SolvedAtFirst { get; init; }

    /// <summary>Whether they turned to us again within seven days; null where the row tells of the closing.</summary>
    public bool? ContactAgain { get; init; }

    /// <summary>How many minutes of their own it cost them, as they say.</summary>
    public int? OwnMinutes { get; init; }
}

/// <summary>What was learned from a case, and whether it was asked.</summary>
public sealed class LessonRow
{
    /// <summary>Of which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Why it was hard; none where somebody wrote of one that was not.</summary>
    public Core.Respond.Lessons.HardReasons Reasons { get; set; }

    /// <summary>When it was asked; null where it never was.</summary>
    public DateTime? AskedAt { get; set; }

    /// <summary>When it was asked again.</summary>
    public DateTime? AskedAgainAt { get; set; }

    /// <summary>What happened.</summary>
    public string? Happened { get; set; }

    /// <summary>Why.</summary>
    public string? Cause { get; set; }

    /// <summary>What prevents it.</summary>
    public string? Prevents { get; set; }

    /// <summary>Whether somebody says that there is nothing to learn.</summary>
    public bool Declined { get; set; }

    /// <summary>Who wrote it last.</summary>
    public Guid? WrittenBy { get; set; }

    /// <summary>When; null while it was only asked.</summary>
    public DateTime? WrittenAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Keys and indexes of what closed cases tell and teach.</summary>
internal static class OutcomeTables
{
    public static void Map(ModelBuilder model)
    {
        var outcome = model.Entity<OutcomeRow>();
        outcome.ToTable("case_outcomes").HasKey(row => row.Place);
        outcome.Property(row => row.Place).ValueGeneratedNever();
        outcome.HasIndex(row => row.CaseId);
        outcome.HasIndex(row => row.VoiceId).HasFilter("voice_id is not null");
        var lesson = model.Entity<LessonRow>();
        lesson.ToTable("case_lessons").HasKey(row => row.CaseId);
        lesson.HasIndex(row => row.WrittenAt).HasFilter("written_at is not null");
        lesson.HasIndex(row => row.AskedAt).HasFilter("written_at is null");
        lesson.Property(row => row.Version).IsConcurrencyToken();
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>What the course of cases answered.</summary>
    public DbSet<OutcomeRow> CaseOutcomes => Set<OutcomeRow>();

    /// <summary>What was learned from them.</summary>
    public DbSet<LessonRow> CaseLessons => Set<LessonRow>();
}
