using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of what was promised, understood, put right and given in cases.</summary>
internal static class KeptTables
{
    public static void Map(ModelBuilder model)
    {
        var commitment = model.Entity<Commitment>();
        commitment.ToTable("commitments").HasIndex(one => one.CaseId);
        // Each index of what is still to be kept: the rest is history.
        commitment.HasIndex(one => new { one.OwnerId, one.DueAt }).HasFilter("ended_at is null");
        commitment.HasIndex(one => one.DueAt);
        model.Entity<CommitmentOutcome>().ToTable("commitment_outcomes").HasIndex(one => new { one.CommitmentId, one.Number }).IsUnique();
        model.Entity<Restatement>().ToTable("restatements").HasIndex(one => one.CaseId);
        model.Entity<RecoveryStep>().ToTable("recovery_steps").HasIndex(one => one.CaseId);
        model.Entity<AllowanceRow>().ToTable("allowances").HasKey(one => one.Role);
        model.Entity<AllowanceRow>().Property(one => one.Role).ValueGeneratedNever();
        model.Entity<AllowanceRow>().Property(one => one.Version).IsConcurrencyToken();
        var entry = model.Entity<AllowanceEntry>();
        entry.ToTable("allowance_entries").HasIndex(one => one.CaseId);
        entry.HasIndex(one => new { one.MemberId, one.CountsAt });
        entry.HasIndex(one => one.CountsAt);
        entry.HasIndex(one => one.ReversesId).IsUnique().HasFilter("reverses_id is not null");
        var mail = model.Entity<CaseMail>();
        mail.ToTable("case_mails").HasIndex(one => one.MailAt).HasFilter("mail_at is not null");
        mail.HasIndex(one => one.SubjectId);
        mail.HasIndex(one => one.CaseId);
        model.Entity<TopLineRow>().ToTable("top_lines").Property(one => one.Id).ValueGeneratedNever();
        model.Entity<TopLineRow>().Property(one => one.Version).IsConcurrencyToken();
        model.Entity<TopLineCase>().ToTable("top_line_cases").HasKey(one => one.CaseId);
        model.Entity<TopLineCase>().HasIndex(one => one.NextAt).HasFilter("next_at is not null");
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>What was promised to customers, in cases.</summary>
    public DbSet<Commitment> Commitments => Set<Commitment>();

    /// <summary>The ledgers of that.</summary>
    public DbSet<CommitmentOutcome> CommitmentOutcomes => Set<CommitmentOutcome>();

    /// <summary>What customers meant, said back to them.</summary>
    public DbSet<Restatement> Restatements => Set<Restatement>();

    /// <summary>By what things were made right.</summary>
    public DbSet<RecoveryStep> RecoverySteps => Set<RecoveryStep>();

    /// <summary>What may be spent without asking.</summary>
    public DbSet<AllowanceRow> Allowances => Set<AllowanceRow>();

    /// <summary>What was.</summary>
    public DbSet<AllowanceEntry> AllowanceEntries => Set<AllowanceEntry>();

    /// <summary>Mails about cases.</summary>
    public DbSet<CaseMail> CaseMails => Set<CaseMail>();

    /// <summary>The line to the top.</summary>
    public DbSet<TopLineRow> TopLines => Set<TopLineRow>();

    /// <summary>Which cases are of it.</summary>
    public DbSet<TopLineCase> TopLineCases => Set<TopLineCase>();
}
