using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Listen.Sharing;

/// <summary>How a site proves who answers: its server signs the customer's number with a secret that browsers never see, and until when that holds.</summary>
/// <remarks>The proof stands in an address, and addresses are kept by browsers, sent on and written into logs: hence it ends soon.</remarks>
public static class SiteSignature
{
    private const int LongestNumber = 200;
    private const int LongestSource = 40;

    /// <summary>For how long one may hold, from when it is used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // Clocks differ.
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(5);

    /// <summary>The signature: HMAC-SHA256 of <c>SOURCE:ID:UNTIL</c>, in hexadecimal digits.</summary>
    /// <param name="secret">The organisation's secret.</param>
    /// <param name="source">The system that knows the customer.</param>
    /// <param name="id">Their number there.</param>
    /// <param name="until">Until when it holds, in seconds since 1970.</param>
    public static string Of(string secret, string source, string id, long until) => Hash(secret, string.Create(CultureInfo.InvariantCulture, $"{source}:{id}:{until}"));

    /// <summary>Who it is that a site says; null where it does not prove it, or did once.</summary>
    /// <param name="secret">The organisation's secret; null where it has none.</param>
    /// <param name="claim">What the site claims, as it stands in the address.</param>
    /// <param name="now">Now.</param>
    public static SiteProof? Proven(string? secret, SiteClaim claim, DateTimeOffset now)
    {
        if (secret is null || claim.Signature is not { } signature || claim.Who?.Split(':', 2) is not [{ Length: > 0 and <= LongestSource } source, { Length: > 0 and <= LongestNumber } id]) return null;
        if (!long.TryParse(claim.Until, NumberStyles.None, CultureInfo.InvariantCulture, out var until)) return null;
        var right = Encoding.ASCII.GetBytes(Of(secret, source, id, until));
        if (!CryptographicOperations.FixedTimeEquals(right, Encoding.UTF8.GetBytes(signature.ToLowerInvariant()))) return null;
        if (until < now.ToUnixTimeSeconds() || until > (now + Longest + Leeway).ToUnixTimeSeconds()) return null;
        return new(new() { Source = source, Id = id }, Hash(secret, $"{source}:{id}")[..16]);
    }

    private static string Hash(string secret, string what) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(what)));
}

/// <summary>What a site claims of who answers, as it stands in an address.</summary>
/// <param name="Who">Whom it names, as <c>SOURCE:ID</c>.</param>
/// <param name="Until">Until when that holds, in seconds since 1970.</param>
/// <param name="Signature">What it proves it by.</param>
public readonly record struct SiteClaim(string? Who, string? Until, string? Signature);

/// <summary>Somebody whom a site proved.</summary>
/// <param name="Customer">Who it is.</param>
/// <param name="Mark">What tells them apart from others whom it proves: the same each time, and nobody else can make it.</param>
public sealed record SiteProof(HeardCustomer Customer, string Mark);
