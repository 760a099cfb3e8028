namespace Kolot.Core.Facts;

/// <summary>One axis of a question beside what there is: what each code of its column counts as.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">The attribute.</param>
/// <param name="Question">The number of the question whose answers it takes; -1 where it takes none, or nobody answered.</param>
/// <param name="Names">The groups that there are.</param>
/// <param name="GroupOf">For each code its group, or -1 where it is left out; codes beyond are left out.</param>
/// <param name="Chooses">Whether it is a filter; else it tells groups apart.</param>
internal sealed record PlannedAxis(FactAxisKind Kind, string Key, int Question, IReadOnlyList<string> Names, int[] GroupOf, bool Chooses)
{
    /// <summary>How many slots lie between one group and the next; a filter moves nothing.</summary>
    public int Width { get; init; }

    /// <summary>What a code does to a slot: null where it leaves the voice out.</summary>
    public int? MoveOf(int code) => code < GroupOf.Length && GroupOf[code] >= 0 ? GroupOf[code] * Width : null;
}
