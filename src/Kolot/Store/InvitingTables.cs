using Kolot.Core.Listen.Inviting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of campaigns, of the invitations that come of them, and of how often customers may be asked.</summary>
internal static class InvitingTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Campaign>().ToTable("campaigns").HasIndex(campaign => campaign.SurveyId);
        model.Entity<Campaign>().Property(campaign => campaign.Version).IsConcurrencyToken();
        model.Entity<CampaignPerson>().ToTable("campaign_people").HasKey(person => new { person.CampaignId, person.CustomerId });
        model.Entity<CampaignPerson>().HasIndex(person => person.CustomerId);
        var happened = model.Entity<CustomerEvent>().ToTable("customer_events");
        happened.HasIndex(one => new { one.Source, one.SourceId }).IsUnique();
        happened.HasIndex(one => one.CustomerId);
        happened.HasIndex(one => one.KeptAt);
        var invitation = model.Entity<Invitation>().ToTable("invitations");
        // Two nodes that plan at once invite nobody twice.
        invitation.HasIndex(row => new { row.CampaignId, row.CustomerId, row.Occasion, row.Reminder }).IsUnique();
        invitation.HasIndex(row => new { row.CustomerId, row.DueAt });
        // What is due is looked for campaign by campaign: what waits in one that rests is in nobody's way.
        invitation.HasIndex(row => new { row.CampaignId, row.Way, row.NextTryAt }).HasFilter("next_try_at is not null");
        invitation.HasIndex(row => row.LeasedUntil).HasFilter("leased_until is not null");
        invitation.HasIndex(row => new { row.CampaignId, row.SentAt }).HasFilter("sent_at is not null");
        invitation.HasIndex(row => row.MessageId).HasFilter("message_id is not null");
        model.Entity<FrequencyRule>().ToTable("frequency_rules").Property(rule => rule.Version).IsConcurrencyToken();
        model.Entity<FrequencyExemption>().ToTable("frequency_exemptions");
        model.Entity<InvitingSettings>().ToTable("inviting_settings").Property(settings => settings.Id).ValueGeneratedNever();
        model.Entity<InvitingSettings>().Property(settings => settings.Version).IsConcurrencyToken();
    }
}
