using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Contact;

/// <summary>The form by which anybody writes to an organisation, as it decided.</summary>
public sealed record ContactForm
{
    /// <summary>The languages that it speaks.</summary>
    public static readonly IReadOnlyList<string> Languages = ["he", "en", "ar", "ru"];

    /// <summary>For how many days whoever wrote can look at what became of it, unless it was decided otherwise.</summary>
    public const int UsualDays = 180;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Whether one can write by it.</summary>
    public bool Open { get; init; } = true;

    /// <summary>What stands above it; the usual words where nothing does.</summary>
    public Wording Welcome { get; init; } = Wording.None;

    /// <summary>To what one must agree before it is sent; nothing where it says nothing.</summary>
    public Wording Consent { get; init; } = Wording.None;

    /// <summary>What one can write about.</summary>
    public IReadOnlyList<ContactTopic> Topics { get; init; } = [];

    /// <summary>Within how many minutes of service time one is answered; null for as long as its channel says.</summary>
    public int? PromisedMinutes { get; init; }

    /// <summary>Within how many minutes of service time whoever comes by a channel is answered, by the channel; what is not named promises nothing.</summary>
    public IReadOnlyDictionary<Guid, int> Channels { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Within how many minutes whoever writes about a touchpoint is, by the touchpoint; what is not named promises as the form does.</summary>
    public IReadOnlyDictionary<Guid, int> Touchpoints { get; init; } = new Dictionary<Guid, int>();

    /// <summary>By which channel its voices come, and whose hours hold; null for forms.</summary>
    public Guid? Channel { get; init; }

    /// <summary>For how many days whoever wrote can look at what became of it.</summary>
    public int Days { get; init; } = UsualDays;

    /// <summary>The form that Kolot brings. It promises no time: only whoever keeps a promise can give it.</summary>
    public static ContactForm Ready { get; } = new()
    {
        Topics =
        [
            new("question", TopicKind.Question, Called("שאלה", "A question", "سؤال", "Вопрос")),
            new("request", TopicKind.Request, Called("בקשה", "A request", "طلب", "Просьба")),
            new("complaint", TopicKind.Complaint, Called("תלונה", "A complaint", "شكوى", "Жалоба")),
            new("praise", TopicKind.Praise, Called("מילה טובה", "A kind word", "كلمة طيبة", "Благодарность")),
            new("cancellation", TopicKind.Cancellation, Called("ביטול עסקה", "Cancelling a deal", "إلغاء صفقة", "Отмена сделки")),
        ],
    };

    /// <summary>A topic by its code.</summary>
    public ContactTopic? Topic(string? code) => Topics.FirstOrDefault(topic => topic.Code == code);

    /// <summary>How much service time an answer may take; null where nobody promised anything.</summary>
    /// <remarks>
    /// What is said of the topic or the touchpoint goes before what is said of the form, and that before what is said of the channel. Where topic and touchpoint both say something the sooner holds: whoever read either was promised no less.
    /// </remarks>
    /// <param name="topic">What is written about.</param>
    /// <param name="touchpoint">At which touchpoint.</param>
    /// <param name="channel">By which channel it comes.</param>
    public TimeSpan? PromiseOf(ContactTopic? topic, Guid? touchpoint, Guid? channel)
    {
        var (about, there) = (topic?.PromisedMinutes, Of(Touchpoints, touchpoint));
        return ((about < there ? about : there ?? about) ?? PromisedMinutes ?? Of(Channels, channel)) is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
    }

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>From what was kept; null where that is none.</summary>
    public static ContactForm? Read(string content)
    {
        try
        {
            return JsonSerializer.Deserialize<ContactForm>(content, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Of(IReadOnlyDictionary<Guid, int> promised, Guid? place) => place is { } id && promised.TryGetValue(id, out var minutes) ? minutes : null;

    private static Wording Called(string hebrew, string english, string arabic, string russian) =>
        new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });
}
