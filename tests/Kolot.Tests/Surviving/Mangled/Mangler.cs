using System.Text;

namespace Kolot.Tests.Surviving.Mangled;

/// <summary>Spoils what comes in, as hands, programs and attackers do: the same way each time for the same seed.</summary>
internal sealed class Mangler(int seed)
{
    // What readers fall over: quotes, NUL, lone surrogates, marks of direction, formulas, paths, endless numbers, other encodings.
    private static readonly byte[][] Nasty =
    [
        "\""u8.ToArray(), "\0"u8.ToArray(), [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], "\u202E"u8.ToArray(), "\u2067"u8.ToArray(), "\uFEFF"u8.ToArray(), "\uFFFF"u8.ToArray(),
        "=cmd|' /C calc'!A0"u8.ToArray(), "@SUM(1)"u8.ToArray(), "../../etc/passwd"u8.ToArray(), "%00%0d%0aX: y"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "1e400"u8.ToArray(),
        "-99999999999999999999"u8.ToArray(), "9999-99-99"u8.ToArray(), "NaN"u8.ToArray(), "[[[[[[[[[[[["u8.ToArray(), "{\"a\":"u8.ToArray(), ",,,,,,,,,,,,"u8.ToArray(), ";;;;"u8.ToArray(),
        [0xFF, 0xFE], [0xFE, 0xFF], [0xF0, 0x9F], [0x80, 0x81, 0x82], [0xE0, 0xE1, 0xE2], "\\u0000\\ud800"u8.ToArray(), "'; drop table voices; --"u8.ToArray(), "<script>"u8.ToArray(),
        "\u0591\u05B0\u05C1"u8.ToArray(), "&amp;&#0;&#xD800;"u8.ToArray(), "${jndi:ldap://x}"u8.ToArray(), new byte[64],
    ];

    private readonly Random chance = new(seed);

    /// <summary>A copy with one to six things wrong with it.</summary>
    public byte[] Spoil(byte[] whole)
    {
        var spoilt = new List<byte>(whole);
        for (var wrongs = chance.Next(1, 7); wrongs > 0; wrongs--) SpoilOnce(spoilt);
        return [.. spoilt];
    }

    /// <summary>The same for text; what is no UTF-8 any more comes out as lone surrogates.</summary>
    public string Spoil(string whole)
    {
        var spoilt = Encoding.UTF8.GetString(Spoil(Encoding.UTF8.GetBytes(whole)));
        return chance.Next(4) == 0 && spoilt.Length > 0 ? spoilt.Insert(chance.Next(spoilt.Length), ((char)chance.Next(0xD800, 0xE000)).ToString()) : spoilt;
    }

    private void SpoilOnce(List<byte> bytes)
    {
        var at = chance.Next(bytes.Count + 1);
        switch (chance.Next(7))
        {
            case 0: bytes.RemoveRange(at, bytes.Count - at); break;
            case 1: bytes.RemoveRange(0, at); break;
            case 2: bytes.RemoveRange(at, chance.Next(Math.Min(16, bytes.Count - at) + 1)); break;
            case 3: bytes.InsertRange(at, Nasty[chance.Next(Nasty.Length)]); break;
            case 4 when at < bytes.Count: bytes[at] = (byte)chance.Next(256); break;
            case 5 when at < bytes.Count: bytes[at] ^= (byte)(1 << chance.Next(8)); break;
            default: bytes.InsertRange(at, bytes.GetRange(at, chance.Next(Math.Min(200, bytes.Count - at) + 1))); break;
        }
    }
}
