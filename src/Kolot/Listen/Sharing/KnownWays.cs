using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>What an organisation decided of the ways into its surveys.</summary>
/// <param name="Feedback">The code of the survey that is its feedback page; null for the small one that Kolot brings.</param>
/// <param name="Origins">The sites on which its surveys may stand.</param>
/// <param name="Secret">By what those sites prove who answers; null for nothing.</param>
public sealed record OpenWays(string? Feedback, IReadOnlySet<string> Origins, string? Secret);

/// <summary>Tells what organisations decided, remembered for two seconds.</summary>
public sealed class KnownWays(Stores stores, IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, OpenWays Ways)> known = new();

    /// <summary>What one decided.</summary>
    public async ValueTask<OpenWays> Of(string organisation, CancellationToken cancel)
    {
        if (known.TryGetValue(organisation, out var last) && clock.GetElapsedTime(last.At) < Fresh) return last.Ways;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var ways = await store.WaysIn.AsNoTracking().SingleOrDefaultAsync(cancel);
        var feedback = ways?.FeedbackId is { } id ? await store.Surveys.Where(survey => survey.Id == id).Select(survey => survey.Code).SingleOrDefaultAsync(cancel) : null;
        var open = new OpenWays(feedback, (ways?.Origins ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(), ways?.Secret is { } sealedSecret ? Open(organisation, sealedSecret) : null);
        known[organisation] = (now, open);
        return open;
    }

    /// <summary>Reads them anew at the next asking: something was decided here.</summary>
    public void Forget(string organisation) => known.TryRemove(organisation, out _);

    /// <summary>Seals a secret, so that it opens in this house and for this organisation only.</summary>
    public byte[] Seal(string organisation, string secret) => For(organisation).Protect(Encoding.UTF8.GetBytes(secret));

    private string? Open(string organisation, byte[] kept)
    {
        try
        {
            return Encoding.UTF8.GetString(For(organisation).Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null; // Restored into another house, or under another name: a new one is made.
        }
    }

    private IDataProtector For(string organisation) => protection.CreateProtector("Kolot.Sites", organisation);
}
