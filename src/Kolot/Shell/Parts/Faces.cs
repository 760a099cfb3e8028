using System.Globalization;

namespace Kolot.Shell.Parts;

/// <summary>The letters that stand for a person in a small circle.</summary>
public static class Faces
{
    /// <summary>Those of a name: two at most, with the sign of Hebrew initials where they are Hebrew.</summary>
    public static string Of(string name)
    {
        var letters = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => StringInfo.GetNextTextElement(word)).ToList();
        var hebrew = letters.Count == 2 && letters.All(letter => letter[0] is >= 'א' and <= 'ת');
        return string.Join(hebrew ? "״" : "", letters);
    }
}
