namespace Kolot.Core.Organisation;

/// <summary>A customer as written down by another system, a file or a form, before anything was checked.</summary>
public sealed record CustomerRecord
{
    /// <summary>The system that knows this customer: <c>crm</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Their id there: the same source and id are the same customer.</summary>
    public string? Id { get; init; }

    /// <summary>Their name.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the unit that serves them.</summary>
    public string? Unit { get; init; }

    /// <summary>Since when they are a customer.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>By what they are recognised.</summary>
    public IReadOnlyList<WrittenIdentity> Identities { get; init; } = [];

    /// <summary>What is known of them, by code: <c>plan</c>, <c>came-from</c>, <c>why-left</c>. An empty value takes one away.</summary>
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether this is all that is known, so that what is left out goes; otherwise it stays as it was.</summary>
    public bool Whole { get; init; }

    /// <summary>The version that the writer started from; null where the writer does not mind.</summary>
    public int? Version { get; init; }
}

/// <summary>A mail address, a phone or a handle as it was written down.</summary>
/// <param name="Kind">What it is: <c>mail</c>, <c>phone</c>, <c>whatsapp</c>, <c>handle</c> or another system's name.</param>
/// <param name="Value">As written.</param>
public sealed record WrittenIdentity(string Kind, string Value);

/// <summary>All that is known of a customer at one time.</summary>
/// <param name="Name">Their name, if known.</param>
/// <param name="UnitId">The unit that serves them.</param>
/// <param name="Since">Since when they are a customer.</param>
/// <param name="Identities">By what they are recognised, each in its canonical form.</param>
/// <param name="Attributes">What is known of them, by code.</param>
public sealed record CustomerTerms(
    string? Name, Guid? UnitId, DateTime? Since, IReadOnlySet<WrittenIdentity> Identities, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>What is known of somebody new.</summary>
    public static readonly CustomerTerms Nothing = new(null, null, null, new HashSet<WrittenIdentity>(), new Dictionary<string, string>());

    /// <summary>Whether nothing differs.</summary>
    public bool SameAs(CustomerTerms other) =>
        Name == other.Name && UnitId == other.UnitId && Since == other.Since && Identities.SetEquals(other.Identities)
        && Attributes.Count == other.Attributes.Count
        && Attributes.All(pair => other.Attributes.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <summary>In what the two differ, by the names of fields alone: <c>name</c>, <c>identities.mail</c>, <c>attributes.plan</c>.</summary>
    public IReadOnlyList<string> DiffersIn(CustomerTerms other)
    {
        var identities = Identities.Except(other.Identities).Concat(other.Identities.Except(Identities)).Select(identity => $"identities.{identity.Kind}");
        var attributes = Attributes.Except(other.Attributes).Concat(other.Attributes.Except(Attributes)).Select(pair => $"attributes.{pair.Key}");
        string?[] own = [Name == other.Name ? null : "name", UnitId == other.UnitId ? null : "unit", Since == other.Since ? null : "since"];
        return [.. own.OfType<string>(), .. identities.Concat(attributes).Distinct().Order(StringComparer.Ordinal)];
    }
}
