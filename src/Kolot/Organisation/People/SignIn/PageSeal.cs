using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Seals what the house must remember into the page that asks, for one purpose and some minutes: no row and no cookie stands for who only looks at a door.</summary>
public sealed class PageSeal(IDataProtectionProvider protection, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("Kolot.PageSeal");

    /// <summary>Seals it. The purpose holds no <c>|</c>.</summary>
    public string Seal(string purpose, string? state) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{purpose}|{clock.GetUtcNow().ToUnixTimeSeconds()}|{state}"));

    /// <summary>What was sealed; null where it was for another purpose, not sealed here, or longer ago than it lasts.</summary>
    public string? Open(string purpose, TimeSpan lasting, string? kept)
    {
        try
        {
            if (string.IsNullOrEmpty(kept) || protector.Unprotect(kept).Split('|', 3) is not [var what, var at, var state] || what != purpose) return null;
            // What is of a time to come was sealed before the clock was set back: it lasts no longer for that.
            var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture));
            return age <= lasting && age > -lasting ? state : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
