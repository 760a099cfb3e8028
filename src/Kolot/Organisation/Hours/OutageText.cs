using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Hours;

/// <summary>What customers are told of an outage, in their language.</summary>
public static class OutageText
{
    private const int Longest = 500;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text in a language, or in the first that there is; and in which it is.</summary>
    public static (string Language, string Text) For(OutageNotice notice, string language)
    {
        var texts = Read(notice);
        var found = texts.ContainsKey(language) ? language : ProfileChange.Written.First(texts.ContainsKey);
        return (found, texts[found]);
    }

    /// <summary>What of outages stands in a mail, in the language that is spoken now: each with until when it is expected to last.</summary>
    public static IEnumerable<string> Lines(IEnumerable<OutageNotice> outages, TimeZoneInfo zone) => outages.Select(outage => For(outage, Language.Here).Text
        + (outage.EndsAt is { } until ? Environment.NewLine + Words.OutageUntil.Replace("{0}", HoursWords.Moment(until, zone), StringComparison.Ordinal) : ""));

    /// <summary>All its texts by language.</summary>
    public static IReadOnlyDictionary<string, string> Read(OutageNotice notice) => JsonSerializer.Deserialize<Dictionary<string, string>>(notice.Texts) ?? [];

    /// <summary>The texts that were written, as they are kept; at least one.</summary>
    public static Result<string> Of(IEnumerable<KeyValuePair<string, string>> written)
    {
        var (faults, texts) = (new List<Fault>(), new Dictionary<string, string>());
        foreach (var (language, typed) in written)
            if (PlainText.Of(typed, Longest, $"text.{language}", faults) is { } text) texts[language] = text;
        if (texts.Count == 0 && faults.Count == 0) faults.Add(new($"text.{written.First().Key}", "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : JsonSerializer.Serialize(texts, Json);
    }
}
