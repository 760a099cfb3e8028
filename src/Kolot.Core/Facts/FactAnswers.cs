using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kolot.Core.Facts;

/// <summary>Reads what is counted out of a voice's answers as they are kept.</summary>
public static class FactAnswers
{
    /// <summary>Adds the answers that can be counted: numbers, yes and no (<c>true</c>, <c>false</c>), and words of at most <see cref="FactImage.LongestLabel"/> characters.</summary>
    /// <param name="json">An object of question to answer; what is anything else counts for nothing.</param>
    /// <param name="answers">Where to.</param>
    public static void Read(string json, List<(string Question, Answer Answer)> answers)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(json.Length));
        try
        {
            Read(bytes.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes)), answers);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static void Read(ReadOnlySpan<byte> json, List<(string, Answer)> answers)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var question = reader.GetString() ?? "";
            if (!reader.Read()) return;
            if (question.Length > 0 && !OutcomeQuestions.Holds(question) && AnswerAt(ref reader) is { } answer) answers.Add((question, answer));
            reader.Skip();
        }
    }

    private static Answer? AnswerAt(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => new Answer(number),
        JsonTokenType.True => Answer.Of("true"),
        JsonTokenType.False => Answer.Of("false"),
        JsonTokenType.String => AnswerIn((reader.GetString() ?? "").Trim()),
        _ => null,
    };

    // Tables give numbers as text.
    private static Answer? AnswerIn(string text) => text switch
    {
        { Length: 0 or > FactImage.LongestLabel } => null,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => new Answer(number),
        _ => Answer.Of(text),
    };
}
