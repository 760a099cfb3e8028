using Kolot.Store;

namespace Kolot.Organisation.Retention;

/// <summary>A kind of thing whose time can be over. Each word says of its own what there is and how it goes.</summary>
public interface IKeptKind
{
    /// <summary>Its code.</summary>
    string Code { get; }

    /// <summary>What it is called, in the reader's language.</summary>
    string Name { get; }

    /// <summary>What goes and what stays, in the reader's language.</summary>
    string About { get; }

    /// <summary>The fewest months it must be kept by law; none for most.</summary>
    int LeastMonths => 0;

    /// <summary>How much lies before a border.</summary>
    Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel);

    /// <summary>Removes some of what lies before a border, in the caller's transaction.</summary>
    /// <returns>How many; fewer than <paramref name="most"/> when they were the last.</returns>
    Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel);
}

/// <summary>What lies before a border.</summary>
/// <param name="Count">How many.</param>
/// <param name="Oldest">Since when the oldest of them is here.</param>
public readonly record struct Overdue(int Count, DateTime? Oldest);

/// <summary>All kinds whose time can be over, in the order in which they are shown and removed.</summary>
public sealed class KeptKinds(IEnumerable<IKeptKind> kinds)
{
    /// <summary>The kinds.</summary>
    public IReadOnlyList<IKeptKind> All { get; } = [.. kinds];

    /// <summary>Each code with the fewest months it must be kept.</summary>
    public IReadOnlyDictionary<string, int> Least => All.ToDictionary(kind => kind.Code, kind => kind.LeastMonths);
}
