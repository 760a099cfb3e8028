using System.Runtime.CompilerServices;

namespace Kolot.Tests;

/// <summary>Compares what people or machines read with the copy that somebody approved.</summary>
/// <remarks>To approve a change, rename the received file beside it.</remarks>
public static class Approval
{
    /// <summary>Whether a text is as approved; if not, it is written beside the approved one, and the first difference is told.</summary>
    public static void Holds(string received, string name, [CallerFilePath] string test = "")
    {
        var approved = Path.Combine(Path.GetDirectoryName(test) ?? "", name);
        var beside = approved.Replace(".approved.", ".received.", StringComparison.Ordinal);
        var wanted = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n").TrimEnd() : "";
        var given = received.ReplaceLineEndings("\n").TrimEnd();
        if (wanted == given)
        {
            File.Delete(beside);
            return;
        }

        File.WriteAllText(beside, given + "\n");
        var (before, after) = (wanted.Split('\n'), given.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.Fail($"{name} differs from line {line + 1} on; the new one lies in {beside}.\n{Around(before, line, '-')}\n{Around(after, line, '+')}");
    }

    private static string Around(string[] lines, int line, char sign) => string.Join('\n', lines.Skip(line).Take(8).Select(text => $"{sign} {text}"));
}
