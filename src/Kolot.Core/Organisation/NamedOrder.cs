namespace Kolot.Core.Organisation;

/// <summary>In which order named things stand, and what stands below what.</summary>
public static class NamedOrder
{
    /// <summary>Whether a member may give it another place: its siblings move with it, so all of them must be within reach.</summary>
    public static bool MayMove(INamed named, Member member) =>
        member.SeesAll || (named is Unit unit && member.Sees(unit.Id, null) && member.Sees(unit.ParentId, null));

    /// <summary>The siblings of something named in a new order, after it went one place up or down; those alone whose place changes.</summary>
    public static IReadOnlyList<(INamed Named, int Position)> Moved(INamed named, bool up, IReadOnlyCollection<INamed> all)
    {
        var siblings = all.Where(other => Naming.AboveOf(other) == Naming.AboveOf(named))
            .OrderBy(other => other.Position).ThenBy(other => other.Code, StringComparer.Ordinal).ToList();
        var from = siblings.FindIndex(other => other.Id == named.Id);
        var to = Math.Clamp(from + (up ? -1 : 1), 0, siblings.Count - 1);
        (siblings[from], siblings[to]) = (siblings[to], siblings[from]);
        return [.. siblings.Index().Where(pair => pair.Item.Position != pair.Index).Select(pair => (pair.Item, pair.Index))];
    }

    /// <summary>Things of one kind in the order in which they are shown, each with how deep it stands. None is lost, whatever the data say.</summary>
    public static IReadOnlyList<(T Named, int Depth)> Tree<T>(IReadOnlyCollection<T> all) where T : INamed
    {
        var ids = all.Select(named => named.Id).ToHashSet();
        var children = all.OrderBy(named => named.Position).ThenBy(named => named.Code, StringComparer.Ordinal)
            .ToLookup(named => Naming.AboveOf(named) is { } above && ids.Contains(above) ? above : Guid.Empty);
        var shown = new List<(T, int)>();
        var met = new HashSet<Guid>();
        Walk(children[Guid.Empty], 0);
        Walk(all.Where(named => !met.Contains(named.Id)), 0);
        return shown;

        void Walk(IEnumerable<T> level, int depth)
        {
            foreach (var named in level)
            {
                if (!met.Add(named.Id)) continue;
                shown.Add((named, depth));
                Walk(children[named.Id], depth + 1);
            }
        }
    }
}
