using System.Buffers.Text;
using System.Security.Cryptography;

namespace Kolot.Core.Listen.Sending;

/// <summary>What the address carries by which a reader of messages ends them: signed on its own, so that it works for as long as the message lies in somebody's mailbox.</summary>
/// <param name="Customer">Who was written to; empty where nobody is known by that address.</param>
/// <param name="Mark">The address that was written to, as it is kept where somebody opts out: nobody can read it back.</param>
/// <remarks>It needs no row of ours: neither the invitation nor its personal link, and not even the customer, who may have been removed long ago.</remarks>
public sealed record StopLink(Guid Customer, byte[] Mark)
{
    /// <summary>For what the key is by which it is signed.</summary>
    public const string Use = "stop";

    private const int MarkBytes = 32;
    private const int IdBytes = 16;
    private const int SignatureBytes = 9;
    private const int SecretLength = 76;

    /// <summary>The secret in its address.</summary>
    /// <param name="key">The organisation's key.</param>
    public string Sealed(byte[] key)
    {
        byte[] said = [.. Mark, .. Customer.ToByteArray()];
        return Base64Url.EncodeToString([.. said, .. Signature(key, said)]);
    }

    /// <summary>What a secret carries; null where the organisation never signed it.</summary>
    /// <param name="keys">The organisation's keys, also those of before.</param>
    /// <param name="secret">The secret.</param>
    public static StopLink? Opened(IEnumerable<byte[]> keys, string? secret)
    {
        if (secret is not { Length: SecretLength } || !Base64Url.IsValid(secret, out var length) || length != MarkBytes + IdBytes + SignatureBytes) return null;
        var read = Base64Url.DecodeFromChars(secret);
        var said = read[..(MarkBytes + IdBytes)];
        return keys.Any(key => CryptographicOperations.FixedTimeEquals(read.AsSpan(said.Length), Signature(key, said))) ? new(new Guid(said.AsSpan(MarkBytes)), said[..MarkBytes]) : null;
    }

    private static byte[] Signature(byte[] key, byte[] said) => HMACSHA256.HashData(key, said)[..SignatureBytes];
}
