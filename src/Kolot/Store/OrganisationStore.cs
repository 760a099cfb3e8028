using Kolot.Core.Listen;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Core.Understand.Measures;
using Microsoft.EntityFrameworkCore;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Store;

/// <summary>One organisation's database: its people, its customers, its voices. No row says whose it is, since all of it is.</summary>
public sealed partial class OrganisationStore(DbContextOptions<OrganisationStore> options) : DbContext(options)
{
    /// <summary>Whose it is: the organisation's name in addresses.</summary>
    public string Organisation { get; internal set; } = "";

    /// <summary>The organisation's profile.</summary>
    public DbSet<Profile> Profiles => Set<Profile>();

    /// <summary>The provider by which its people sign in, if any.</summary>
    public DbSet<SignOnProvider> SignOnProviders => Set<SignOnProvider>();

    /// <summary>Its units.</summary>
    public DbSet<Unit> Units => Set<Unit>();

    /// <summary>Its channels.</summary>
    public DbSet<Channel> Channels => Set<Channel>();

    /// <summary>Its stages.</summary>
    public DbSet<Stage> Stages => Set<Stage>();

    /// <summary>Its touchpoints.</summary>
    public DbSet<Touchpoint> Touchpoints => Set<Touchpoint>();

    /// <summary>Its members.</summary>
    public DbSet<MemberRow> Members => Set<MemberRow>();

    /// <summary>Links by which members join.</summary>
    public DbSet<JoinLink> JoinLinks => Set<JoinLink>();

    /// <summary>The log.</summary>
    public DbSet<LogLine> LogLines => Set<LogLine>();

    /// <summary>Its customers.</summary>
    public DbSet<Customer> Customers => Set<Customer>();

    /// <summary>By what they are recognised.</summary>
    public DbSet<Identity> Identities => Set<Identity>();

    /// <summary>What is known of them.</summary>
    public DbSet<CustomerAttribute> CustomerAttributes => Set<CustomerAttribute>();

    /// <summary>Customers found to be one.</summary>
    public DbSet<CustomerMerge> CustomerMerges => Set<CustomerMerge>();

    /// <summary>The voices.</summary>
    public DbSet<Voice> Voices => Set<Voice>();

    /// <summary>By what voices are known.</summary>
    public DbSet<VoiceKey> VoiceKeys => Set<VoiceKey>();

    /// <summary>What voices said before.</summary>
    public DbSet<VoiceRevision> VoiceRevisions => Set<VoiceRevision>();

    /// <summary>What remains to be done.</summary>
    public DbSet<Errand> Errands => Set<Errand>();

    /// <summary>Measures that the organisation defined, named, changed or retired.</summary>
    public DbSet<KeptMeasure> Measures => Set<KeptMeasure>();

    /// <summary>The versions of their rules.</summary>
    public DbSet<MeasureRule> MeasureRules => Set<MeasureRule>();

    /// <summary>Saved views.</summary>
    public DbSet<SavedView> SavedViews => Set<SavedView>();

    /// <summary>Imports.</summary>
    public DbSet<ImportRun> ImportRuns => Set<ImportRun>();

    /// <summary>Rows that could not come in.</summary>
    public DbSet<RefusedRow> RefusedRows => Set<RefusedRow>();

    /// <summary>Mappings kept by name.</summary>
    public DbSet<SavedMapping> SavedMappings => Set<SavedMapping>();

    /// <summary>Stored files.</summary>
    public DbSet<FilePart> FileParts => Set<FilePart>();

    /// <summary>How long things are kept.</summary>
    public DbSet<RetentionRule> RetentionRules => Set<RetentionRule>();

    /// <summary>What was removed because its time was over.</summary>
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();

    /// <summary>Customers who are not removed, whatever the time.</summary>
    public DbSet<CustomerHold> CustomerHolds => Set<CustomerHold>();

    /// <summary>Through which server mail goes.</summary>
    public DbSet<MailSettings> MailSettings => Set<MailSettings>();

    /// <summary>What people are told of their data, version by version.</summary>
    public DbSet<PrivacyNotice> PrivacyNotices => Set<PrivacyNotice>();

    /// <summary>Boards.</summary>
    public DbSet<Board> Boards => Set<Board>();

    /// <summary>What stands on them.</summary>
    public DbSet<Tile> Tiles => Set<Tile>();

    /// <summary>When boards are mailed.</summary>
    public DbSet<Mailing> Mailings => Set<Mailing>();

    /// <summary>To whom.</summary>
    public DbSet<MailingReader> MailingReaders => Set<MailingReader>();

    /// <summary>The mails of boards, and what became of each.</summary>
    public DbSet<Letter> Letters => Set<Letter>();

