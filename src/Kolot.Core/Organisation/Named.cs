namespace Kolot.Core.Organisation;

/// <summary>What an organisation names for itself: a unit, a channel, a stage, a touchpoint.</summary>
/// <remarks>It is retired, never removed: voices point at it.</remarks>
public interface INamed
{
    /// <summary>Its id.</summary>
    Guid Id { get; init; }

    /// <summary>A short name for files and the API: lower-case Latin letters, digits and hyphens, unique among its kind.</summary>
    string Code { get; set; }

    /// <summary>Its name in the organisation's own language.</summary>
    string Name { get; set; }

    /// <summary>Its name in English, if it has one.</summary>
    string? NameEn { get; set; }

    /// <summary>Its place among its siblings, from 0.</summary>
    int Position { get; set; }

    /// <summary>Whether it is no longer offered for new voices.</summary>
    bool Retired { get; set; }

    /// <summary>How often it was changed; a change that starts from an older version is refused.</summary>
    int Version { get; set; }
}

/// <summary>A way by which voices arrive: surveys, calls, mail, branches.</summary>
public sealed class Channel : INamed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Code { get; set; }

    /// <inheritdoc/>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public string? NameEn { get; set; }

    /// <summary>The sign that stands for it: <c>phone</c>, <c>mail</c>, <c>chat</c>, <c>survey</c>, <c>branch</c>, <c>net</c>, <c>team</c>.</summary>
    public required string Icon { get; set; }

    /// <summary>The share of voices planned for this channel, 0 to 1; null when nothing was planned.</summary>
    public double? PlannedShare { get; set; }

    /// <inheritdoc/>
    public int Position { get; set; }

    /// <inheritdoc/>
    public bool Retired { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>A part of the customer's journey: joining, installing, paying, leaving.</summary>
public sealed class Stage : INamed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Code { get; set; }

    /// <inheritdoc/>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public string? NameEn { get; set; }

    /// <inheritdoc/>
    public int Position { get; set; }

    /// <inheritdoc/>
    public bool Retired { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}

/// <summary>A moment at which the customer meets the organisation, within a stage.</summary>
public sealed class Touchpoint : INamed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Code { get; set; }

    /// <inheritdoc/>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public string? NameEn { get; set; }

    /// <summary>The stage that it belongs to, if it was placed in one.</summary>
    public Guid? StageId { get; set; }

    /// <inheritdoc/>
    public int Position { get; set; }

    /// <inheritdoc/>
    public bool Retired { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }
}
