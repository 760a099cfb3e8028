using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>What is to be told by mail.</summary>
/// <param name="Case">About which case.</param>
/// <param name="Kind">What.</param>
/// <param name="Subject">Of what.</param>
public sealed record ToTell(Guid Case, CaseMailKind Kind, Guid Subject)
{
    /// <summary>The member who is told; null for the customer.</summary>
    public Guid? Member { get; init; }
}

/// <summary>Leaves mails about cases in the transaction of what they tell of, and goes where some wait, on every node.</summary>
/// <remarks>What a node leaves behind is found by <see cref="CaseMailsWaiting"/>.</remarks>
public sealed class TellOfCases(CaseMailRound round, TimeProvider clock, ILogger<TellOfCases> log) : BackgroundService
{
    // The kind of fault alone: its message may hold an address.
    private readonly RungVisits visits = new(round.Run, clock, (organisation, fault) => log.LogWarning("Mails about cases of {Organisation} were not sent: {Fault}; tried again in a while", organisation, fault.GetType().Name));

    /// <summary>Says that an organisation has mails to send.</summary>
    public void Ring(string organisation) => visits.Ring(organisation);

    /// <summary>Leaves one. The caller saves, and rings once that is on disk.</summary>
    public void Leave(OrganisationStore store, ToTell what, DateTime now)
    {
        store.CaseMails.Add(new() { Id = Guid.CreateVersion7(now), CaseId = what.Case, Kind = what.Kind, SubjectId = what.Subject, MemberId = what.Member, State = CaseMailState.Waiting, DueAt = now });
        if (!store.Errands.Local.Any(errand => errand.Kind == CaseMailsWaiting.Errand)) store.Errands.Add(CaseMailsWaiting.After(now));
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => visits.Go(stoppingToken);
}

/// <summary>Answers the errand "look after mails about cases": as long as any wait, some node is told to send them, whatever became of the one that began.</summary>
public sealed class CaseMailsWaiting(TellOfCases tell, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "cases.mail";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>The errand that looks after them in a while.</summary>
    public static Errand After(DateTime now) => new() { Kind = Errand, Subject = "all", DueAt = now + Pause };

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        if (await store.CaseMails.MinAsync(mail => mail.DueAt, cancel) is not { } next) return;
        tell.Ring(store.Organisation);
        // One that waits already looks after all.
        var mine = errands.Select(errand => errand.Id).ToArray();
        if (await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null && !mine.Contains(errand.Id), cancel)) return;
        var soonest = clock.GetUtcNow().UtcDateTime;
        store.Errands.Add(After(next > soonest ? next : soonest));
        await store.SaveChangesAsync(cancel);
    }
}
