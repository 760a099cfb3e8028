using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Inviting.Planning;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>Spares whoever opted out, and whose address takes no messages.</summary>
public sealed class SparedByWish(KnownOptOuts optOuts) : ISparing
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Spared>> Among(OrganisationStore store, Purpose purpose, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        // Where nobody ever said anything, a million customers are not looked at one by one.
        var (any, dead) = (await store.OptOuts.AnyAsync(one => one.Purpose == purpose, cancel), await store.DeadAddresses.AnyAsync(cancel));
        if ((!any && !dead) || customers.Count == 0) return [];
        var signs = await KnownOptOuts.SignsOf(store, customers, cancel);
        var suppressed = await optOuts.Among(store, purpose, any ? signs.Select(sign => sign.Mark) : [], cancel);
        var gone = await optOuts.Dead(store, dead ? signs.Select(sign => sign.Address).OfType<Core.Organisation.WrittenIdentity>() : [], cancel);
        return
        [
            .. signs.Where(sign => suppressed.Has(sign.Mark)).Select(sign => sign.Customer).Distinct().Select(who => new Spared(who, null, SkipReason.OptedOut)),
            .. signs.Where(sign => sign.Address is not null && gone.ContainsKey(sign.Mark)).Select(sign => new Spared(sign.Customer, sign.Address?.Value, SkipReason.Bounces)).Distinct(),
        ];
    }
}
