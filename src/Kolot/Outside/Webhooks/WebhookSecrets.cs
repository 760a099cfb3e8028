using System.Security.Cryptography;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Outside.Webhooks;

/// <summary>Makes, seals and opens the secrets by which messages are signed.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    /// <summary>A new one.</summary>
    public static byte[] Make() => RandomNumberGenerator.GetBytes(WebhookSecret.Length);

    /// <summary>Seals one, so that it opens in this house and for this organisation only.</summary>
    public byte[] Seal(string organisation, byte[] secret) => For(organisation).Protect(secret);

    /// <summary>Those that sign now, the newest first; none where they open no more, as after a restore into another house.</summary>
    public IReadOnlyList<byte[]> Of(string organisation, WebhookEndpoint endpoint, DateTime now)
    {
        if (Open(organisation, endpoint.Secret) is not { } secret) return [];
        return endpoint is { OldSecret: { } old, OldUntil: { } until } && until > now && Open(organisation, old) is { } before ? [secret, before] : [secret];
    }

    private byte[]? Open(string organisation, byte[] sealedSecret)
    {
        try
        {
            return For(organisation).Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string organisation) => protection.CreateProtector("Kolot.Webhooks", organisation);
}
