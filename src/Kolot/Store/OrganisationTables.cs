using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Microsoft.EntityFrameworkCore;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Store;

/// <summary>Keys, indexes and versions of an organisation's tables. Each index is there for a question that a page asks.</summary>
internal static class OrganisationTables
{
    public static void Map(ModelBuilder model)
    {
        Organisation(model);
        Customers(model);
        Voices(model);
        Work(model);
        Keeping(model);
        Numbers(model);
        BoardTables.Map(model);
        AlertTables.Map(model);
        SurveyTables.Map(model);
        HoursTables.Map(model);
        WebhookTables.Map(model);
        EnquiryTables.Map(model);
        InvitingTables.Map(model);
        SendingTables.Map(model);
        CaseTables.Map(model);
        ClockTables.Map(model);
        KeptTables.Map(model);
        HandTables.Map(model);
        OutcomeTables.Map(model);
        NotificationTables.Map(model);
        StudyTables.Map(model);
    }

    private static void Organisation(ModelBuilder model)
    {
        model.Entity<Profile>().Property(profile => profile.Id).ValueGeneratedNever();
        model.Entity<Profile>().Property(profile => profile.Version).IsConcurrencyToken();
        model.Entity<Profile>().Property(profile => profile.DemandsSecondStep).HasDefaultValue(false);
        model.Entity<Profile>().Property(profile => profile.Currency).HasDefaultValue(Core.Organisation.Currencies.Shekels);
        Named<Unit>(model);
        Named<Channel>(model);
        Named<Stage>(model);
        Named<Touchpoint>(model);
        model.Entity<MemberRow>().ToTable("members").HasIndex(member => member.Mail).IsUnique();
        model.Entity<MemberRow>().Property(member => member.Version).IsConcurrencyToken();
        model.Entity<JoinLink>().HasIndex(link => link.SecretHash).IsUnique();
        model.Entity<LogLine>().HasIndex(line => line.At);
        model.Entity<LogLine>().HasIndex(line => new { line.Subject, line.Id });
    }

    private static void Named<T>(ModelBuilder model) where T : class, INamed
    {
        model.Entity<T>().HasIndex(named => named.Code).IsUnique();
        model.Entity<T>().Property(named => named.Version).IsConcurrencyToken();
    }

    private static void Customers(ModelBuilder model)
    {
        model.Entity<Customer>().HasIndex(customer => new { customer.Source, customer.SourceId }).IsUnique();
        model.Entity<Customer>().HasIndex(customer => customer.Name);
        model.Entity<Customer>().HasIndex(customer => customer.ImportId);
        model.Entity<Customer>().HasIndex(customer => customer.MergedInto).HasFilter("merged_into is not null");
        model.Entity<CustomerMerge>().HasIndex(merge => merge.IntoId);
        model.Entity<CustomerMerge>().HasIndex(merge => merge.FromId);
        model.Entity<Customer>().Property(customer => customer.Version).IsConcurrencyToken();
        model.Entity<Identity>().HasIndex(identity => new { identity.Kind, identity.Value }).IsUnique();
        model.Entity<Identity>().HasIndex(identity => identity.CustomerId);
        model.Entity<CustomerAttribute>().HasKey(attribute => new { attribute.CustomerId, attribute.Key });
    }

    private static void Voices(ModelBuilder model)
    {
        var voice = model.Entity<Voice>();
        voice.HasKey(row => row.Place);
        voice.Property(row => row.Place).ValueGeneratedNever();
        voice.HasIndex(row => row.Id).IsUnique();
        // Most voices lack most of these, and each entry costs whoever waits for a voice to be kept.
        voice.HasIndex(row => new { row.CustomerId, row.Place }).HasFilter("customer_id is not null");
        voice.HasIndex(row => new { row.UnitId, row.Place }).HasFilter("unit_id is not null");
        voice.HasIndex(row => new { row.ChannelId, row.Place });
        voice.HasIndex(row => new { row.TouchpointId, row.Place }).HasFilter("touchpoint_id is not null");
        // What is rare, such as ideas or a language, is found without walking past all the rest.
        voice.HasIndex(row => new { row.Kind, row.Place });
        voice.HasIndex(row => new { row.Language, row.Place }).HasFilter("language is not null");
        voice.HasIndex(row => new { row.EnteredBy, row.Place }).HasFilter("entered_by is not null");
        voice.HasIndex(row => row.ImportId).HasFilter("import_id is not null");
        voice.Property(row => row.Version).IsConcurrencyToken();
        model.Entity<VoiceKey>().HasKey(key => new { key.Source, key.SourceId });
        model.Entity<VoiceRevision>().HasIndex(revision => new { revision.VoiceId, revision.Version });
        var hit = model.Entity<WordHit>();
        hit.HasNoKey().ToView(null);
        // It has no table by whose rule its columns would be named, and PostgreSQL tells At from at.
        hit.Property(row => row.Place).HasColumnName("place");
        hit.Property(row => row.At).HasColumnName("at");
    }

    private static void Work(ModelBuilder model)
    {
        model.Entity<Errand>().HasIndex(errand => new { errand.FailedAt, errand.DueAt, errand.Id });
        model.Entity<SavedView>().HasIndex(view => view.MemberId);
        model.Entity<SavedView>().Property(view => view.Page).HasDefaultValue("voices");
        model.Entity<ImportRun>().HasIndex(run => run.BegunAt);
        model.Entity<ImportRun>().Property(run => run.Version).IsConcurrencyToken();
        model.Entity<ImportRun>().Property(run => run.Forgotten).HasDefaultValue(0L);
        model.Entity<RefusedRow>().HasIndex(row => new { row.ImportId, row.Id });
        model.Entity<SavedMapping>().HasKey(mapping => mapping.Name);
        model.Entity<SavedMapping>().Property(mapping => mapping.Version).IsConcurrencyToken();
        model.Entity<FilePart>().HasKey(part => new { part.FileId, part.Number });
    }

    private static void Keeping(ModelBuilder model)
    {
        model.Entity<SignOnProvider>().Ignore(provider => provider.RulesRead).Property(provider => provider.Id).ValueGeneratedNever();
        model.Entity<SignOnProvider>().Property(provider => provider.Version).IsConcurrencyToken();
        model.Entity<RetentionRule>().HasKey(rule => rule.Kind);
        model.Entity<RetentionRule>().Property(rule => rule.Version).IsConcurrencyToken();
        model.Entity<MailSettings>().Property(settings => settings.Id).ValueGeneratedNever();
        model.Entity<MailSettings>().Property(settings => settings.Version).IsConcurrencyToken();
        model.Entity<RetentionRun>().HasIndex(run => run.BegunAt);
        model.Entity<CustomerHold>().HasKey(hold => hold.CustomerId);
        model.Entity<PrivacyNotice>().HasKey(notice => new { notice.Language, notice.Number });
        model.Entity<PrivacyNotice>().Property(notice => notice.Version).IsConcurrencyToken();
    }

    private static void Numbers(ModelBuilder model)
    {
        model.Entity<KeptMeasure>().ToTable("measures").HasKey(measure => measure.Code);
        model.Entity<KeptMeasure>().Property(measure => measure.Version).IsConcurrencyToken();
        model.Entity<MeasureRule>().ToTable("measure_versions").HasKey(rule => new { rule.Code, rule.Number });
        // A day is text in an archive, and so on both databases.
        model.Entity<MeasureRule>().Property(rule => rule.From).HasConversion<string>();
    }
}
