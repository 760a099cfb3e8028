using System.Text.RegularExpressions;

namespace Kolot.Core.Organisation;

/// <summary>Somebody who is known already, as a change finds them.</summary>
/// <param name="Terms">What is known.</param>
/// <param name="Version">How often the record was changed.</param>
/// <param name="Seen">Whether the one who changes it may see them.</param>
public sealed record KnownCustomer(CustomerTerms Terms, int Version, bool Seen);

/// <summary>Somebody else who is recognised by the same mail or phone.</summary>
/// <param name="Key">By what that one is known, as <c>source/id</c>.</param>
/// <param name="Seen">Whether the one who changes it may know of them.</param>
public sealed record IdentityOwner(string Key, bool Seen);

/// <summary>What a change to a customer is decided upon.</summary>
/// <param name="By">Who changes it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Units">Unit by code.</param>
/// <param name="OwnerOf">Who else is recognised by an identity; null when nobody is.</param>
public sealed record CustomerGround(
    Member By, DateTime At, IReadOnlyDictionary<string, Guid> Units, Func<WrittenIdentity, IdentityOwner?> OwnerOf);

/// <summary>Decides whether a customer's record can be kept as written.</summary>
public static partial class CustomerChange
{
    /// <summary>The longest value of an attribute, in characters.</summary>
    public const int LongestValue = 2_000;

    private const int LongestName = 200;
    private const int MostIdentities = 50;
    private const int MostAttributes = 100;

    /// <summary>What is known afterwards, or why it cannot be.</summary>
    public static Result<CustomerTerms> Decide(CustomerRecord record, KnownCustomer? known, CustomerGround ground)
    {
        if (known is { Seen: false }) return new Refusal.NotFound();
        var faults = new List<Fault>();
        CheckNames(record, faults);
        var unit = UnitOf(record, known, ground, faults);
        if (record.Since is { } since && (since.Year < 1900 || since.UtcDateTime > ground.At.AddDays(1))) faults.Add(new("since", "not_a_date"));
        var identities = IdentitiesOf(record, faults);
        var attributes = AttributesOf(record, faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (record.Version is { } from && from != (known?.Version ?? -1)) return new Refusal.Conflict("changed_meanwhile");
        foreach (var identity in identities)
            if (ground.OwnerOf(identity) is { } owner) return new Refusal.Conflict("identity_taken") { With = owner.Seen ? owner.Key : null };

        var before = known?.Terms ?? CustomerTerms.Nothing;
        return new CustomerTerms(
            Blank(record.Name) ?? (record.Whole ? null : before.Name),
            unit,
            record.Since?.UtcDateTime ?? (record.Whole ? null : before.Since),
            record.Whole ? identities : identities.Union(before.Identities).ToHashSet(),
            record.Whole ? attributes.Where(pair => pair.Value.Length > 0).ToDictionary() : Merged(before.Attributes, attributes));
    }

    /// <summary>The identities of a record in their canonical forms; those that are none are left out.</summary>
    public static IReadOnlySet<WrittenIdentity> Canonical(CustomerRecord record) => IdentitiesOf(record, []);

    /// <summary>The code of an attribute as it is kept; null if it cannot be one.</summary>
    public static string? AttributeKey(string written) =>
        written.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-') is { Length: <= 60 } key && KeyShape().IsMatch(key) ? key : null;

    private static void CheckNames(CustomerRecord record, List<Fault> faults)
    {
        if (Blank(record.Source) is null) faults.Add(new("source", "required"));
        if (Blank(record.Id) is null) faults.Add(new("id", "required"));
        CheckText(record.Source, LongestName, "source", faults);
        CheckText(record.Id, LongestName, "id", faults);
        CheckText(record.Name, LongestName, "name", faults);
    }

    private static void CheckText(string? text, int longest, string field, List<Fault> faults)
    {
        if (text is null) return;
        if (text.Length > longest) faults.Add(new(field, "too_long"));
        if (!PlainText.IsSound(text)) faults.Add(new(field, "not_text"));
    }

    private static Guid? UnitOf(CustomerRecord record, KnownCustomer? known, CustomerGround ground, List<Fault> faults)
    {
        var kept = known?.Terms.UnitId;
        if (Blank(record.Unit) is not { } code)
        {
            if (!record.Whole && known is not null) return kept;
            // Who sees some units only would lose sight of the customer with the saving.
            if (ground.By.Units is not null && (known is null || kept is not null)) faults.Add(new("unit", "required"));
            return null;
        }

        // What is within another's reach alone looks like what is not there; one that serves the customer already may stay.
        if (ground.Units.TryGetValue(code, out var unit) && (ground.By.Sees(unit, null) || unit == kept)) return unit;
        faults.Add(new("unit", "unknown"));
        return null;
    }

    private static HashSet<WrittenIdentity> IdentitiesOf(CustomerRecord record, List<Fault> faults)
    {
        var canonical = new HashSet<WrittenIdentity>();
        foreach (var (kind, value) in record.Identities.Select(written => (written.Kind.Trim().ToLowerInvariant(), written.Value)))
        {
            if (string.IsNullOrWhiteSpace(value)) continue;
            if (!KeyShape().IsMatch(kind) || kind.Length > 60) faults.Add(new("identities", "unknown_kind"));
            else if (!PlainText.IsSound(value)) faults.Add(new($"identities.{kind}", "not_text"));
            else if (Organisation.Identities.Canonical(kind, value) is { } form) canonical.Add(new(kind, form));
            else faults.Add(new($"identities.{kind}", kind switch { "mail" => "not_a_mail", "phone" or "whatsapp" => "not_a_phone", _ => "too_long" }));
        }

        if (canonical.Count > MostIdentities) faults.Add(new("identities", "too_many"));
        return canonical;
    }

    private static Dictionary<string, string> AttributesOf(CustomerRecord record, List<Fault> faults)
    {
        var kept = new Dictionary<string, string>();
        foreach (var (written, value) in record.Attributes)
        {
            if (AttributeKey(written) is not { } key)
            {
                faults.Add(new($"attributes.{written}", "not_a_code"));
                continue;
            }

            CheckText(value, LongestValue, $"attributes.{key}", faults);
            kept[key] = Blank(value) ?? "";
        }

        if (kept.Count > MostAttributes) faults.Add(new("attributes", "too_many"));
        return kept;
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> before, Dictionary<string, string> given)
    {
        var merged = new Dictionary<string, string>(before);
        foreach (var (key, value) in given)
        {
            if (value.Length > 0) merged[key] = value;
            else merged.Remove(key);
        }

        return merged;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}.-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyShape();
}
