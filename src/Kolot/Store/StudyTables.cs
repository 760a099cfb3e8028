using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of studies, and of the probes that they are made of.</summary>
internal static class StudyTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Study>().ToTable("studies").HasIndex(study => study.Code).IsUnique();
        model.Entity<Study>().Property(study => study.Version).IsConcurrencyToken();
        model.Entity<StudyCompany>().ToTable("study_companies").HasIndex(company => new { company.StudyId, company.Number }).IsUnique();
        model.Entity<StudyCompany>().HasIndex(company => company.SecretHash).IsUnique().HasFilter("secret_hash is not null");
        model.Entity<StudyScenario>().ToTable("study_scenarios").HasIndex(scenario => scenario.StudyId);
        model.Entity<StudyShopper>().ToTable("study_shoppers").HasIndex(shopper => shopper.StudyId);
        model.Entity<StudyShopper>().HasIndex(shopper => shopper.SecretHash).IsUnique().HasFilter("secret_hash is not null");
        model.Entity<ShopperMail>().ToTable("shopper_mails").HasIndex(one => one.MailAt).HasFilter("mail_at is not null");
        model.Entity<StudyForm>().ToTable("study_forms").HasKey(form => new { form.StudyId, form.Number });
        model.Entity<StudyWave>().ToTable("study_waves").HasIndex(wave => new { wave.StudyId, wave.Number }).IsUnique();
        var probe = model.Entity<Probe>();
        // How many stand how, wave by wave, is counted in the index alone; a page of field work is found along the other.
        probe.ToTable("probes").HasIndex(one => new { one.StudyId, one.Wave, one.Review, one.State });
        probe.HasIndex(one => new { one.StudyId, one.Review, one.SentAt, one.Id, one.State, one.Wave });
        probe.HasIndex(one => new { one.StudyId, one.CompanyId, one.Wave });
        probe.Property(one => one.Version).IsConcurrencyToken();
        probe.HasIndex(one => new { one.ShopperId, one.PlannedAt }).HasFilter("shopper_id is not null");
        probe.HasIndex(one => one.MailKey).IsUnique().HasFilter("mail_key is not null");
        // Those that are watched until nobody answers any more.
        probe.HasIndex(one => new { one.StudyId, one.SentAt }).HasFilter("state = 1");
        model.Entity<ProbeReply>().ToTable("probe_replies").HasIndex(reply => reply.ProbeId);
        model.Entity<ProbeGrading>().ToTable("probe_gradings").HasKey(grading => new { grading.ProbeId, grading.Again });
        model.Entity<ProbeEvidence>().ToTable("probe_evidence").HasIndex(evidence => evidence.ProbeId);
        model.Entity<ProbeEvidence>().HasIndex(evidence => evidence.Until);
        model.Entity<StudyAppeal>().ToTable("study_appeals").HasIndex(appeal => appeal.CompanyId);
        model.Entity<StudyMailbox>().ToTable("study_mailboxes").HasKey(mailbox => mailbox.StudyId);
        model.Entity<StudyMailbox>().Ignore(mailbox => mailbox.Place);
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Studies. Members reach them through <see cref="StudiesSeenBy"/> alone.</summary>
    public DbSet<Study> Studies => Set<Study>();

    /// <summary>Whom they compare.</summary>
    public DbSet<StudyCompany> StudyCompanies => Set<StudyCompany>();

    /// <summary>What shoppers tell them.</summary>
    public DbSet<StudyScenario> StudyScenarios => Set<StudyScenario>();

    /// <summary>Who approaches them.</summary>
    public DbSet<StudyShopper> StudyShoppers => Set<StudyShopper>();

    /// <summary>Links that were mailed to them.</summary>
    public DbSet<ShopperMail> ShopperMails => Set<ShopperMail>();

    /// <summary>What answers are graded by.</summary>
    public DbSet<StudyForm> StudyForms => Set<StudyForm>();

    /// <summary>Their rounds.</summary>
    public DbSet<StudyWave> StudyWaves => Set<StudyWave>();

    /// <summary>Probes.</summary>
    public DbSet<Probe> Probes => Set<Probe>();

    /// <summary>What came back.</summary>
    public DbSet<ProbeReply> ProbeReplies => Set<ProbeReply>();

    /// <summary>How that was graded.</summary>
    public DbSet<ProbeGrading> ProbeGradings => Set<ProbeGrading>();

    /// <summary>What proves it.</summary>
    public DbSet<ProbeEvidence> ProbeEvidence => Set<ProbeEvidence>();

    /// <summary>What companies object to.</summary>
    public DbSet<StudyAppeal> StudyAppeals => Set<StudyAppeal>();

    /// <summary>From where their answers by mail are read.</summary>
    public DbSet<StudyMailbox> StudyMailboxes => Set<StudyMailbox>();

    /// <summary>The studies that a member sees: whoever runs studies all, others what was published.</summary>
    public IQueryable<Study> StudiesSeenBy(Member member) =>
        member is { SeesAll: true } && member.May(Right.RunStudies) ? Studies : member.May(Right.ReadScores) ? Studies.Where(study => study.State == StudyState.Published) : Studies.Where(_ => false);
}
