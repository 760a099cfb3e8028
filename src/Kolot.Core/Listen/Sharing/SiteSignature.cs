using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Listen.Sharing;

/// <summary>How a site proves who answers: its server signs the customer's number with a secret that browsers never see.</summary>
public static class SiteSignature
{
    private const int LongestNumber = 200;
    private const int LongestSource = 40;

    /// <summary>The signature: HMAC-SHA256 of <c>SOURCE:ID</c>, in hexadecimal digits.</summary>
    /// <param name="secret">The organisation's secret.</param>
    /// <param name="source">The system that knows the customer.</param>
    /// <param name="id">Their number there.</param>
    public static string Of(string secret, string source, string id) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{source}:{id}")));

    /// <summary>Who it is that a site says; null where it does not prove it.</summary>
    /// <param name="secret">The organisation's secret; null where it has none.</param>
    /// <param name="who">Whom the site names, as <c>SOURCE:ID</c>.</param>
    /// <param name="signature">What it proves it by.</param>
    public static HeardCustomer? Proven(string? secret, string? who, string? signature)
    {
        if (secret is null || signature is null || who?.Split(':', 2) is not [{ Length: > 0 and <= LongestSource } source, { Length: > 0 and <= LongestNumber } id]) return null;
        var right = Encoding.ASCII.GetBytes(Of(secret, source, id));
        return CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(signature.ToLowerInvariant())) ? new() { Source = source, Id = id } : null;
    }
}
