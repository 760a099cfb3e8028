using System.Security.Cryptography;
using System.Text;

namespace Kolot.Benchmarks.Studies;

/// <summary>Stands for exactly what somebody had before them, where rows have no version of their own.</summary>
internal static class SeenMark
{
    /// <summary>The mark of a link, by what is kept of it.</summary>
    public static string OfLink(byte[]? hash) => Of(hash is null ? null : Convert.ToHexStringLower(hash));

    /// <summary>The mark of these texts.</summary>
    public static string Of(params IEnumerable<string?> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', texts))))[..16];
}
