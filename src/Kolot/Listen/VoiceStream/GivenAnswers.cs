using Kolot.Core.Listen;

namespace Kolot.Listen.VoiceStream;

/// <summary>How answers stand in the text that a voice's answers are kept as: by which those are found who answered so.</summary>
public static class GivenAnswers
{
    /// <summary>The texts of which one stands in it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="given">The answers, with commas between; nothing for whatever was answered. One and nought find yes and no too.</param>
    public static string[] Written(string question, string? given)
    {
        var asked = Hearing.Written(question) + ":";
        if (given is null) return [asked];
        return [.. given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(StreamQuery.MostGiven).SelectMany(Words).SelectMany(word => new[]
        {
            // A number ends with what comes after it: one is not the beginning of ten.
            $"{asked}{Hearing.Written(word)}", $"{asked}{word},", $"{asked}{word}}}",
        })];
    }

    private static string[] Words(string answer) => answer switch
    {
        "1" => ["1", "true", "yes", "כן"],
        "0" => ["0", "false", "no", "לא"],
        _ => [answer],
    };
}
