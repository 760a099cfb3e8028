namespace Kolot.Core.Facts;

/// <summary>An image as of one moment: the voices that it held then.</summary>
/// <param name="Parts">The blocks, and how many of the voices of each count.</param>
/// <param name="Image">Whose it is.</param>
public sealed record FactView(IReadOnlyList<FactView.Part> Parts, FactImage Image)
{
    /// <summary>How many voices it holds, those that were removed counted.</summary>
    public long Count => Parts.Sum(part => (long)part.Count);

    /// <summary>A block, of which only the first voices count.</summary>
    /// <param name="Block">The block.</param>
    /// <param name="Count">How many.</param>
    public readonly record struct Part(FactBlock Block, int Count);
}
