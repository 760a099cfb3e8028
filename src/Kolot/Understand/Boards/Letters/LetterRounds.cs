using Kolot.Store;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Goes round the organisations that have letters to send, on every node.</summary>
/// <remarks>What a node leaves behind is found by <see cref="LettersWaiting"/>.</remarks>
public sealed class LetterRounds(LetterRound round, TimeProvider clock, ILogger<LetterRounds> log) : BackgroundService
{
    // The kind of fault alone: its message may hold an address.
    private readonly RungVisits visits = new(round.Run, clock, (organisation, fault) => log.LogWarning("Letters of {Organisation} were not sent: {Fault}; tried again in a while", organisation, fault.GetType().Name));

    /// <summary>Says that an organisation has letters to send.</summary>
    public void Ring(string organisation) => visits.Ring(organisation);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => visits.Go(stoppingToken);
}
