using Kolot.Core.Listen.Inviting;
using Kolot.Store;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Somebody who is not to be written to.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Address">At which address; null for any.</param>
/// <param name="Why">Why.</param>
public readonly record struct Spared(Guid Customer, string? Address, SkipReason Why);

/// <summary>Tells whom not to write to: whoever opted out, or whose address sends everything back. Asked when invitations are planned, and again before one is sent.</summary>
public interface ISparing
{
    /// <summary>Those of some customers who are spared.</summary>
    Task<IReadOnlyList<Spared>> Among(OrganisationStore store, Purpose purpose, IReadOnlyCollection<Guid> customers, CancellationToken cancel);
}
