using System.Text.RegularExpressions;

namespace Kolot.Organisation;

/// <summary>An organisation's name in addresses.</summary>
public static partial class OrganisationName
{
    // What addresses begin with already.
    private static readonly HashSet<string> Taken =
        ["api", "assets", "demo", "health", "join", "set-up", "sign-in", "sign-out", "language", "parts", "openapi", "metrics", "account", "error", "public"];

    /// <summary>Whether it may be one: 2 to 40 lower-case Latin letters, digits and hyphens, beginning with a letter.</summary>
    public static bool IsValid(string? name) => name is not null && Shape().IsMatch(name) && !Taken.Contains(name);

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$(?<=^.{2,40})", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
