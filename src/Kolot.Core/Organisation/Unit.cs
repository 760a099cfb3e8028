namespace Kolot.Core.Organisation;

/// <summary>A part of the organisation: a brand, a region, a branch, a team. Units form a tree.</summary>
public sealed class Unit : INamed
{
    /// <inheritdoc/>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required string Code { get; set; }

    /// <inheritdoc/>
    public required string Name { get; set; }

    /// <inheritdoc/>
    public string? NameEn { get; set; }

    /// <summary>The unit that this one is part of; null at the top.</summary>
    public Guid? ParentId { get; set; }

    /// <inheritdoc/>
    public int Position { get; set; }

    /// <inheritdoc/>
    public bool Retired { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>A unit and everything below it. A loop in the data ends the walk, not the program.</summary>
    public static IReadOnlySet<Guid> Subtree(Guid root, IReadOnlyCollection<Unit> units)
    {
        var children = units.Where(unit => unit.ParentId is not null).ToLookup(unit => unit.ParentId, unit => unit.Id);
        var found = new HashSet<Guid>();
        var open = new Stack<Guid>([root]);
        while (open.TryPop(out var unit))
        {
            if (!found.Add(unit)) continue;
            foreach (var child in children[unit]) open.Push(child);
        }

        return found;
    }

    /// <summary>Whether a unit would become part of itself.</summary>
    public static bool WouldLoop(Guid unit, Guid? parent, IReadOnlyCollection<Unit> units) =>
        parent is { } above && Subtree(unit, units).Contains(above);
}
