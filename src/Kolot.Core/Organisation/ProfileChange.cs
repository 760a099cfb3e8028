using System.Text.RegularExpressions;

namespace Kolot.Core.Organisation;

/// <summary>What an organisation says of itself, as typed.</summary>
public sealed record ProfileDraft
{
    /// <summary>Its name in its own language.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>The language in which it speaks first.</summary>
    public string Language { get; init; } = "he";

    /// <summary>The languages that its customers are addressed in.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Its time zone by IANA name.</summary>
    public string TimeZone { get; init; } = "Asia/Jerusalem";

    /// <summary>Where it is.</summary>
    public string? Location { get; init; }

    /// <summary>Its colour, as <c>#rrggbb</c>.</summary>
    public string Colour { get; init; } = "#1f3a5f";

    /// <summary>In which currency it counts sums.</summary>
    public string Currency { get; init; } = Currencies.Shekels;

    /// <summary>The version that the writer started from.</summary>
    public int? Version { get; init; }

    /// <summary>What a profile says now, as a form would write it.</summary>
    public static ProfileDraft Of(Profile profile) => new()
    {
        Name = profile.Name,
        NameEn = profile.NameEn,
        Language = profile.Language,
        Languages = profile.Languages.Split(',', StringSplitOptions.RemoveEmptyEntries),
        TimeZone = profile.TimeZone,
        Location = profile.Location,
        Colour = profile.Colour,
        Currency = profile.Currency,
        Version = profile.Version,
    };
}

/// <summary>Decides what an organisation may say of itself.</summary>
public static partial class ProfileChange
{
    private const int Longest = 200;
    private static readonly string[] Spoken = ["he", "en"];

    /// <summary>The languages that customers can be addressed in.</summary>
    public static IReadOnlyList<string> Written { get; } = ["he", "en", "ar", "ru"];

    /// <summary>The profile with the draft's words, or what is wrong with them. The version is the caller's.</summary>
    public static Result<Profile> Decide(ProfileDraft draft, int version, Func<string, bool> isTimeZone)
    {
        var faults = new List<Fault>();
        var name = PlainText.Of(draft.Name, Longest, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var nameEn = PlainText.Of(draft.NameEn, Longest, "nameEn", faults);
        var location = PlainText.Of(draft.Location, Longest, "location", faults);
        if (!Spoken.Contains(draft.Language)) faults.Add(new("language", "unknown"));
        if (draft.Languages.Any(language => !Written.Contains(language))) faults.Add(new("languages", "unknown"));
        if (!isTimeZone(draft.TimeZone)) faults.Add(new("timeZone", "unknown"));
        if (!ColourShape().IsMatch(draft.Colour)) faults.Add(new("colour", "not_a_colour"));
        if (!Currencies.Signs.ContainsKey(draft.Currency)) faults.Add(new("currency", "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (draft.Version is { } from && from != version) return new Refusal.Conflict("changed_meanwhile");

        string[] languages = [draft.Language, .. Written.Where(language => language != draft.Language && draft.Languages.Contains(language))];
        return new Profile
        {
            Name = name ?? "",
            NameEn = nameEn,
            Language = draft.Language,
            Languages = string.Join(',', languages),
            TimeZone = draft.TimeZone,
            Location = location,
            Colour = draft.Colour.ToLowerInvariant(),
            Currency = draft.Currency,
            Version = version,
        };
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant)]
    private static partial Regex ColourShape();
}
