using Kolot.Core.Listen.Contact;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of what was written through the contact form.</summary>
internal static class EnquiryTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<ContactFormRow>().ToTable("contact_forms").Property(form => form.Id).ValueGeneratedNever();
        model.Entity<ContactFormRow>().Property(form => form.Version).IsConcurrencyToken();
        model.Entity<Enquiry>().ToTable("enquiries").HasIndex(enquiry => enquiry.Key).IsUnique();
        model.Entity<Enquiry>().HasIndex(enquiry => enquiry.VoiceId);
        model.Entity<Enquiry>().HasIndex(enquiry => enquiry.Since).HasFilter("since is not null");
        model.Entity<Enquiry>().Property(enquiry => enquiry.State).HasDefaultValue(EnquiryState.Waiting);
        model.Entity<EnquiryStep>().ToTable("enquiry_steps").HasIndex(step => step.EnquiryKey);
        model.Entity<EnquiryStep>().HasIndex(step => step.MailAt).HasFilter("mail_at is not null");
        model.Entity<EnquiryStep>().HasIndex(step => step.VoiceId).HasFilter("voice_id is not null");
    }
}
