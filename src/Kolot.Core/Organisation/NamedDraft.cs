namespace Kolot.Core.Organisation;

/// <summary>What an organisation names.</summary>
public enum NamedKind
{
    /// <summary>A part of the organisation.</summary>
    Unit,

    /// <summary>A way by which voices arrive.</summary>
    Channel,

    /// <summary>A part of the journey.</summary>
    Stage,

    /// <summary>A moment within a stage.</summary>
    Touchpoint,
}

/// <summary>A unit, channel, stage or touchpoint as written in a form or a line of a file. Null is what was not said, and stays as it was.</summary>
public sealed record NamedDraft
{
    /// <summary>The short name for files and the API.</summary>
    public string? Code { get; init; }

    /// <summary>The name in the organisation's language.</summary>
    public string? Name { get; init; }

    /// <summary>The name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>The code of what it belongs to: a unit's unit above, a touchpoint's stage.</summary>
    public string? Above { get; init; }

    /// <summary>A channel's sign.</summary>
    public string? Icon { get; init; }

    /// <summary>The share of voices planned for a channel, in percent.</summary>
    public string? Share { get; init; }

    /// <summary>Its place among its siblings.</summary>
    public string? Position { get; init; }

    /// <summary>Whether it is no longer offered: yes or no, in Hebrew or English.</summary>
    public string? Retired { get; init; }

    /// <summary>The version that the writer started from; null where the writer does not mind.</summary>
    public int? Version { get; init; }
}

/// <summary>What a draft comes to once it was checked.</summary>
public sealed record NamedTerms(string Code, string Name, string? NameEn, Guid? AboveId, string? Icon, double? Share, int Position, bool Retired)
{
    /// <summary>What something named says now.</summary>
    public static NamedTerms Of(INamed named) => new(
        named.Code, named.Name, named.NameEn, Naming.AboveOf(named),
        (named as Channel)?.Icon, (named as Channel)?.PlannedShare, named.Position, named.Retired);
}

/// <summary>What naming is decided upon.</summary>
/// <param name="Kind">What is named.</param>
/// <param name="Named">All that there is of this kind.</param>
/// <param name="Above">What it can belong to, by code: units for a unit, stages for a touchpoint.</param>
/// <param name="Member">Who names; a member who sees some units only changes those alone.</param>
public sealed record NamingGround(
    NamedKind Kind, IReadOnlyCollection<INamed> Named, IReadOnlyDictionary<string, Guid> Above, Member Member);
