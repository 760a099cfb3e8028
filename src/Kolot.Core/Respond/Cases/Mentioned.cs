namespace Kolot.Core.Respond.Cases;

/// <summary>Whom a note names after an @.</summary>
/// <param name="People">Those who are told of it.</param>
/// <param name="Beyond">A name of somebody who cannot see the case; null where there is none.</param>
/// <param name="Several">A name that several have; null where there is none.</param>
/// <param name="Unknown">What stands after an @ and is nobody's name; null where there is none.</param>
public sealed record Mentioned(IReadOnlyList<Guid> People, string? Beyond, string? Several, string? Unknown)
{
    /// <summary>Reads a note.</summary>
    /// <remarks>A whole name counts before a first name, and a first name where one person alone has it. An @ within a word is an address of mail and names nobody.</remarks>
    /// <param name="note">What is noted.</param>
    /// <param name="members">All who are here, by name.</param>
    /// <param name="sees">Whether somebody sees the case.</param>
    public static Mentioned In(string note, IReadOnlyCollection<(Guid Id, string Name)> members, Func<Guid, bool> sees)
    {
        var (people, beyond, several, unknown) = (new List<Guid>(), (string?)null, (string?)null, (string?)null);
        for (var at = note.IndexOf('@', StringComparison.Ordinal); at >= 0; at = note.IndexOf('@', at + 1))
        {
            if (at > 0 && (char.IsLetterOrDigit(note[at - 1]) || note[at - 1] is '.' or '_' or '-')) continue;
            var (said, all) = Called(note.AsSpan(at + 1), members);
            if (said.Length == 0) continue;
            var seeing = all.Where(one => sees(one.Id)).ToArray();
            if (all.Length == 0) unknown ??= said;
            else if (seeing.Length == 0) beyond ??= said;
            else if (seeing.Length > 1 && !seeing[0].Name.Equals(said, StringComparison.OrdinalIgnoreCase)) several ??= said;
            else people.AddRange(seeing.Select(one => one.Id));
        }

        return new([.. people.Distinct()], beyond, several, unknown);
    }

    private static (string Said, (Guid Id, string Name)[] All) Called(ReadOnlySpan<char> rest, IReadOnlyCollection<(Guid Id, string Name)> members)
    {
        var whole = "";
        foreach (var (_, name) in members)
            if (name.Length > whole.Length && rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (rest.Length == name.Length || !char.IsLetterOrDigit(rest[name.Length]))) whole = name;
        if (whole.Length > 0) return (whole, [.. members.Where(one => one.Name.Equals(whole, StringComparison.OrdinalIgnoreCase))]);
        var end = 0;
        while (end < rest.Length && (char.IsLetterOrDigit(rest[end]) || rest[end] is '\'' or '׳' or '-' or '־')) end++;
        var word = rest[..end].ToString();
        return (word, [.. members.Where(one => one.Name.Split(' ')[0].Equals(word, StringComparison.OrdinalIgnoreCase))]);
    }
}
