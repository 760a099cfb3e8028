using System.Buffers.Text;
using System.Security.Cryptography;

namespace Kolot.Core.Listen.Contact;

/// <summary>The secret in the address of the page that says what became of an enquiry: signed, so that it can be written again and is kept nowhere.</summary>
public static class EnquiryLink
{
    /// <summary>How long the key is by which an organisation signs.</summary>
    public const int KeyBytes = 32;

    private const int IdBytes = 16;
    private const int SignatureBytes = 16;
    private const int SecretLength = 43;

    /// <summary>The secret of an enquiry.</summary>
    /// <param name="key">The organisation's key.</param>
    /// <param name="enquiry">The enquiry.</param>
    public static string Of(byte[] key, Guid enquiry)
    {
        var id = enquiry.ToByteArray();
        return Base64Url.EncodeToString([.. id, .. Signature(key, id)]);
    }

    /// <summary>The enquiry of a secret; null where the organisation never signed it.</summary>
    public static Guid? Opened(byte[] key, string? secret)
    {
        Span<byte> read = stackalloc byte[IdBytes + SignatureBytes];
        if (secret is not { Length: SecretLength } || !Base64Url.IsValid(secret, out var length) || length != read.Length || !Base64Url.TryDecodeFromChars(secret, read, out var written) || written != read.Length) return null;
        return CryptographicOperations.FixedTimeEquals(read[IdBytes..], Signature(key, read[..IdBytes])) ? new Guid(read[..IdBytes]) : null;
    }

    private static byte[] Signature(byte[] key, ReadOnlySpan<byte> id) => HMACSHA256.HashData(key, id)[..SignatureBytes];
}
