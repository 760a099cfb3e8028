using System.Security.Cryptography;
using System.Text;

namespace Kolot.Core.Organisation;

/// <summary>What tombstones are made of: by what a person, or what they said, would be recognised if it came again.</summary>
/// <remarks>A mark itself names the person and is never kept; a tombstone is its HMAC-SHA256 under the organisation's secret.</remarks>
public static class TombstoneMarks
{
    /// <summary>Of a mail, a phone, a handle. A phone is the same person on WhatsApp.</summary>
    public static string Of(WrittenIdentity identity) => $"identity\u001f{(identity.Kind == "whatsapp" ? "phone" : identity.Kind)}\u001f{identity.Value}";

    /// <summary>Of a customer, by another system's id.</summary>
    public static string OfCustomer(string source, string id) => $"customer\u001f{source}\u001f{id}";

    /// <summary>Of a voice, by its id in its source.</summary>
    public static string OfVoice(string source, string id) => $"voice\u001f{source}\u001f{id}";

    /// <summary>Of a row of ours, by its id.</summary>
    public static string OfRow(Guid id) => $"row\u001f{id:N}";

    /// <summary>The tombstone of a mark.</summary>
    public static byte[] Hash(byte[] secret, string mark) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(mark));
}

/// <summary>What an erasure removed, by kind: numbers, and nothing of whom.</summary>
public sealed record ErasureCounts
{
    /// <summary>Customers' records.</summary>
    public int Customers { get; init; }

    /// <summary>Identities.</summary>
    public int Identities { get; init; }

    /// <summary>Attributes.</summary>
    public int Attributes { get; init; }

    /// <summary>Voices, with their words.</summary>
    public int Voices { get; init; }

    /// <summary>What voices said before.</summary>
    public int Revisions { get; init; }

    /// <summary>Voices of others, and what they said before, out of which a mention of the person was taken.</summary>
    public int Mentions { get; init; }

    /// <summary>Refused rows of imports.</summary>
    public int RefusedRows { get; init; }

    /// <summary>Files that waited to be brought in.</summary>
    public int Files { get; init; }

    /// <summary>Saved views, invitations and background tasks that named the person or their voices.</summary>
    public int Others { get; init; }

    /// <summary>Places in studies: shoppers, objections, and what was written there.</summary>
    public int InStudies { get; init; }

    /// <summary>Scores and numeric answers that stay, of nobody.</summary>
    public int ScoresKept { get; init; }

    /// <summary>Lines of the log that stay: they hold the ids of rows that are gone, and no words.</summary>
    public int LogLines { get; init; }

    /// <summary>Whether anything was there to remove.</summary>
    public bool IsNothing => Customers + Identities + Attributes + Voices + Revisions + Mentions + RefusedRows + Files + Others + InStudies == 0;

    /// <summary>Both together.</summary>
    public ErasureCounts And(ErasureCounts other) => new()
    {
        Customers = Customers + other.Customers, Identities = Identities + other.Identities, Attributes = Attributes + other.Attributes,
        Voices = Voices + other.Voices, Revisions = Revisions + other.Revisions, Mentions = Mentions + other.Mentions,
        RefusedRows = RefusedRows + other.RefusedRows, Files = Files + other.Files, Others = Others + other.Others, InStudies = InStudies + other.InStudies,
        ScoresKept = ScoresKept + other.ScoresKept, LogLines = Math.Max(LogLines, other.LogLines),
    };
}

/// <summary>Decides on the erasure of a person.</summary>
public static class Erasures
{
    /// <summary>Whether what was typed confirms it: a person's name, mail or phone, or whatever else goes, as it stands above.</summary>
    public static Refusal? RefuseUnless(string? typed, string asked) => string.IsNullOrWhiteSpace(typed)
        ? new Refusal.Invalid("confirm", "required")
        : string.Equals(Plain(typed), Plain(asked), StringComparison.OrdinalIgnoreCase) ? null : new Refusal.Invalid("confirm", "not_the_same");

    private static string Plain(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
