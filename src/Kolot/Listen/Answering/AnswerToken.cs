using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Listen.Answering;

/// <summary>What the form of a survey carries of whoever answers, sealed: nothing is written before they send something.</summary>
/// <param name="Response">The response, whose id is drawn when the page is opened: however often it is sent, it is one.</param>
/// <param name="Survey">The survey.</param>
/// <param name="Number">Its version.</param>
/// <param name="Way">By which way they came.</param>
/// <param name="OpenedAt">When the page was opened, UTC.</param>
public sealed record AnswerToken(Guid Response, Guid Survey, int Number, string Way, DateTime OpenedAt)
{
    /// <summary>The ways in.</summary>
    public static readonly string[] Ways = ["link", "personal", "qr", "kiosk", "site", "mail", "feedback", "trial"];

    /// <summary>The personal link that they came by.</summary>
    public Guid? Link { get; init; }

    /// <summary>Whether they answered before, from this browser.</summary>
    public bool Again { get; init; }

    /// <summary>Whether a screen of theirs is kept already.</summary>
    public bool Begun { get; init; }

    /// <summary>The version of the privacy notice that stands beside the form, such as <c>he-3</c>; null where none was published.</summary>
    public string? Notice { get; init; }

    /// <summary>By which their own order is drawn.</summary>
    public ulong Order
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Response.TryWriteBytes(bytes);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        }
    }
}

/// <summary>Seals and opens what the form of a survey carries.</summary>
public sealed class AnswerTokens(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Size = 16 + 16 + 16 + 4 + 8 + 2;

    // Somebody may take up in three weeks what they began today.
    private static readonly TimeSpan Lasting = TimeSpan.FromDays(30);

    private readonly IDataProtector protector = protection.CreateProtector("Kolot.Answering");
    private readonly ConcurrentDictionary<string, IDataProtector> protectors = new();

    /// <summary>Seals it for one organisation.</summary>
    public string Seal(string organisation, AnswerToken token)
    {
        // What is of a length of its own comes last.
        byte[] bytes = [.. new byte[Size], .. Encoding.ASCII.GetBytes(token.Notice ?? "")];
        token.Response.TryWriteBytes(bytes);
        token.Survey.TryWriteBytes(bytes.AsSpan(16));
        (token.Link ?? Guid.Empty).TryWriteBytes(bytes.AsSpan(32));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(48), token.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(52), token.OpenedAt.Ticks);
        (bytes[60], bytes[61]) = ((byte)Array.IndexOf(AnswerToken.Ways, token.Way), (byte)((token.Again ? 1 : 0) | (token.Begun ? 2 : 0)));
        return WebEncoders.Base64UrlEncode(For(organisation).Protect(bytes));
    }

    /// <summary>What was sealed; null where it was not sealed here for this organisation, or too long ago.</summary>
    public AnswerToken? Open(string organisation, string? kept)
    {
        if (string.IsNullOrEmpty(kept) || kept.Length > 1_000) return null;
        try
        {
            var bytes = For(organisation).Unprotect(WebEncoders.Base64UrlDecode(kept)).AsSpan();
            if (bytes.Length < Size || bytes[60] >= AnswerToken.Ways.Length) return null;
            var link = new Guid(bytes[32..48]);
            var token = new AnswerToken(
                new(bytes[..16]), new(bytes[16..32]), BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]), AnswerToken.Ways[bytes[60]],
                new(BinaryPrimitives.ReadInt64LittleEndian(bytes[52..]), DateTimeKind.Utc))
            { Link = link == Guid.Empty ? null : link, Again = (bytes[61] & 1) != 0, Begun = (bytes[61] & 2) != 0, Notice = bytes.Length > Size ? Encoding.ASCII.GetString(bytes[Size..]) : null };
            // What is of a time to come was sealed before the clock was set back.
            return clock.GetUtcNow().UtcDateTime - token.OpenedAt is var age && age < Lasting && age > -Lasting ? token : null;
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException)
        {
            return null;
        }
    }

    // Of another organisation a token opens nothing here.
    private IDataProtector For(string organisation) => protectors.GetOrAdd(organisation, protector.CreateProtector);
}
