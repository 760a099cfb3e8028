using Kolot.Store;

namespace Kolot.Listen.Sending;

/// <summary>Goes round the organisations that have invitations to send, on every node. What was begun when the house goes down is kept: else it would be uncertain.</summary>
/// <remarks>What a node leaves behind is found by <see cref="InvitationsDue"/>.</remarks>
public sealed class InvitationRounds(InvitationRound round, TimeProvider clock, ILogger<InvitationRounds> log) : BackgroundService
{
    // The kind of fault alone: its message may hold an address.
    private readonly RungVisits visits = new(round.Run, clock, (organisation, fault) => log.LogWarning("Invitations of {Organisation} were not sent: {Fault}; tried again in a while", organisation, fault.GetType().Name));

    /// <summary>Says that an organisation has invitations to send.</summary>
    public void Ring(string organisation) => visits.Ring(organisation);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => visits.Go(stoppingToken);
}
