namespace Kolot.Core.Facts;

/// <summary>Which filters on customers full blocks keep the voices of, a bit for each voice: who asks about a segment again need not look up again whose every voice is.</summary>
/// <remarks>
/// A filter has a place among <see cref="Most"/>, and whichever was not asked for longest gives way. It is kept as of a state of what is known of customers; when that changes for anybody
/// whose voices may stand in a full block, the filter gets another <see cref="Kept.Stamp"/>, and nothing that was kept under the old one is read again.
/// </remarks>
internal sealed class KeptFilters
{
    /// <summary>How many are kept: of each voice so many bits at the most.</summary>
    public const int Most = 32;

    private readonly Lock gate = new();
    private readonly Entry[] entries = new Entry[Most];
    private long stamps;
    private long asked;

    /// <summary>Where a filter is kept.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="state">The state of its attribute, from before its values are read.</param>
    public Kept Of(PlannedAxis filter, int state)
    {
        var through = string.Create(filter.GroupOf.Length, filter.GroupOf, static (to, groups) =>
        {
            for (var code = 0; code < groups.Length; code++) to[code] = groups[code] < 0 ? '-' : '+';
        }).TrimEnd('-');
        lock (gate)
        {
            var at = Array.FindIndex(entries, entry => entry.Through == through && entry.Attribute == filter.Key);
            if (at < 0) at = Array.FindIndex(entries, entry => entry.Asked == entries.Min(other => other.Asked));
            ref var here = ref entries[at];
            if (here.Through != through || here.Attribute != filter.Key || here.State != state) here = new(filter.Key, through, state, ++stamps, 0);
            here = here with { Asked = ++asked };
            return new(at, here.Stamp);
        }
    }

    /// <summary>Where the bits of a filter are.</summary>
    /// <param name="At">The place in each block.</param>
    /// <param name="Stamp">What they must bear to be read.</param>
    public readonly record struct Kept(int At, long Stamp);

    private readonly record struct Entry(string Attribute, string Through, int State, long Stamp, long Asked);
}

/// <summary>Which voices of a full block pass a filter: a bit for each.</summary>
/// <param name="Stamp">Of which filter, in which state.</param>
/// <param name="Moves">How often voices of the block had changed hands by then.</param>
/// <param name="Bits">The bits.</param>
internal sealed record KeptRows(long Stamp, int Moves, ulong[] Bits);