    /// <summary>Who wants to be told of what.</summary>
    public DbSet<Alert> Alerts => Set<Alert>();

    /// <summary>Who is told, and how it stands for them.</summary>
    public DbSet<AlertReader> AlertReaders => Set<AlertReader>();

    /// <summary>What they were told.</summary>
    public DbSet<Signal> Signals => Set<Signal>();

    /// <summary>Surveys.</summary>
    public DbSet<SurveyRow> Surveys => Set<SurveyRow>();

    /// <summary>Surveys as they were published.</summary>
    public DbSet<SurveyVersion> SurveyVersions => Set<SurveyVersion>();

    /// <summary>What is answered.</summary>
    public DbSet<SurveyResponse> SurveyResponses => Set<SurveyResponse>();

    /// <summary>Files that were given as answers.</summary>
    public DbSet<SurveyFile> SurveyFiles => Set<SurveyFile>();

    /// <summary>Personal ways into surveys.</summary>
    public DbSet<SurveyLink> SurveyLinks => Set<SurveyLink>();

    /// <summary>What was decided of the ways into surveys.</summary>
    public DbSet<WaysIn> WaysIn => Set<WaysIn>();

    /// <summary>Hours of service, decision by decision.</summary>
    public DbSet<DecidedHours> DecidedHours => Set<DecidedHours>();

    /// <summary>What customers are told of outages.</summary>
    public DbSet<OutageNotice> OutageNotices => Set<OutageNotice>();

    /// <summary>When somebody was really there.</summary>
    public DbSet<OpenedTime> OpenedTimes => Set<OpenedTime>();

    /// <summary>Where other systems are told of what happens.</summary>
    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    /// <summary>The messages to them.</summary>
    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>Each try to deliver one.</summary>
    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    /// <summary>What is to be heard where, and how often.</summary>
    public DbSet<RhythmLine> RhythmLines => Set<RhythmLine>();

    /// <summary>What was decided of the contact form.</summary>
    public DbSet<ContactFormRow> ContactForms => Set<ContactFormRow>();

    /// <summary>What was written by it.</summary>
    public DbSet<Enquiry> Enquiries => Set<Enquiry>();

    /// <summary>What happened with that.</summary>
    public DbSet<EnquiryStep> EnquirySteps => Set<EnquiryStep>();

    /// <summary>By which gateways messages are sent.</summary>
    public DbSet<GatewaySettings> Gateways => Set<GatewaySettings>();

    /// <summary>What messages say, version by version.</summary>
    public DbSet<MessageText> MessageTexts => Set<MessageText>();

    /// <summary>What was reported of messages.</summary>
    public DbSet<MessageReceipt> MessageReceipts => Set<MessageReceipt>();

    /// <summary>Who wants no messages of a purpose.</summary>
    public DbSet<OptOut> OptOuts => Set<OptOut>();

    /// <summary>Addresses that no message reaches.</summary>
    public DbSet<DeadAddress> DeadAddresses => Set<DeadAddress>();

    /// <summary>Campaigns.</summary>
    public DbSet<Campaign> Campaigns => Set<Campaign>();

    /// <summary>Who stands in the files of campaigns.</summary>
    public DbSet<CampaignPerson> CampaignPeople => Set<CampaignPerson>();

    /// <summary>What happened with customers elsewhere.</summary>
    public DbSet<CustomerEvent> CustomerEvents => Set<CustomerEvent>();

    /// <summary>Invitations to answer surveys.</summary>
    public DbSet<Invitation> Invitations => Set<Invitation>();

    /// <summary>How often customers may be asked.</summary>
    public DbSet<FrequencyRule> FrequencyRules => Set<FrequencyRule>();

    /// <summary>For what or whom those rules do not hold.</summary>
    public DbSet<FrequencyExemption> FrequencyExemptions => Set<FrequencyExemption>();

    /// <summary>What was decided of inviting.</summary>
    public DbSet<InvitingSettings> InvitingSettings => Set<InvitingSettings>();

    /// <summary>Keeps one connection for several questions that follow each other: else each takes one from the pool, and has it set up for this organisation.</summary>
    public Task Stay(CancellationToken cancel) => Database.OpenConnectionAsync(cancel);

    /// <summary>Begins to write: alone on SQLite, in a transaction on both. Nothing read before this may be relied on.</summary>
    public async Task<Writing> BeginWriting(CancellationToken cancel)
    {
        var place = await Gate.Enter(cancel);
        try
        {
            return new Writing(await Database.BeginTransactionAsync(cancel), place);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (Database.CurrentTransaction is not null) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        using var place = await Gate.Enter(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => Conventions.Times(configurationBuilder);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        OrganisationTables.Map(modelBuilder);
        Conventions.SnakeCase(modelBuilder);
    }
}
