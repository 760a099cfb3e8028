using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Core.Language;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen;

/// <summary>What an organisation calls its channels, touchpoints and units, for telling them by code.</summary>
/// <param name="Channels">Channel by code.</param>
/// <param name="Touchpoints">Touchpoint by code.</param>
/// <param name="Units">Unit by code.</param>
public sealed record Names(
    IReadOnlyDictionary<string, Guid> Channels, IReadOnlyDictionary<string, Guid> Touchpoints, IReadOnlyDictionary<string, Guid> Units)
{
    /// <summary>The versions of the privacy notice that were published, by code.</summary>
    public IReadOnlySet<string> Notices { get; init; } = new HashSet<string>();
}

/// <summary>How a voice comes in.</summary>
/// <param name="By">Who brings it.</param>
/// <param name="At">When it arrives, UTC.</param>
/// <param name="Import">The import that it belongs to, if it does.</param>
public sealed record Arrival(Member By, DateTime At, Guid? Import = null);

/// <summary>A voice that passed every check and is ready to be kept.</summary>
/// <param name="Voice">The row.</param>
/// <param name="Words">What it will be found by.</param>
/// <param name="ContentHash">SHA-256 of what was said: the same content sent again is no change.</param>
/// <param name="Customer">Whose, if it was said.</param>
/// <param name="MomentSaid">Whether it said when it was heard; if not, the moment of arrival was taken.</param>
/// <param name="By">Who brings it: what they send may revise only what is within their reach.</param>
public sealed record HeardWhole(Voice Voice, string Words, byte[] ContentHash, HeardCustomer? Customer, bool MomentSaid, Member By);

/// <summary>Decides whether what arrives can be kept as a voice.</summary>
public static class Hearing
{
    /// <summary>The longest text that is taken in, in characters.</summary>
    public const int LongestText = 20_000;

    private const int LongestName = 200;
    private const int LongestAnswers = 32_000;
    // What a survey took screen by screen is heard at its end.
    private const int LongestOfSurvey = 400_000;

