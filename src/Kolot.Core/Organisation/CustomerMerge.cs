namespace Kolot.Core.Organisation;

/// <summary>That two customers were found to be one, with all that is needed to tell them apart again.</summary>
public sealed class CustomerMerge
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Who they are seen as.</summary>
    public Guid IntoId { get; init; }

    /// <summary>Whose record leads there now.</summary>
    public Guid FromId { get; init; }

    /// <summary>What was known of the one they are seen as, before and after, and who else had been merged into the other, as JSON.</summary>
    public required string Kept { get; init; }

    /// <summary>When.</summary>
    public DateTime MergedAt { get; init; }

    /// <summary>By whom.</summary>
    public Guid MergedBy { get; init; }

    /// <summary>When they were told apart again; null while they are one.</summary>
    public DateTime? UndoneAt { get; set; }

    /// <summary>By whom.</summary>
    public Guid? UndoneBy { get; set; }
}

/// <summary>What is shown of a customer beyond how they are recognised: what a merge must choose between.</summary>
/// <param name="Name">Their name.</param>
/// <param name="UnitId">The unit that serves them.</param>
/// <param name="Since">Since when they are a customer.</param>
/// <param name="Attributes">What is known of them, by code.</param>
public sealed record CustomerFace(string? Name, Guid? UnitId, DateTime? Since, IReadOnlyDictionary<string, string> Attributes);

/// <summary>Decides what two customers are as one, and what each is when they are told apart again.</summary>
public static class CustomerMerging
{
    /// <summary>The field of a name, in what is chosen.</summary>
    public const string Name = "name";

    /// <summary>The field of a unit.</summary>
    public const string Unit = "unit";

    /// <summary>The field of since when.</summary>
    public const string Since = "since";

    /// <summary>The field of an attribute.</summary>
    public static string Attribute(string key) => $"attribute.{key}";

    /// <summary>The fields in which both say something, and not the same: somebody must choose.</summary>
    public static IReadOnlyList<string> Differing(CustomerFace stays, CustomerFace goes)
    {
        string?[] own =
        [
            Clash(stays.Name, goes.Name) ? Name : null, Clash(stays.UnitId, goes.UnitId) ? Unit : null, Clash(stays.Since, goes.Since) ? Since : null,
        ];
        var known = stays.Attributes.Where(pair => goes.Attributes.TryGetValue(pair.Key, out var other) && other != pair.Value).Select(pair => Attribute(pair.Key));
        return [.. own.OfType<string>(), .. known.Order(StringComparer.Ordinal)];
    }

    /// <summary>What is known of both as one.</summary>
    /// <param name="stays">Who they are seen as.</param>
    /// <param name="goes">Whose record leads there.</param>
    /// <param name="fromOther">The fields in which the one who goes was right. What only one of them says is kept anyway.</param>
    public static CustomerFace Together(CustomerFace stays, CustomerFace goes, IReadOnlySet<string> fromOther)
    {
        var attributes = new Dictionary<string, string>(stays.Attributes);
        foreach (var (key, value) in goes.Attributes)
            if (!attributes.ContainsKey(key) || fromOther.Contains(Attribute(key))) attributes[key] = value;
        return new(
            fromOther.Contains(Name) ? goes.Name ?? stays.Name : stays.Name ?? goes.Name,
            fromOther.Contains(Unit) ? goes.UnitId ?? stays.UnitId : stays.UnitId ?? goes.UnitId,
            fromOther.Contains(Since) ? goes.Since ?? stays.Since : stays.Since ?? goes.Since,
            attributes);
    }

    /// <summary>What is known of the one who stayed, once they are told apart: as it was, save for what was changed since.</summary>
    public static CustomerFace Apart(CustomerFace before, CustomerFace after, CustomerFace now)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var key in before.Attributes.Keys.Union(after.Attributes.Keys).Union(now.Attributes.Keys))
        {
            var (was, became, known) = (before.Attributes.GetValueOrDefault(key), after.Attributes.GetValueOrDefault(key), now.Attributes.GetValueOrDefault(key));
            if ((known == became ? was : known) is { } value) attributes[key] = value;
        }

        return new(
            now.Name == after.Name ? before.Name : now.Name, now.UnitId == after.UnitId ? before.UnitId : now.UnitId,
            now.Since == after.Since ? before.Since : now.Since, attributes);
    }

    private static bool Clash<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);
}
