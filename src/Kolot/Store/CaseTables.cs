using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of cases and of what happened with them. Lists are of what goes on: what is closed costs them nothing.</summary>
internal static class CaseTables
{
    private const string GoesOn = "closed_at is null", IsOver = "closed_at is not null";

    public static void Map(ModelBuilder model)
    {
        var row = model.Entity<Case>();
        row.ToTable("cases").HasKey(one => one.Number);
        row.Property(one => one.Number).ValueGeneratedOnAdd();
        row.HasIndex(one => one.Id).IsUnique();
        // What views and filters ask stands in the index: a list that is counted goes through no rows.
        row.HasIndex(one => new { one.DueAt, one.Number, one.Id, one.UnitId, one.OwnerId, one.OpenedBy, one.Kind, one.TouchpointId, one.SnoozedUntil, one.AwaitingSince, one.Reopened, one.State }, "open").HasFilter(GoesOn);
        row.HasIndex(one => new { one.OwnerId, one.DueAt, one.Number, one.UnitId, one.OpenedBy, one.Kind, one.TouchpointId, one.SnoozedUntil, one.AwaitingSince, one.Reopened, one.State }, "open_owner").HasFilter(GoesOn);
        row.HasIndex(one => new { one.UnitId, one.DueAt, one.Number, one.OwnerId, one.OpenedBy, one.Kind, one.TouchpointId, one.SnoozedUntil, one.AwaitingSince, one.Reopened, one.State }, "open_unit").HasFilter(GoesOn);
        row.HasIndex(one => new { one.AwaitingSince, one.Number, one.UnitId, one.OwnerId, one.OpenedBy, one.Kind, one.TouchpointId }, "open_awaited").HasFilter("awaiting_since is not null and closed_at is null");
        row.HasIndex(one => new { one.SnoozedUntil, one.Number, one.UnitId, one.OwnerId, one.OpenedBy, one.Kind, one.TouchpointId }, "open_resting").HasFilter("snoozed_until is not null and closed_at is null");
        row.HasIndex(one => new { one.Reopened, one.Number, one.UnitId, one.OwnerId, one.OpenedBy, one.Kind, one.TouchpointId }, "open_again").HasFilter("reopened > 0 and closed_at is null");
        // What is over is listed by its number, the newest first.
        row.HasIndex(one => new { one.UnitId, one.Number }).HasFilter(IsOver);
        row.HasIndex(one => new { one.OwnerId, one.Number }).HasFilter(IsOver);
        row.HasIndex(one => new { one.OpenedBy, one.Number }).HasFilter("opened_by is not null and closed_at is not null");
        row.HasIndex(one => new { one.Kind, one.Number }).HasFilter(IsOver);
        row.HasIndex(one => one.CustomerId).HasFilter("customer_id is not null");
        row.HasIndex(one => one.ClosedAt).HasFilter(IsOver);
        row.HasIndex(one => one.MergedInto).HasFilter("merged_into is not null");
        // Written by triggers: a row that is added says nothing of them.
        row.Property(one => one.State).HasDefaultValue(Core.Respond.Cases.CaseState.Received);
        row.Property(one => one.Reopened).HasDefaultValue(0);
        row.Property(one => one.Version).HasDefaultValue(0);
        var step = model.Entity<CaseStep>();
        step.ToTable("case_steps").HasIndex(one => new { one.CaseId, one.Number }).IsUnique();
        model.Entity<CaseVoice>().ToTable("case_voices").HasKey(one => one.VoiceId);
        model.Entity<CaseVoice>().HasIndex(one => one.CaseId);
        model.Entity<CaseRuleRow>().ToTable("case_rules").Property(one => one.Version).IsConcurrencyToken();
        model.Entity<CaseHand>().ToTable("case_hands").HasKey(one => one.MemberId);
        model.Entity<CaseHand>().Property(one => one.Version).IsConcurrencyToken();
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Cases. Members reach them through <c>CasesSeenBy</c> alone.</summary>
    public DbSet<Case> Cases => Set<Case>();

    /// <summary>What happened with them.</summary>
    public DbSet<CaseStep> CaseSteps => Set<CaseStep>();

    /// <summary>Which voices belong to them.</summary>
    public DbSet<CaseVoice> CaseVoices => Set<CaseVoice>();

    /// <summary>By which rules voices open them.</summary>
    public DbSet<CaseRuleRow> CaseRules => Set<CaseRuleRow>();

    /// <summary>Who takes which.</summary>
    public DbSet<CaseHand> CaseHands => Set<CaseHand>();
}
