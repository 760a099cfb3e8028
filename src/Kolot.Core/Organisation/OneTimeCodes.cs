using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Organisation;

/// <summary>Codes that an app on a telephone shows for half a minute each: TOTP of RFC 6238, with SHA-1, six digits and steps of 30 seconds, as all apps know it.</summary>
public static class OneTimeCodes
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    /// <summary>How long a secret is, in bytes (RFC 4226, section 4).</summary>
    public const int SecretLength = 20;

    private const int Seconds = 30;
    private const int Modulus = 1_000_000;
    private const string Base32Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a step.</summary>
    public static string CodeOf(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step at a time.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;

    /// <summary>The step whose code was written: that of the time or one beside it, for telephones go fast and slow. Null where it is none of these.</summary>
    /// <remarks>All three are compared, each in the same time, whatever was written.</remarks>
    public static long? StepFor(ReadOnlySpan<byte> secret, string code, DateTimeOffset at)
    {
        var written = Encoding.UTF8.GetBytes(code);
        var now = StepOf(at);
        long? found = null;
        for (var step = now - 1; step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeOf(secret, step)), written)) found = step;
        }

        return found;
    }

    /// <summary>A secret as apps take it when it is typed: base 32 of RFC 4648, without filling.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var part in secret)
        {
            (bits, count) = ((bits << 8) | part, count + 8);
            for (; count >= 5; count -= 5) text.Append(Base32Signs[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }

        if (count > 0) text.Append(Base32Signs[(bits << (5 - count)) & 31]);
        return text.ToString();
    }

    /// <summary>A secret as apps take it from a picture.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="house">What the app calls the house.</param>
    /// <param name="mail">What the app calls the account.</param>
    public static string Address(ReadOnlySpan<byte> secret, string house, string mail) =>
        $"otpauth://totp/{Uri.EscapeDataString(house)}:{Uri.EscapeDataString(mail)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(house)}";
}
