using System.Text.Json;
using System.Xml.Linq;

namespace Kolot.Tests.HouseRules;

/// <summary>What the program is shipped with, read from the restore itself.</summary>
public sealed class DependencyTests
{
    private const string PublicDomain = "public domain";

    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "PostgreSQL", "MS-PL OR Apache-2.0", PublicDomain];

    // Their packages hold the licence's text instead of naming it.
    private static readonly Dictionary<string, string> Read = new() { ["SourceGear.sqlite3"] = PublicDomain };

    [Fact]
    public void Everything_that_is_shipped_is_listed_with_its_licence()
    {
        var packages = Packages().ToArray();

        House.Keeps(packages.Where(package => !Allowed.Contains(package.Licence)).Select(package => $"{package.Name}: {package.Licence}"));
        var list = $"""
            # What Kolot is shipped with

            Beside .NET {Environment.Version.Major} itself (MIT). Written from the restore by a test of the house rules, which fails when this differs; why each was
            taken stands in [decisions/0006](decisions/0006-packages-and-their-licences.md).

            | package | version | licence |
            |---|---|---|
            {string.Join('\n', packages.Select(package => $"| {package.Name} | {package.Version} | {package.Licence} |"))}

            """;
        var path = Path.Combine(House.Root, "docs/dependencies.md");
        if (File.Exists(path) && File.ReadAllText(path) == list) return;
        File.WriteAllText(path, list);
        Assert.Fail("docs/dependencies.md was not what is shipped. It was written anew: look it over and keep it.");
    }

    private static IEnumerable<(string Name, string Version, string Licence)> Packages()
    {
        using var restored = JsonDocument.Parse(File.ReadAllText(Path.Combine(House.Root, "src/Kolot/obj/project.assets.json")));
        var folders = restored.RootElement.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        foreach (var library in restored.RootElement.GetProperty("libraries").EnumerateObject().OrderBy(library => library.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (library.Value.GetProperty("type").GetString() != "package" || library.Name.Split('/') is not [var name, var version]) continue;
            var folder = folders.Select(folder => Path.Combine(folder, library.Value.GetProperty("path").GetString() ?? "")).First(Directory.Exists);
            yield return (name, version, LicenceOf(name, Directory.EnumerateFiles(folder, "*.nuspec").Single()));
        }
    }

    private static string LicenceOf(string name, string nuspec)
    {
        var licence = XDocument.Load(nuspec).Descendants().SingleOrDefault(element => element.Name.LocalName == "license");
        return Read.GetValueOrDefault(name) ?? (licence?.Attribute("type")?.Value == "expression" ? licence.Value : "unknown");
    }
}
