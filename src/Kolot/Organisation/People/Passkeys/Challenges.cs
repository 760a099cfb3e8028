using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>What a browser is asked to sign, and what the house must remember of that until it did.</summary>
/// <param name="Options">For the browser, as JSON.</param>
/// <param name="State">For the house, sealed into the page.</param>
public sealed record Challenge(string Options, string State);

/// <summary>Challenges that lie in pages for ten minutes, and the few that were answered: those count no second time.</summary>
public sealed class Challenges(PageSeal seal, Databases databases, TimeProvider clock)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    /// <summary>Seals it for one purpose.</summary>
    public string Seal(string purpose, string? state) => seal.Seal(purpose, state);

    /// <summary>What was sealed; null where it was for another purpose, not sealed here, or too long ago.</summary>
    public string? Open(string purpose, string? kept) => seal.Open(purpose, Lasting, kept);

    /// <summary>Takes the right answer to one.</summary>
    /// <returns>False where it was answered before, whoever heard that answer, at whichever node.</returns>
    public async Task<bool> Spend(string? kept, CancellationToken cancel)
    {
        var (hash, now) = (EntranceKeys.HashOf(kept ?? ""), clock.GetUtcNow().UtcDateTime);
        await using var directory = databases.OpenDirectory();
        var over = directory.SpentChallenges.Where(row => row.Until < now);
        if (await over.AnyAsync(cancel)) await over.ExecuteDeleteAsync(cancel);
        // A seal of a time to come, from before the clock was set back, opens for up to twice as long.
        directory.SpentChallenges.Add(new() { Hash = hash, Until = now + (Lasting * 2) });
        try
        {
            await directory.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException)
        {
            directory.ChangeTracker.Clear();
            if (!await directory.SpentChallenges.AnyAsync(row => row.Hash == hash, cancel)) throw;
            return false;
        }
    }
}
