using System.Runtime.CompilerServices;
using Kolot.Store;

namespace Kolot.Listen.Forgetting;

/// <summary>What else is held of a person: each later word says of its own what there is, for whoever asks what is held of them.</summary>
public interface IHeldBeside
{
    /// <summary>What its list is called in the file.</summary>
    string List { get; }

    /// <summary>What it is called on the page, in the reader's language.</summary>
    string Name { get; }

    /// <summary>Theirs, the oldest first: by their records, or by where they are mentioned.</summary>
    IAsyncEnumerable<HeldThing> Of(OrganisationStore store, HeldPerson held, CancellationToken cancel);
}

/// <summary>One thing that is held.</summary>
/// <param name="At">When it began.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Known">What is known of it, as the file says it; what was written to it stands in <paramref name="Words"/>.</param>
/// <param name="Words">What people wrote.</param>
public sealed record HeldThing(DateTime At, string Name, IReadOnlyDictionary<string, string?> Known, IReadOnlyList<string> Words);

/// <summary>Tells what is held beside, list by list.</summary>
internal static class HeldBeside
{
    /// <summary>All of it; each list is there, also where it is empty.</summary>
    public static async IAsyncEnumerable<(string List, object? Item)> Of(
        this IEnumerable<IHeldBeside> beside, OrganisationStore store, HeldPerson held, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var one in beside)
        {
            yield return (one.List, null);
            await foreach (var thing in one.Of(store, held, cancel)) yield return (one.List, thing);
        }
    }
}
