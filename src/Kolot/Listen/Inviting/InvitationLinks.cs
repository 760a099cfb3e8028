using System.Security.Cryptography;
using Kolot.Core.Listen.Inviting;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Makes the personal links of invitations when they are about to be sent.</summary>
/// <remarks>
/// A link's secret follows from the invitation and a key of the organisation, so that a reminder leads where the invitation led although secrets are kept nowhere.
/// The link has the invitation's id; the response by it has it too.
/// </remarks>
public sealed class InvitationLinks(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int KeyBytes = 32;
    private const int SecretBytes = 16;

    /// <summary>The secrets of the links of some invitations or reminders, by the id of the first; those that lack a link get one. In the caller's transaction.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Ready(OrganisationStore store, IReadOnlyCollection<Invitation> invitations, CancellationToken cancel)
    {
        if (invitations.Count == 0) return new Dictionary<Guid, string>();
        var key = await Key(store, cancel);
        var firsts = invitations.DistinctBy(one => one.FirstId).ToArray();
        var secrets = firsts.ToDictionary(one => one.FirstId, one => SecretOf(key, one.FirstId));
        var there = await store.SurveyLinks.Where(link => secrets.Keys.Contains(link.Id)).Select(link => new { link.Id, link.SecretHash }).ToDictionaryAsync(link => link.Id, link => link.SecretHash, cancel);
        var campaigns = firsts.Select(one => one.CampaignId).Distinct().ToArray();
        var days = await store.Campaigns.Where(row => campaigns.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.LinkDays, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var one in firsts)
        {
            var hash = EntranceKeys.HashOf(secrets[one.FirstId]);
            if (!there.TryGetValue(one.FirstId, out var known))
                store.SurveyLinks.Add(new()
                {
                    Id = one.FirstId, SurveyId = one.SurveyId, SecretHash = hash, CustomerId = one.CustomerId, Known = one.Known,
                    Until = days.GetValueOrDefault(one.CampaignId) is > 0 and var open ? now.AddDays(open) : null, MadeAt = now,
                });
            // The key did not come along into this house: what is sent from now on opens, what was sent before does no longer.
            else if (!known.AsSpan().SequenceEqual(hash))
                await store.SurveyLinks.Where(link => link.Id == one.FirstId).ExecuteUpdateAsync(set => set.SetProperty(link => link.SecretHash, hash), cancel);
        }

        // A reminder leads where the invitation led, and opens for as long.
        foreach (var again in firsts.Where(one => there.ContainsKey(one.FirstId)).GroupBy(one => days.GetValueOrDefault(one.CampaignId)).Where(group => group.Key > 0))
        {
            var (ids, until) = (again.Select(one => one.FirstId).ToArray(), now.AddDays(again.Key));
            await store.SurveyLinks.Where(link => ids.Contains(link.Id) && link.Until < until).ExecuteUpdateAsync(set => set.SetProperty(link => link.Until, until), cancel);
        }

        await store.SaveChangesAsync(cancel);
        return secrets;
    }

    private static string SecretOf(byte[] key, Guid first) => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, first.ToByteArray())[..SecretBytes]);

    private async Task<byte[]> Key(OrganisationStore store, CancellationToken cancel)
    {
        var protector = protection.CreateProtector("Kolot.Invitations", store.Organisation);
        var kept = await Kept(store, cancel);
        if (kept is not null && Open(protector, kept) is { } known) return known;
        var made = protector.Protect(RandomNumberGenerator.GetBytes(KeyBytes));
        // Two nodes may make the first one at once: whichever came first made it for both.
        await store.Database.ExecuteSqlAsync($"insert into inviting_settings (id, version) values (1, 0) on conflict do nothing", cancel);
        await store.InvitingSettings.Where(row => row.LinkKey == kept).ExecuteUpdateAsync(set => set.SetProperty(row => row.LinkKey, made).SetProperty(row => row.Version, row => row.Version + 1), cancel);
        return protector.Unprotect(await Kept(store, cancel) ?? made);
    }

    private static Task<byte[]?> Kept(OrganisationStore store, CancellationToken cancel) => store.InvitingSettings.Select(row => row.LinkKey).SingleOrDefaultAsync(cancel);

    private static byte[]? Open(IDataProtector protector, byte[] kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null; // Restored into another house: a new one is made.
        }
    }
}
