using Kolot.Core;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Answering;

/// <summary>What the pages that customers answer on say, for whoever shows them elsewhere.</summary>
internal static class AnsweringWords
{
    /// <summary>Faults of answers, in the words of those pages.</summary>
    public static Faults Faults(IReadOnlyList<Fault> faults) => new(faults, Words.ResourceManager);
}
