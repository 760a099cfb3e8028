using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>The directory: who can sign in, which organisations there are and where, and the keys. Nothing about customers.</summary>
public sealed class DirectoryStore(DbContextOptions<DirectoryStore> options) : IdentityUserContext<Account, Guid>(options)
{
    /// <summary>The organisations.</summary>
    public DbSet<Placement> Placements => Set<Placement>();

    /// <summary>Who is a member where.</summary>
    public DbSet<Membership> Memberships => Set<Membership>();

    /// <summary>The API keys.</summary>
    public DbSet<AccessKey> AccessKeys => Set<AccessKey>();

    /// <summary>The open sessions.</summary>
    public DbSet<SessionTicket> SessionTickets => Set<SessionTicket>();

    /// <summary>The data-protection keys.</summary>
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>The set-up links.</summary>
    public DbSet<SetUpLink> SetUpLinks => Set<SetUpLink>();

    /// <summary>The sign-in log.</summary>
    public DbSet<SignInLine> SignIns => Set<SignInLine>();

    /// <summary>Who asked for a new password, and the links that were sent.</summary>
    public DbSet<Recovery> Recoveries => Set<Recovery>();

    /// <summary>Who is asked for a code after the password.</summary>
    public DbSet<SecondStepRow> SecondSteps => Set<SecondStepRow>();

    /// <summary>Codes for whoever lost the telephone.</summary>
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    /// <summary>Challenges of passkeys that were answered.</summary>
    public DbSet<SpentChallenge> SpentChallenges => Set<SpentChallenge>();

    /// <summary>The secrets of tombstones.</summary>
    public DbSet<ErasureSecret> ErasureSecrets => Set<ErasureSecret>();

    /// <summary>Who was erased when, without who.</summary>
    public DbSet<Erasure> Erasures => Set<Erasure>();

    /// <summary>What keeps the erased from coming back.</summary>
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();

    /// <summary>The backups that were taken, and those that failed.</summary>
    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();

    /// <summary>What one node alone is at.</summary>
    public DbSet<Lease> Leases => Set<Lease>();

    // Passkeys are part of the tables from the first day.
    /// <inheritdoc/>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Times(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("account_passkeys").HasKey(row => row.CredentialId);
            passkey.Property(row => row.CredentialId).HasMaxLength(1024);
            passkey.HasIndex(row => row.UserId);
            passkey.OwnsOne(row => row.Data).ToJson();
        });

        builder.Entity<Placement>().HasKey(placement => placement.Organisation);
        builder.Entity<Placement>().HasIndex(placement => placement.RingsAt);
        builder.Entity<Membership>().HasKey(membership => new { membership.AccountId, membership.Organisation });
        builder.Entity<AccessKey>().HasIndex(key => key.SecretHash).IsUnique();
        builder.Entity<AccessKey>().HasIndex(key => key.Organisation);
        builder.Entity<SessionTicket>().HasIndex(ticket => ticket.AccountId);
        builder.Entity<SessionTicket>().HasIndex(ticket => ticket.EndsAt);
        builder.Entity<SignInLine>().HasIndex(line => new { line.AccountId, line.At });
        builder.Entity<Recovery>().HasIndex(row => row.AccountId);
        builder.Entity<Recovery>().HasIndex(row => row.DueAt);
        builder.Entity<Recovery>().HasIndex(row => row.SecretHash).IsUnique();
        builder.Entity<SecondStepRow>().HasKey(row => row.AccountId);
        builder.Entity<RecoveryCode>().HasKey(code => new { code.AccountId, code.Hash });
        builder.Entity<SpentChallenge>().HasKey(row => row.Hash);
        builder.Entity<ErasureSecret>().HasKey(secret => new { secret.Organisation, secret.Id });
        builder.Entity<Erasure>().HasKey(erasure => new { erasure.Organisation, erasure.Id });
        builder.Entity<Tombstone>().HasKey(tombstone => new { tombstone.Organisation, tombstone.Hash });
        builder.Entity<BackupRun>().HasIndex(run => new { run.Organisation, run.BegunAt });
        builder.Entity<Lease>().HasKey(lease => lease.Name);
        Conventions.SnakeCase(builder);
    }
}
