using System.Globalization;

namespace Kolot.Shell.Sav;

/// <summary>Names that variables may have: each once, whatever its case.</summary>
internal static class SavNames
{
    private const int Longest = 64;
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase) { "ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH" };

    /// <summary>The names, made from what the variables are called.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<SavVariable> variables)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var variable in variables)
        {
            var wanted = Sound(variable.Name);
            var name = wanted;
            for (var more = 2; !taken.Add(name); more++) name = string.Create(CultureInfo.InvariantCulture, $"{wanted[..Math.Min(wanted.Length, Longest - 5)]}_{more}");
            names.Add(name);
        }

        return names;
    }

    /// <summary>The name of eight letters at most by which a file knows a variable, or a part of one.</summary>
    public static string Short(int variable, int segment) => segment == 0
        ? string.Create(CultureInfo.InvariantCulture, $"V{variable + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"S{variable:X}_{segment:X}");

    private static string Sound(string name)
    {
        var sound = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' ? letter : '_')).Trim('_', '.');
        if (sound.Length == 0 || !char.IsAsciiLetter(sound[0])) sound = "q_" + sound;
        if (Reserved.Contains(sound)) sound += "_";
        return sound[..Math.Min(sound.Length, Longest)].TrimEnd('.');
    }
}
