using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Respond.Cases;

namespace Kolot.Respond.Cases;

/// <summary>Reads from a voice what rules ask beside its words: whether somebody asks to be called, and after which voice it came.</summary>
internal static class WantedCalls
{
    /// <summary>The voice as rules look at it.</summary>
    public static RuledVoice Of(Voice voice) => new(voice, Asks(voice));

    /// <summary>The id, in its source, of the voice that this one was added to; null for one that stands alone.</summary>
    public static string? AddedTo(Voice voice)
    {
        if (voice.SourceId is not { } id) return null;
        if (voice.Source == EnquiryVoice.Source) return id.Split('.') is [var enquiry, _] ? enquiry : null;
        return voice.Source.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal) && id.EndsWith(WishReading.After, StringComparison.Ordinal) ? id[..^WishReading.After.Length] : null;
    }

    private static bool Asks(Voice voice)
    {
        if (voice.Answers is null) return false;
        using var answers = JsonDocument.Parse(voice.Answers);
        return Says(answers.RootElement, WishReading.Answer, "call") || (voice.Source == EnquiryVoice.Source && Says(answers.RootElement, EnquiryVoice.Reply, "phone"));
    }

    private static bool Says(JsonElement answers, string key, string value) =>
        answers.ValueKind == JsonValueKind.Object && answers.TryGetProperty(key, out var said) && said.ValueKind == JsonValueKind.String && said.GetString() == value;
}
