using System.Runtime.CompilerServices;

namespace Kolot.Tests.HouseRules;

/// <summary>The source as it lies on disk, for rules about how it is written.</summary>
public static class House
{
    private static readonly string[] NotSource = ["bin", "obj", "data", "artifacts", ".git", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every file whose name ends so, below a folder of the house; paths are relative to its root, with slashes.</summary>
    public static IEnumerable<HouseFile> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(NotSource.Contains))
            .Where(path => endings.Length == 0 || endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(path => new HouseFile(path, File.ReadAllText(Path.Combine(Root, path))));

    /// <summary>What is wrong, one line each, or nothing.</summary>
    public static void Keeps(IEnumerable<string> faults)
    {
        var found = faults.ToList();
        Assert.True(found.Count == 0, $"{found.Count} found:{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = File.Exists(here) ? Path.GetDirectoryName(here) : AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Kolot.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("House rules read the source: they run inside a checkout.");
    }
}

/// <summary>One file of the source.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">What it says.</param>
public sealed record HouseFile(string Path, string Text)
{
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Its lines with their numbers, without those that are only a comment.</summary>
    public IEnumerable<(int Number, string Text)> Code => Lines
        .Select((line, index) => (index + 1, line))
        .Where(line => !line.line.TrimStart().StartsWith("//", StringComparison.Ordinal));
}
