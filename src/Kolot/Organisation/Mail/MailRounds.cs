using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Mail;

/// <summary>Goes round the organisations that have mails of one kind to send, on every node; and answers the errand that looks after them: as long as any wait, some node is told to send them, whatever became of the one that began.</summary>
public sealed class MailRounds<TRow>(MailRound<TRow> round, IMailKind<TRow> kind, TimeProvider clock, ILogger<MailRounds<TRow>> log) : BackgroundService, IErrandAnswer
    where TRow : class, IMailed
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // The kind of fault alone: its message may hold an address.
    private readonly RungVisits visits = new(round.Run, clock, (organisation, fault) => log.LogWarning("Mails ({Kind}) of {Organisation} were not sent: {Fault}; tried again in a while", kind.ErrandKind, organisation, fault.GetType().Name));

    /// <inheritdoc/>
    public string Kind => kind.ErrandKind;

    /// <summary>Says that an organisation has mails to send.</summary>
    public void Ring(string organisation) => visits.Ring(organisation);

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        if (await store.Set<TRow>().Where(row => row.MailAt != null).MinAsync(row => row.MailAt, cancel) is not { } next) return;
        Ring(store.Organisation);
        var (now, name) = (clock.GetUtcNow().UtcDateTime, Kind);
        // However many there were of it, one is left.
        await store.Errands.Where(errand => errand.Kind == name && errand.FailedAt == null && errand.DueAt > now).ExecuteDeleteAsync(cancel);
        store.Errands.Add(new() { Kind = name, Subject = "all", DueAt = next > now + Pause ? next : now + Pause });
        await store.SaveChangesAsync(cancel);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => visits.Go(stoppingToken);
}
