using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Keeps the members whom a provider vouches for, with the role and the reach that the rules give them.</summary>
public sealed class SignOnMembers(Stores stores, EntranceMembers entrance, Log log, TimeProvider clock)
{
    /// <summary>A new account's id.</summary>
    public Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>The provider that an organisation trusts; null if none.</summary>
    public async Task<SignOnProvider?> ProviderOf(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return null;
        await using var store = await stores.Open(organisation, cancel);
        return await store.SignOnProviders.AsNoTracking().SingleOrDefaultAsync(cancel);
    }

    /// <summary>Where somebody belongs by the rules; null if nowhere.</summary>
    public async Task<SignOnPlace?> PlaceOf(string organisation, SignOnProvider provider, Vouched who, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return SignOnRules.Decide(provider.RulesRead, who.Values, await store.Units.AsNoTracking().ToListAsync(cancel));
    }

    /// <summary>Whether somebody is a member, or was one.</summary>
    public async Task<bool> WasHere(string organisation, Guid account, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.Members.AnyAsync(member => member.Id == account, cancel);
    }

    /// <summary>Makes somebody a member, or moves a member to where the provider says; an owner stays one.</summary>
    /// <returns>Null if they may come in; refused where they were parted from: only an invitation brings them back.</returns>
    public async Task<Refusal?> Keep(string organisation, Account account, SignOnPlace place, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var row = await store.Members.SingleOrDefaultAsync(member => member.Id == account.Id, cancel);
        if (row is { LeftAt: not null }) return new Refusal.Invalid("provider", "member_left");
        var by = new Member(organisation, account.Id, account.Name, Rights.For(place.Role), place.Reach, null);
        if (row is null)
        {
            store.Members.Add(new()
            {
                Id = account.Id, Name = account.Name, Mail = account.Email ?? "", JoinedAt = clock.GetUtcNow().UtcDateTime,
                Role = place.Role, Reach = place.Reach, UnitId = place.UnitId,
            });
            log.Write(store, by, "member.joined", account.Id.ToString(), new { way = "single_sign_on" });
        }
        else
        {
            // What the rule for everybody gave at the first time, an owner may have changed since.
            if (row.Role == Role.Owner || !place.ByClaim || (row.Role, row.Reach, row.UnitId) == (place.Role, place.Reach, place.UnitId)) return null;
            var before = MemberDraft.Of(row);
            (row.Role, row.Reach, row.UnitId) = (place.Role, place.Reach, place.UnitId);
            row.Version++;
            log.Write(store, by, "member.changed", account.Id.ToString(), new { before, after = MemberDraft.Of(row), way = "single_sign_on" });
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        entrance.Forget(organisation);
        return null;
    }
}
