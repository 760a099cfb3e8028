using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Contact;

/// <summary>What the page shows on which the contact form is decided.</summary>
/// <param name="Saved">The form as it is saved.</param>
/// <param name="Version">How often it was changed.</param>
/// <param name="Field">The value of a field: as typed, or as saved.</param>
public sealed record ContactSettings(ContactForm Saved, int Version, Func<string, string?> Field)
{
    /// <summary>How many topics are shown, an empty one at the end.</summary>
    public int Topics { get; init; }

    /// <summary>Whether somebody changed it since it was opened.</summary>
    public bool Stale { get; init; }

    /// <summary>What is wrong.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>The address of the form.</summary>
    public string Home { get; init; } = "";

    /// <summary>The address of the organisation, below which the form and the script for sites lie.</summary>
    public string House => Home[..^"/contact".Length];

    /// <summary>Whether whoever writes is told by mail.</summary>
    public bool Mails { get; init; }

    /// <summary>The units that topics can lead to.</summary>
    public IReadOnlyList<Option> Units { get; init; } = [];

    /// <summary>The channels by which its voices can come, and for which times can be promised.</summary>
    public IReadOnlyList<Channel> Channels { get; init; } = [];

    /// <summary>Whether any site is listed on which it may stand.</summary>
    public bool HasSites { get; init; }

    /// <summary>The touchpoints that have a form of their own.</summary>
    public IReadOnlyList<Touchpoint> Touchpoints { get; init; } = [];

    /// <summary>In which languages whoever writes is asked to agree to words of another; null where there are none.</summary>
    public string? ConsentLacks
    {
        get
        {
            var written = ContactForm.Languages.ToLookup(language => Saved.Consent.Exactly(language) is not null, Kolot.Shell.Language.NameOf);
            return written[true].FirstOrDefault() is { } first && written[false].Any()
                ? ContactWords.Put(Kolot.Listen.Contact.Words.ConsentLacks, string.Join(", ", written[false])).Replace("{1}", first, StringComparison.Ordinal) : null;
        }
    }

    /// <summary>The kinds of topics.</summary>
    public static IReadOnlyList<Option> Kinds => [.. Enum.GetValues<TopicKind>().Select(kind => new Option(kind.ToString(), ContactWords.Kind(kind)))];

    /// <summary>The fields of a form, as it is saved.</summary>
    public static Func<string, string?> FieldsOf(ContactForm form)
    {
        var fields = new Dictionary<string, string?>
        {
            ["open"] = form.Open ? "true" : null, ["hours"] = Hours(form.PromisedMinutes), ["channel"] = form.Channel?.ToString(), ["days"] = form.Days.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (place, minutes) in form.Channels) fields[$"channels[{place}]"] = Hours(minutes);
        foreach (var (place, minutes) in form.Touchpoints) fields[$"touchpoints[{place}]"] = Hours(minutes);
        Words("welcome", form.Welcome);
        Words("consent", form.Consent);
        foreach (var (at, topic) in form.Topics.Index())
        {
            var name = $"topics[{at}]";
            Words($"{name}.name", topic.Name);
            (fields[$"{name}.code"], fields[$"{name}.kind"], fields[$"{name}.unit"], fields[$"{name}.hours"]) = (topic.Code, topic.Kind.ToString(), topic.Unit?.ToString(), Hours(topic.PromisedMinutes));
        }

        return field => fields.GetValueOrDefault(field);

        void Words(string field, Wording wording)
        {
            foreach (var language in ContactForm.Languages) fields[$"{field}.{language}"] = wording.Exactly(language);
        }
    }

    private static string? Hours(int? minutes) => minutes is { } known ? (known / 60m).ToString("0.##", CultureInfo.InvariantCulture) : null;
}
