using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Listen;

/// <summary>By what a voice is known that was let go when its time was over: a hash of where it came from and of its id there.</summary>
/// <remarks>The id itself may be a customer's number. Whoever guesses an id can still try whether it was here; the id cannot be read back.</remarks>
public static class PastKey
{
    /// <summary>What stands in place of the source. Whatever comes in names one, so none has this.</summary>
    public const string Source = "";

    /// <summary>The hash, in hexadecimal digits.</summary>
    /// <param name="source">The system that it came from.</param>
    /// <param name="id">Its id there.</param>
    public static string Of(string source, string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source}\u001f{id}")));
}
