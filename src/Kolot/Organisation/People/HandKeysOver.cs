using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Ends in the directory what somebody had who was parted from: keys go to who takes over, or close, and the organisation leaves their list.</summary>
/// <remarks>The organisation itself is closed to them from the parting on; here follows what lies in another database. It may be done twice.</remarks>
public sealed class HandKeysOver(Databases databases, EntranceKeys entrance, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand: its subject is who left, and who takes over, if anybody.</summary>
    public const string Errand = "member.parted";

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        foreach (var errand in errands)
        {
            var named = errand.Subject.Split(' ').Select(Guid.Parse).ToArray();
            await End(store, named[0], named.Length > 1 ? named[1] : null, cancel);
        }
    }

    private async Task End(OrganisationStore store, Guid left, Guid? heir, CancellationToken cancel)
    {
        // Whoever was invited again meanwhile and is back keeps what they have.
        if (await store.Members.AnyAsync(member => member.Id == left && member.LeftAt == null, cancel)) return;
        var (organisation, now) = (store.Organisation, clock.GetUtcNow().UtcDateTime);
        await using var directory = databases.OpenDirectory();
        var keys = Belongings.KeysOf(directory, organisation, left);
        if (heir is { } to) await keys.ExecuteUpdateAsync(set => set.SetProperty(key => key.MadeBy, to), cancel);
        else await keys.ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancel);
        await directory.Memberships.Where(membership => membership.AccountId == left && membership.Organisation == organisation).ExecuteDeleteAsync(cancel);
        entrance.Forget(organisation);
    }
}
