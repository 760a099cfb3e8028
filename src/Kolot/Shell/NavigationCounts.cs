using Kolot.Core.Organisation;

namespace Kolot.Shell;

/// <summary>Something that waits for a member, counted beside a word of the navigation.</summary>
public interface INavigationCount
{
    /// <summary>Beside which word: its key.</summary>
    string Place { get; }

    /// <summary>Where it leads, within the organisation.</summary>
    string Path { get; }

    /// <summary>What the number is, read aloud.</summary>
    string Label(int count);

    /// <summary>How many.</summary>
    Task<int> Of(Member member, CancellationToken cancel);
}

/// <summary>The counts of one page.</summary>
public sealed class NavigationCounts(IEnumerable<INavigationCount> all)
{
    /// <summary>A number beside a word.</summary>
    public sealed record Shown(string Place, string Path, string Label, int Count);

    /// <summary>Those that are not nothing.</summary>
    public async Task<IReadOnlyList<Shown>> For(Visit visit, CancellationToken cancel)
    {
        if (visit.Member is not { } member) return [];
        var shown = new List<Shown>();
        foreach (var one in all)
            if ((visit.Counted.TryGetValue(one.Place, out var known) ? known : await one.Of(member, cancel)) is > 0 and var count) shown.Add(new(one.Place, visit.Path(one.Path), Aloud(count, one.Label(count)), count));
        return shown;
    }

    // Whoever says aloud what stands there means it, also where the words say "one".
    private static string Aloud(int count, string label) => Parts.Numbers.Text(count) is var said && label.Contains(said, StringComparison.Ordinal) ? label : $"{said}: {label}";
}
