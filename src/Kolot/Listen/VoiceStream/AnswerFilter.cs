using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen;

namespace Kolot.Listen.VoiceStream;

/// <summary>Which answer a voice must hold: that a number leads to the voices that it is made of.</summary>
/// <param name="Asked">The question; empty for the headline score.</param>
/// <param name="Score">The answer; null for any.</param>
/// <param name="Low">The lower end of the scale on which a headline score was given; null for any scale.</param>
/// <param name="High">The upper end.</param>
public sealed record AnswerFilter(string Asked, double? Score, double? Low, double? High)
{
    /// <summary>How many answers may be given, of which one is looked for.</summary>
    public const int MostGiven = 12;

    /// <summary>Its names in an address.</summary>
    public static readonly string[] Names = ["asked", "score", "low", "high", "given"];

    /// <summary>Answers to the question of which one is held, with commas between; one and nought stand for yes and no too.</summary>
    public string? Given { get; init; }

    /// <summary>Reads an address; null where nothing is asked for.</summary>
    public static AnswerFilter? FromAddress(IQueryCollection query)
    {
        var asked = query["asked"].ToString() is { Length: > 0 and <= StreamQuery.LongestText } text ? text : "";
        var read = new AnswerFilter(asked, Number(query, "score"), Number(query, "low"), Number(query, "high"))
        {
            Given = asked.Length > 0 && query["given"].ToString() is { Length: > 0 and <= StreamQuery.LongestText } given ? given : null,
        };
        return read == new AnswerFilter("", null, null, null) ? null : read;
    }

    /// <summary>Those of some voices that hold it.</summary>
    public IQueryable<Voice> Of(IQueryable<Voice> voices)
    {
        if (Asked.Length > 0) return InAnswers(voices);
        voices = voices.Where(voice => voice.Score != null);
        if (Score is { } score) voices = voices.Where(voice => voice.Score == score);
        if (Low is { } low) voices = voices.Where(voice => voice.ScoreLow == null || voice.ScoreLow == low);
        if (High is { } high) voices = voices.Where(voice => voice.ScoreHigh == null || voice.ScoreHigh == high);
        return voices;
    }

    // Answers are kept as the text that they came as: a number is followed by the next answer or by the end, and may have come as words.
    private IQueryable<Voice> InAnswers(IQueryable<Voice> voices)
    {
        var name = JsonSerializer.Serialize(Asked, Written) + ":";
        if (Given is { } several)
        {
            string[] texts = [.. several.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostGiven).SelectMany(YesAndNo).SelectMany(word => Texts(name, word))];
            return voices.Where(voice => voice.Answers != null && texts.Any(text => voice.Answers.Contains(text)));
        }

        if (Score is not { } score) return voices.Where(voice => voice.Answers != null && voice.Answers.Contains(name));
        var given = name + score.ToString("R", CultureInfo.InvariantCulture);
        var (more, last, quoted) = (given + ",", given + "}", $"{name}\"{score.ToString("R", CultureInfo.InvariantCulture)}\"");
        return voices.Where(voice => voice.Answers != null && (voice.Answers.Contains(more) || voice.Answers.Contains(last) || voice.Answers.Contains(quoted)));
    }

    private static string[] Texts(string name, string word) => [$"{name}{word},", $"{name}{word}}}", name + JsonSerializer.Serialize(word, Written)];

    private static string[] YesAndNo(string answer) => answer switch
    {
        "1" => ["1", "true", "yes", "כן"],
        "0" => ["0", "false", "no", "לא"],
        _ => [answer],
    };

    private static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static double? Number(IQueryCollection query, string name) =>
        double.TryParse(query[name].ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
