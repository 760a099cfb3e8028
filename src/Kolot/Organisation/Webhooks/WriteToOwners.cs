using System.Globalization;
using System.Threading.Channels;
using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Writes to the owners that an endpoint was switched off because it took nothing any more.</summary>
public sealed class WriteToOwners(WriteToOwners.Means means, OrganisationMail mail, TimeProvider clock, ILogger<WriteToOwners> log) : BackgroundService
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly Channel<(string Organisation, Guid Endpoint)> waiting = System.Threading.Channels.Channel.CreateUnbounded<(string, Guid)>();

    /// <summary>What it reads from.</summary>
    public sealed record Means(Stores Stores, EntranceMembers Entrance, IConfiguration Configuration);

    /// <summary>Has it written.</summary>
    public void Soon(string organisation, Guid endpoint) => waiting.Writer.TryWrite((organisation, endpoint));

    /// <summary>Writes it, unless another node does.</summary>
    public async Task Write(string organisation, Guid id, CancellationToken cancel)
    {
        await using var store = await means.Stores.Open(organisation, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + Lease;
        if (await store.WebhookEndpoints.Where(row => row.Id == id && row.NoticeDueAt <= now).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.NoticeDueAt, until).SetProperty(row => row.NoticeTries, row => row.NoticeTries + 1), cancel) == 0) return;
        var endpoint = await store.WebhookEndpoints.AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        var owners = await store.Members.Where(member => member.Role == Role.Owner && member.LeftAt == null).Select(member => member.Mail).ToArrayAsync(cancel);
        var words = await Words(organisation, endpoint, cancel);
        var again = false;
        foreach (var owner in owners) again |= (await mail.Send(organisation, owner, words, cancel)).Ending == MailEnding.Later;
        var next = again ? now : (DateTime?)null;
        await store.WebhookEndpoints.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NoticeDueAt, next), CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (organisation, endpoint) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Write(organisation, endpoint, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The kind of fault alone: its message may hold an address. The errand comes back to it.
                log.LogWarning("The owners of {Organisation} were not written to: {Fault}", organisation, fault.GetType().Name);
            }
        }
    }

    private async Task<MailWords> Words(string organisation, WebhookEndpoint endpoint, CancellationToken cancel)
    {
        var face = await means.Entrance.FaceOf(organisation, cancel);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(face.Language == "en" ? "en-GB" : "he-IL");
        var link = $"{means.Configuration["PublicAddress"]?.TrimEnd('/')}/{organisation}/settings/webhooks/{endpoint.Id}";
        var why = endpoint.OffBecause == "gone" ? Webhooks.Words.OffGone : Webhooks.Words.OffFailing;
        return new(
            Webhooks.Words.OffSubject.Replace("{0}", endpoint.Name, StringComparison.Ordinal).ReplaceLineEndings(" "),
            string.Join("\n\n", Webhooks.Words.OffMail.Replace("{0}", endpoint.Name, StringComparison.Ordinal), why, Webhooks.Words.OffMailThen, link),
            CultureInfo.CurrentUICulture);
    }
}
