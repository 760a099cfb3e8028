using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Goes round the organisations whose studies have mailboxes to be looked at, on every node; and answers the errand that looks after them: some node is told to look, whatever became of the one that did before.</summary>
public sealed class MailboxRounds(MailboxRound round, TimeProvider clock, ILogger<MailboxRounds> log) : BackgroundService, IErrandAnswer
{
    /// <summary>The errand's kind; there is one for all mailboxes.</summary>
    public const string Errand = "studies.mailboxes";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Rarely = TimeSpan.FromHours(1);

    // The kind of fault alone: its message may hold an address.
    private readonly RungVisits visits = new(round.Run, clock, (organisation, fault) => log.LogWarning("Mailboxes of {Organisation} were not looked at: {Fault}; tried again in a while", organisation, fault.GetType().Name));

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has a study's mailbox looked at from now on: called in the transaction that opens a wave. The caller saves.</summary>
    /// <remarks>Whoever has it in hand loses it, and with that cannot lay it to rest because it saw no wave yet.</remarks>
    public static async Task Wake(OrganisationStore store, Guid study, DateTime now, CancellationToken cancel)
    {
        if (await store.StudyMailboxes.Where(mailbox => mailbox.StudyId == study).ExecuteUpdateAsync(set => set.SetProperty(mailbox => mailbox.DueAt, now), cancel) > 0) Arm(store, now);
    }

    /// <summary>Has mailboxes looked after. The caller saves.</summary>
    public static void Arm(OrganisationStore store, DateTime now) => store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = now });

    /// <summary>When a study's mailbox is worth a look again; null while no wave takes answers.</summary>
    public static async Task<DateTime?> Next(OrganisationStore store, Study study, DateTime now, CancellationToken cancel)
    {
        var open = await store.StudyWaves.Where(wave => wave.StudyId == study.Id && wave.ClosedAt == null).Select(wave => new { wave.From, wave.Until }).ToListAsync(cancel);
        if (open.Count == 0) return null;
        var (today, watched) = (DateOnly.FromDateTime(now), 1 + (int)TimeSpan.FromMinutes(StudyOf.Of(study).Design.Rule.NeverAfterMinutes).TotalDays);
        // A day more at either end, wherever on earth the study is made.
        return now + (open.Any(wave => wave.From.AddDays(-1) <= today && today <= wave.Until.AddDays(watched + 1)) ? Often : Rarely);
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        if (await store.StudyMailboxes.MinAsync(mailbox => mailbox.DueAt, cancel) is not { } next) return;
        var now = clock.GetUtcNow().UtcDateTime;
        if (next <= now) visits.Ring(store.Organisation);
        // However many there were of it, one is left.
        await store.Errands.Where(errand => errand.Kind == Errand && errand.FailedAt == null && errand.DueAt > now).ExecuteDeleteAsync(cancel);
        store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = next > now + Pause ? next : now + Pause });
        await store.SaveChangesAsync(cancel);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => visits.Go(stoppingToken);
}