    /// <summary>Checks a voice and makes it whole, or says what is wrong with it.</summary>
    /// <param name="heard">As it arrived.</param>
    /// <param name="names">What the organisation calls things.</param>
    /// <param name="arrival">Who brings it, when.</param>
    /// <param name="running">A running number, for the voice's place in time.</param>
    public static Result<HeardWhole> Decide(HeardVoice heard, Names names, Arrival arrival, long running)
    {
        var faults = new List<Fault>();
        var heardAt = heard.HeardAt?.UtcDateTime ?? arrival.At;
        CheckWords(heard, faults);
        CheckMoment(heardAt, arrival.At, faults);
        CheckScore(heard.Score, faults);
        CheckCustomer(heard.Customer, faults);
        if (Blank(heard.Notice) is { } notice && !names.Notices.Contains(notice)) faults.Add(new("notice", "unknown"));
        var said = new Said(
            KindOf(heard.Kind, faults), ChannelOf(heard, names, faults), IdOf(heard.Touchpoint, names.Touchpoints, "touchpoint", faults),
            UnitOf(heard, names, arrival.By, faults), AnswersOf(heard, faults));
        if (heard.Text is not { Length: > 0 } && heard.Title is not { Length: > 0 } && heard.Score is null && said.Answers is null)
            faults.Add(new("text", "nothing_said"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        var voice = Whole(heard, said, arrival, Place.Of(heardAt, running), heardAt);
        string?[] words = [voice.Title, voice.Text, .. WordsOf(heard.Answers)];
        return new HeardWhole(voice, SearchText.Of(words), HashOf(voice, heard), heard.Customer, heard.HeardAt is not null, arrival.By);
    }

    /// <summary>By what words a voice is found, from what is kept of it.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="text">Its text.</param>
    /// <param name="answers">Its answers, as JSON.</param>
    public static string WordsOf(string? title, string? text, string? answers)
    {
        string?[] words = [title, text, .. WordsOf(answers is null ? null : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answers))];
        return SearchText.Of(words);
    }

    private static Voice Whole(HeardVoice heard, Said said, Arrival arrival, long place, DateTime heardAt)
    {
        var (low, high) = (heard.Score?.Low ?? 0, heard.Score?.High ?? 10);
        return new()
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(arrival.At, TimeSpan.Zero)),
            Place = place,
            HeardAt = Micros(heardAt),
            KeptAt = Micros(arrival.At),
            Kind = said.Kind,
            ChannelId = said.Channel,
            TouchpointId = said.Touchpoint,
            UnitId = said.Unit,
            Title = Blank(heard.Title),
            Text = Blank(heard.Text),
            Language = SpokenLanguage.Of(Blank(heard.Text) ?? Blank(heard.Title)),
            Score = heard.Score?.Value,
            ScoreLow = heard.Score is null ? null : low,
            ScoreHigh = heard.Score is null ? null : high,
            Band = ScoreBands.Of(heard.Score?.Value, low, high),
            Answers = said.Answers,
            Source = heard.Source ?? "",
            SourceId = Blank(heard.Id),
            Author = Blank(heard.Author),
            EnteredBy = arrival.By.Id == Guid.Empty ? null : arrival.By.Id,
            ImportId = arrival.Import,
            Notice = Blank(heard.Notice)?.ToLowerInvariant(),
            History = heard.History,
        };
    }

    private static Guid ChannelOf(HeardVoice heard, Names names, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(heard.Channel)) faults.Add(new("channel", "required"));
        return IdOf(heard.Channel, names.Channels, "channel", faults) ?? Guid.Empty;
    }

    // A unit beyond reach is as unknown as one that does not exist.
    private static Guid? UnitOf(HeardVoice heard, Names names, Member by, List<Fault> faults)
    {
        var unit = IdOf(heard.Unit, names.Units, "unit", faults);
        if (unit is { } known && !by.Sees(known, null)) faults.Add(new("unit", "unknown"));
        return unit;
    }

    private static void CheckWords(HeardVoice heard, List<Fault> faults)
    {
        if (heard.Source is not { Length: > 0 }) faults.Add(new("source", "required"));
        CheckLength(heard.Source, LongestName, "source", faults);
        CheckLength(heard.Id, LongestName, "id", faults);
        CheckLength(heard.Title, 1_000, "title", faults);
        CheckLength(heard.Text, LongestText, "text", faults);
        CheckLength(heard.Author, LongestName, "author", faults);
    }

    private static void CheckLength(string? text, int longest, string field, List<Fault> faults)
    {
        if (text is null) return;
        if (text.Length > longest) faults.Add(new(field, "too_long"));
        if (!PlainText.IsSound(text)) faults.Add(new(field, "not_text"));
    }

    private static void CheckMoment(DateTime heardAt, DateTime now, List<Fault> faults)
    {
        if (heardAt < Place.Earliest) faults.Add(new("heardAt", "too_early"));
        // Clocks differ; a day ahead is a mistake, an hour is not.
        if (heardAt > now.AddDays(1)) faults.Add(new("heardAt", "in_future"));
    }

    private static void CheckScore(HeardScore? score, List<Fault> faults)
    {
        if (score is null) return;
        var (low, high) = (score.Low ?? 0, score.High ?? 10);
        if (!double.IsFinite(score.Value) || !double.IsFinite(low) || !double.IsFinite(high)) faults.Add(new("score.value", "not_a_number"));
        else if (low >= high) faults.Add(new("score.high", "scale_empty"));
        else if (score.Value < low || score.Value > high) faults.Add(new("score.value", "off_scale"));
    }

    private static VoiceKind KindOf(string? kind, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(kind)) return VoiceKind.Feedback;
        if (Enum.TryParse<VoiceKind>(kind, ignoreCase: true, out var known) && !char.IsAsciiDigit(kind[0]) && Enum.IsDefined(known)) return known;
        faults.Add(new("kind", "unknown"));
        return VoiceKind.Feedback;
    }

    private static Guid? IdOf(string? code, IReadOnlyDictionary<string, Guid> known, string field, List<Fault> faults)
    {
        if (string.IsNullOrEmpty(code)) return null;
        if (known.TryGetValue(code, out var id)) return id;
        faults.Add(new(field, "unknown"));
        return null;
    }

    private static void CheckCustomer(HeardCustomer? customer, List<Fault> faults)
    {
        if (customer is null) return;
        CheckLength(customer.Source, LongestName, "customer.source", faults);
        CheckLength(customer.Id, LongestName, "customer.id", faults);
        CheckLength(customer.Name, LongestName, "customer.name", faults);
        if (Blank(customer.Mail) is { } mail && Identities.Mail(mail) is null) faults.Add(new("customer.mail", "not_a_mail"));
        if (Blank(customer.Phone) is { } phone && Identities.Phone(phone) is null) faults.Add(new("customer.phone", "not_a_phone"));
    }

    /// <summary>Whether so many answers of a survey can be heard together; what they say besides is not looked at.</summary>
    internal static bool Fits(IReadOnlyDictionary<string, JsonElement> answers) => !(Written(answers)?.Length > LongestOfSurvey);

    private static string? AnswersOf(HeardVoice heard, List<Fault> faults)
    {
        if (heard.Answers is not { Count: > 0 } answers) return null;
        foreach (var (question, answer) in answers)
            if (answer.ValueKind is JsonValueKind.Object or JsonValueKind.Array) faults.Add(new($"answers.{question}", "not_an_answer"));
        if (Written(answers) is not { } json)
        {
            faults.Add(new("answers", "not_text"));
            return "";
        }

        var longest = heard.Source?.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal) == true ? LongestOfSurvey : LongestAnswers;
        if (json.Length > longest) faults.Add(new("answers", "too_long"));
        if (json.Contains("\\u0000", StringComparison.Ordinal)) faults.Add(new("answers", "not_text"));
        return json;
    }

    private static IEnumerable<string?> WordsOf(IReadOnlyDictionary<string, JsonElement>? answers) =>
        answers?.Values.Where(answer => answer.ValueKind == JsonValueKind.String).Select(answer => answer.GetString()) ?? [];

    // Null where it holds half a letter, which no text can hold.
    private static string? Written(IReadOnlyDictionary<string, JsonElement> answers)
    {
        try
        {
            return JsonSerializer.Serialize(answers, Json);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    // Hebrew stays readable in the database and in exports.
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static byte[] HashOf(Voice voice, HeardVoice heard)
    {
        // A moment that was left out is filled in on arrival, so it is no part of what was said.
        var customer = heard.Customer;
        object?[] parts =
        [
            heard.HeardAt?.UtcTicks, voice.Kind, voice.ChannelId, voice.TouchpointId, voice.UnitId, voice.Title, voice.Text, voice.Score, voice.ScoreLow,
            voice.ScoreHigh, voice.Answers, voice.Author, customer?.Source, customer?.Id, customer?.Mail, customer?.Phone,
        ];
        // Left out by most, and by all that was kept before there was such a field: their hash stays what it was.
        if (voice.Notice is not null) parts = [.. parts, voice.Notice];
        // In no language: a comma for a point would make another content of the same score.
        var said = string.Join('\u001f', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
        return SHA256.HashData(Encoding.UTF8.GetBytes(said));
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTime Micros(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    private sealed record Said(VoiceKind Kind, Guid Channel, Guid? Touchpoint, Guid? Unit, string? Answers);
}
