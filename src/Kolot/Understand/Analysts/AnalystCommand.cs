using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kolot.Understand.Analysts;

/// <summary>The commands that work on files alone, without a house, a server or a database.</summary>
public static partial class AnalystCommand
{
    private static readonly Dictionary<string, (Func<CommandArguments, JsonObject> Tell, string Usage)> Words = new()
    {
        ["agreement"] = (AgreementCommand.Run, AgreementCommand.Usage),
        ["drivers"] = (DriversCommand.Run, DriversCommand.Usage),
        ["measure"] = (MeasureCommand.Run, MeasureCommand.Usage),
        ["regress"] = (RegressCommand.Run, RegressCommand.Usage),
        ["survival"] = (SurvivalCommand.Run, SurvivalCommand.Usage),
    };

    /// <summary>The commands' names.</summary>
    public static IEnumerable<string> Names => Words.Keys;

    /// <summary>Whether the words begin with one of them.</summary>
    public static bool Asks(string[] words) => words is [var word, ..] && Words.ContainsKey(word);

    /// <summary>Does what the words ask for.</summary>
    /// <returns>0 if it was done; 2, with one line on the error output, if it cannot be.</returns>
    public static int Run(string[] words) => Run(words, Words[words[0]].Tell, Words[words[0]].Usage);

    /// <summary>Does what one of them, or one of a later word, tells.</summary>
    internal static int Run(string[] words, Func<CommandArguments, JsonObject> tell, string usage)
    {
        var arguments = new CommandArguments(words[1..]);
        try
        {
            if (arguments.Plain is null) throw new AnalystException(usage);
            // Passed over in silence, a name that is mistyped looks as if it had been heeded.
            if (arguments.Names.FirstOrDefault(name => !Named().Matches(usage).Any(known => known.Groups[1].Value == name)) is { } unknown) throw new AnalystException($"There is no --{unknown} here.\n{usage}");
            Printed.Write(tell(arguments), arguments.Has("json"));
            return 0;
        }
        catch (AnalystException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return 2;
        }
    }

    [GeneratedRegex(@"--([a-z-]+)")]
    private static partial Regex Named();
}
