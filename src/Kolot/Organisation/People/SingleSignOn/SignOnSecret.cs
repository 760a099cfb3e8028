using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Seals the secret that was agreed with a provider, so that neither a backup nor the database shows it.</summary>
public sealed class SignOnSecret(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Kolot.SignOnSecret");

    /// <summary>Seals it.</summary>
    public byte[] Seal(string secret) => protector.Protect(Encoding.UTF8.GetBytes(secret));

    /// <summary>Opens it; null where this house's keys did not seal it, as after a restore elsewhere: then it is typed in again.</summary>
    public string? Open(byte[] kept)
    {
        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
