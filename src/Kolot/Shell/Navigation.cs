namespace Kolot.Shell;

/// <summary>One word of the navigation.</summary>
/// <param name="Key">What a page says in <c>Here</c>.</param>
/// <param name="Icon">Its sign in the dock of a phone.</param>
/// <param name="Rest">Its path within the organisation.</param>
/// <param name="Label">Its word in the reader's language.</param>
/// <param name="Shown">To whom it is shown; to everyone where null.</param>
public sealed record Place(string Key, string Icon, string Rest, Func<string> Label, Func<Visit, bool>? Shown = null);

/// <summary>Where one can go from anywhere, in order.</summary>
public static class Navigation
{
    private static readonly Place[] Places =
    [
        new("voices", "hear", "voices", () => Words.NavVoices),
        new("customers", "user", "customers", () => Words.NavCustomers),
        new("hear", "plus", "voices/new", () => Words.NavHear),
        new("imports", "upload", "imports", () => Words.NavImports),
        new("settings", "gear", "settings", () => Words.NavSettings),
    ];

    public static IEnumerable<Place> For(Visit visit) =>
        visit.Organisation is null ? [] : Places.Where(place => place.Shown?.Invoke(visit) ?? true);
}
