namespace Kolot.Organisation.People.SignIn;

/// <summary>What a browser is called by whoever uses it: enough to know one's own again, and nothing that tells people apart.</summary>
public static class BrowserName
{
    // Each says that it is others too: the first that fits is the one.
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Machines =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary>The name; null for what is not known.</summary>
    /// <param name="agent">What the browser says of itself (User-Agent).</param>
    public static string? Of(string? agent)
    {
        if (string.IsNullOrEmpty(agent)) return null;
        string?[] parts = [NameIn(Browsers, agent), NameIn(Machines, agent)];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } name ? name : null;
    }

    private static string? NameIn((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(one => agent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
