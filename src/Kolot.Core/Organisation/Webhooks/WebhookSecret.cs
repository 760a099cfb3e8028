using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Organisation.Webhooks;

/// <summary>What an endpoint and the house share, so that the endpoint can tell that a message is from here.</summary>
/// <remarks>By the Standard Webhooks specification: <c>whsec_</c> and the base64 of 24 to 64 bytes.</remarks>
public static class WebhookSecret
{
    /// <summary>How many bytes a new one has.</summary>
    public const int Length = 32;

    private const string Beginning = "whsec_";
    private const int Least = 24;
    private const int Most = 64;

    /// <summary>As it is handed to whoever runs the endpoint.</summary>
    public static string Written(byte[] secret) => Beginning + Convert.ToBase64String(secret);

    /// <summary>The bytes of one that is written; null where it is none.</summary>
    public static byte[]? Read(string written)
    {
        if (!written.StartsWith(Beginning, StringComparison.Ordinal)) return null;
        var bytes = new byte[Most + 3];
        return Convert.TryFromBase64String(written[Beginning.Length..], bytes, out var length) && length is >= Least and <= Most ? bytes[..length] : null;
    }

    /// <summary>The header <c>webhook-signature</c>: one signature for each secret that is good now, the newest first.</summary>
    /// <param name="secrets">The secrets: two while one takes the other's place.</param>
    /// <param name="id">The message's id, the same each time it is sent.</param>
    /// <param name="at">When it is sent, in seconds since 1970.</param>
    /// <param name="body">The body, as it goes over the wire.</param>
    public static string Sign(IEnumerable<byte[]> secrets, string id, long at, string body)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}.{at}.{body}"));
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, signed))}"));
    }
}
