using System.Security.Cryptography;

namespace Kolot.Outside.Messages;

/// <summary>Compares signatures without telling by time how much of one is right.</summary>
internal static class Signatures
{
    /// <summary>Whether what was sent is the signature that was made here.</summary>
    /// <param name="sent">As it was sent; null where none was.</param>
    /// <param name="made">As it should be.</param>
    /// <param name="read">Reads how it was written.</param>
    public static bool Match(string? sent, byte[] made, Func<string, byte[]> read)
    {
        if (sent is not { Length: > 0 and <= 200 }) return false;
        try
        {
            return CryptographicOperations.FixedTimeEquals(read(sent), made);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
