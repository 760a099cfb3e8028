using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>What a browser is asked to sign, and what the house must remember of that until it did.</summary>
/// <param name="Options">For the browser, as JSON.</param>
/// <param name="State">For the house, sealed into the page.</param>
public sealed record Challenge(string Options, string State);

/// <summary>Seals what is remembered of a challenge into the page that shows it, for some minutes: no row and no cookie stands for who only looks at the door.</summary>
public sealed class ChallengeSeal(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    private readonly IDataProtector protector = protection.CreateProtector("Kolot.Passkeys");

    /// <summary>Seals it for one purpose.</summary>
    public string Seal(string purpose, string? state) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{purpose}|{clock.GetUtcNow().ToUnixTimeSeconds()}|{state}"));

    /// <summary>What was sealed; null where it was for another purpose, not sealed here, or too long ago.</summary>
    public string? Open(string purpose, string? kept)
    {
        try
        {
            if (string.IsNullOrEmpty(kept) || protector.Unprotect(kept).Split('|', 3) is not [var what, var at, var state] || what != purpose) return null;
            var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture));
            return age <= Lasting && age > -Lasting ? state : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
