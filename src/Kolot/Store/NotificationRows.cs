using Kolot.Core.Organisation;
using Kolot.Core.Respond.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>A mail that tells a member of what waits for them. It is written when it is sent, and names cases by their numbers alone.</summary>
public sealed class NotificationMail : IMailed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <summary>Whom it is for.</summary>
    public Guid MemberId { get; init; }

    /// <summary>When it is to go. Until then it is moved as what it tells of changes; from then on it is in hand.</summary>
    public DateTime DueAt { get; set; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}

/// <summary>A mail that tells a lead how the team stands.</summary>
public sealed class TeamDigest : IMailed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <summary>Whom it is for.</summary>
    public Guid MemberId { get; init; }

    /// <summary>The time for which it is: of one time there is one.</summary>
    public DateTime Occasion { get; init; }

    /// <summary>Since when it tells what happened.</summary>
    public DateTime Since { get; init; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}

/// <summary>Of what a member wants to be told by mail, and when: see <see cref="NotificationChoices"/>. Whoever chose nothing has no row.</summary>
public sealed class NotificationChoice
{
    /// <summary>Whose.</summary>
    public Guid MemberId { get; init; }

    /// <summary>What is theirs now.</summary>
    public MailChoice Given { get; set; }

    /// <summary>What moves in their cases.</summary>
    public MailChoice Moves { get; set; }

    /// <summary>What cannot wait.</summary>
    public MailChoice Urgent { get; set; }

    /// <summary>Whether what cannot wait comes in quiet time too.</summary>
    public bool Wakes { get; set; }

    /// <summary>At which hour the digest comes.</summary>
    public int DigestHour { get; set; }

    /// <summary>The hour at which the night begins.</summary>
    public int QuietFrom { get; set; }

    /// <summary>The hour at which it ends.</summary>
    public int QuietUntil { get; set; }

    /// <summary>Whether days of rest are quiet.</summary>
    public bool Rests { get; set; }

    /// <summary>How often a lead is told how the team stands.</summary>
    public DigestRhythm Team { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }

    /// <summary>As it is reckoned with.</summary>
    public NotificationChoices Choices => new() { Given = Given, Moves = Moves, Urgent = Urgent, Wakes = Wakes, DigestHour = DigestHour, Quiet = new(QuietFrom, QuietUntil, Rests), Team = Team, Version = Version };

    /// <summary>Takes what was chosen.</summary>
    public void Take(NotificationChoices chosen) => (Given, Moves, Urgent, Wakes, DigestHour, QuietFrom, QuietUntil, Rests, Team, Version) =
        (chosen.Given, chosen.Moves, chosen.Urgent, chosen.Wakes, chosen.DigestHour, chosen.Quiet.From, chosen.Quiet.Until, chosen.Quiet.Rests, chosen.Team, chosen.Version);
}

/// <summary>Keys and indexes of what members are mailed.</summary>
internal static class NotificationTables
{
    public static void Map(ModelBuilder model)
    {
        var mail = model.Entity<NotificationMail>();
        mail.ToTable("notification_mails").HasIndex(row => row.MailAt).HasFilter("mail_at is not null");
        mail.HasIndex(row => row.MemberId);
        var digest = model.Entity<TeamDigest>();
        digest.ToTable("team_digests").HasIndex(row => row.MailAt).HasFilter("mail_at is not null");
        // Two nodes that come to one time leave one mail.
        digest.HasIndex(row => new { row.MemberId, row.Occasion }).IsUnique();
        var choice = model.Entity<NotificationChoice>();
        choice.ToTable("notification_choices").HasKey(row => row.MemberId);
        choice.Ignore(row => row.Choices);
        choice.Property(row => row.MemberId).ValueGeneratedNever();
        choice.Property(row => row.Version).IsConcurrencyToken();
    }
}

public sealed partial class OrganisationStore
{
    /// <summary>Mails that tell members what waits for them.</summary>
    public DbSet<NotificationMail> NotificationMails => Set<NotificationMail>();

    /// <summary>Mails that tell leads how the team stands.</summary>
    public DbSet<TeamDigest> TeamDigests => Set<TeamDigest>();

    /// <summary>Of what members want to be told by mail.</summary>
    public DbSet<NotificationChoice> NotificationChoices => Set<NotificationChoice>();
}
