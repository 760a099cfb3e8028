using Kolot.Listen.Importing;
using Kolot.Organisation.Hours;
using Kolot.Organisation.People.Recovering;
using Kolot.Running.Status;
using Kolot.Running.Support;
using Kolot.Store;
using Kolot.Store.Backups;

namespace Kolot;

/// <summary>The words after <c>kolot</c>: the first is the command, the others say what with.</summary>
/// <remarks>No command runs the house itself: <c>kolot</c> alone, or with settings only.</remarks>
public static class CommandLine
{
    private static readonly Dictionary<string, Func<IServiceProvider, CommandArguments, CancellationToken, Task<int>>> Commands = new()
    {
        ["backup"] = BackupCommand.Backup,
        ["hours"] = HoursCommand.Run,
        ["import"] = ImportCommand.Run,
        ["member"] = ResetMember.Run,
        ["restore"] = BackupCommand.Restore,
        ["status"] = StatusCommand.Run,
        ["support"] = SupportCommand.Run,
    };

    /// <summary>Whether the words begin with a command, known or mistyped, and not with a setting.</summary>
    public static bool Asks(string[] words) =>
        words is [{ Length: > 0 } word, ..] && word[0] != '-' && !word.Contains('=', StringComparison.Ordinal) && word != Demo.DemoSetup.Word;

    /// <summary>Does what the words ask for.</summary>
    /// <returns>0 if it was done.</returns>
    public static async Task<int> Run(WebApplication app, string[] words)
    {
        if (!Commands.TryGetValue(words[0], out var command)) return Help(words[0]);
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // What was begun is taken back before the process ends.
            pressed.Cancel = true;
            stopping.Cancel();
        };
        await using var house = app;
        await app.Services.GetRequiredService<Migrator>().MigrateDirectory(stopping.Token);
        return await command(app.Services, new(words[1..]), stopping.Token);
    }

    private static int Help(string asked)
    {
        if (asked != "help") Console.Error.WriteLine($"kolot knows no '{asked}'.");
        Console.WriteLine($"kolot WORD …, where WORD is one of: {string.Join(", ", Commands.Keys.Concat(Understand.Analysts.AnalystCommand.Names).Order(StringComparer.Ordinal))}. Each alone tells how it is used.");
        return asked == "help" ? 0 : 2;
    }
}

/// <summary>What stands behind a command: <c>--name value</c>, <c>--name</c> alone, and a plain word.</summary>
public sealed class CommandArguments
{
    private readonly Dictionary<string, string> named = [];

    /// <summary>From the words after the command.</summary>
    public CommandArguments(IReadOnlyList<string> words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (!words[at].StartsWith("--", StringComparison.Ordinal)) All.Add(words[at]);
            else if (at + 1 < words.Count && !words[at + 1].StartsWith("--", StringComparison.Ordinal) && !IsSwitch(words[at])) named[words[at][2..]] = words[++at];
            else named[words[at][2..]] = "";
        }
    }

    /// <summary>The words that have no name.</summary>
    public List<string> All { get; } = [];

    /// <summary>The first of them.</summary>
    public string? Plain => All.FirstOrDefault();

    /// <summary>The value of a name; null if it was not given.</summary>
    public string? this[string name] => named.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The names that were given.</summary>
    public IEnumerable<string> Names => named.Keys;

    /// <summary>Whether a name was given.</summary>
    public bool Has(string name) => named.ContainsKey(name);

    private static bool IsSwitch(string word) => word is "--dry-run" or "--second-step" or "--json" or "--end-keys" or "--cox" or "--logistic";
}
