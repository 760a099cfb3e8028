using System.Globalization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Contact;

/// <summary>The places for which a time of its own can be promised.</summary>
/// <param name="Channels">The channels.</param>
/// <param name="Touchpoints">The touchpoints.</param>
public sealed record PromisingPlaces(IReadOnlyCollection<Guid> Channels, IReadOnlyCollection<Guid> Touchpoints)
{
    /// <summary>None.</summary>
    public static PromisingPlaces None { get; } = new([], []);
}

/// <summary>Decides whether the contact form can be as somebody wants it.</summary>
public static class ContactFormChange
{
    /// <summary>The most topics: more than one looks through.</summary>
    public const int MostTopics = 15;

    private const int LongestName = 80;
    private const int LongestWelcome = 1_000;
    private const int LongestConsent = 500;
    private const int MostHours = 1_000;
    private const int LeastDays = 14;
    private const int MostDays = 1_100;

    /// <summary>The form of what was typed, or what is wrong with it.</summary>
    /// <param name="before">The form as it was: topics keep their codes.</param>
    /// <param name="typed">The value of a field.</param>
    /// <param name="topics">How many topics the page showed, the empty one at its end counted.</param>
    /// <param name="places">The channels and touchpoints that it showed.</param>
    public static Result<ContactForm> Decide(ContactForm before, Func<string, string?> typed, int topics, PromisingPlaces places)
    {
        var faults = new List<Fault>();
        var read = new List<ContactTopic>();
        for (var at = 0; at < Math.Clamp(topics, 0, MostTopics + 1); at++)
            if (Topic(before, typed, $"topics[{at}]", faults) is { } topic) read.Add(Numbered(topic, [.. read, .. before.Topics.Where(other => other.Code != topic.Code)]));
        if (read.Count > MostTopics) faults.Add(new("topics", "too_many"));
        var days = typed("days") is not { Length: > 0 } written ? ContactForm.UsualDays
            : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known is >= LeastDays and <= MostDays ? known : Wrong(faults, "days");
        var form = before with
        {
            Open = typed("open") is not null,
            Welcome = Words(typed, "welcome", LongestWelcome, faults),
            Consent = Words(typed, "consent", LongestConsent, faults),
            Topics = read,
            PromisedMinutes = Hours(typed, "hours", faults),
            Channels = Promised(typed, "channels", places.Channels, faults),
            Touchpoints = Promised(typed, "touchpoints", places.Touchpoints, faults),
            Channel = Id(typed("channel")),
            Days = days,
        };
        return faults.Count > 0 ? new Refusal.Invalid(faults) : form;
    }

    private static int Wrong(List<Fault> faults, string field)
    {
        faults.Add(new(field, "not_days"));
        return 0;
    }

    // One that is called nothing in any language is none; one that says so goes.
    private static ContactTopic? Topic(ContactForm before, Func<string, string?> typed, string at, List<Fault> faults)
    {
        if (typed($"{at}.without") is not null) return null;
        var name = Words(typed, $"{at}.name", LongestName, faults);
        if (!name.Says) return null;
        // Whoever reads none of its languages would read nothing.
        if (name.Exactly("he") is null && name.Exactly("en") is null) faults.Add(new($"{at}.name.he", "required"));
        if (!Enum.TryParse<TopicKind>(typed($"{at}.kind"), out var kind) || !Enum.IsDefined(kind)) faults.Add(new($"{at}.kind", "required"));
        return new(before.Topic(typed($"{at}.code"))?.Code ?? "", kind, name) { Unit = Id(typed($"{at}.unit")), PromisedMinutes = Hours(typed, $"{at}.hours", faults) };
    }

    // Voices say their topic by its code, so a new one gets a code that none had beside it.
    private static ContactTopic Numbered(ContactTopic topic, ContactTopic[] others)
    {
        if (topic.Code.Length > 0 && others.All(other => other.Code != topic.Code)) return topic;
        var word = topic.Name.Exactly("en")?.ToLowerInvariant() ?? "";
        var code = string.Join('-', new string([.. word.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        code = code.Length is 0 or > 40 ? topic.Kind.ToString().ToLowerInvariant() : code;
        var number = 2;
        var free = code;
        while (others.Any(other => other.Code == free)) free = $"{code}-{number++}";
        return topic with { Code = free };
    }

    private static Wording Words(Func<string, string?> typed, string field, int longest, List<Fault> faults) =>
        ContactForm.Languages.Aggregate(Wording.None, (all, language) => all.With(language, PlainText.Of(typed($"{field}.{language}"), longest, $"{field}.{language}", faults)?.ReplaceLineEndings("\n")));

    private static Dictionary<Guid, int> Promised(Func<string, string?> typed, string field, IReadOnlyCollection<Guid> places, List<Fault> faults)
    {
        var promised = new Dictionary<Guid, int>();
        foreach (var place in places)
            if (Hours(typed, $"{field}[{place}]", faults) is { } minutes) promised[place] = minutes;
        return promised;
    }

    private static int? Hours(Func<string, string?> typed, string field, List<Fault> faults)
    {
        if (typed(field)?.Trim() is not { Length: > 0 } written) return null;
        if (decimal.TryParse(written.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MostHours && (int)(hours * 60) is > 0 and var minutes) return minutes;
        faults.Add(new(field, "not_hours"));
        return null;
    }

    private static Guid? Id(string? typed) => Guid.TryParse(typed, out var id) ? id : null;
}
