using System.Security.Cryptography;
using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Respond;

/// <summary>The secret in the address of the page on which a customer sees how their matter stands: signed, so that it is kept nowhere.</summary>
/// <remarks>It is signed by another key than the page of an enquiry, made from the same: neither secret opens what the other does.</remarks>
public static class CaseLink
{
    /// <summary>For how long after a case was closed its customer can look at it.</summary>
    public static readonly TimeSpan Afterwards = TimeSpan.FromDays(180);

    /// <summary>The secret of a case.</summary>
    /// <param name="key">The organisation's key.</param>
    /// <param name="id">The case.</param>
    public static string Of(byte[] key, Guid id) => EnquiryLink.Of(For(key), id);

    /// <summary>The case of a secret; null where the organisation never signed it.</summary>
    public static Guid? Opened(byte[] key, string? secret) => EnquiryLink.Opened(For(key), secret);

    private static byte[] For(byte[] key) => HMACSHA256.HashData(key, "case"u8);
}
