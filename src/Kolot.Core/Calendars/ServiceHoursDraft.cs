using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Core.Calendars;

/// <summary>Hours of service as somebody wrote them, in a form or as JSON; nothing of it need make sense.</summary>
public sealed record ServiceHoursDraft
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The openings of each day by its English name: <c>"sunday": ["09:00-13:00", "16:00-19:00"]</c>. A day that is not named is closed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Week { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Days that are otherwise.</summary>
    public IReadOnlyList<OtherDaysDraft> Exceptions { get; init; } = [];

    /// <summary>The part of the usual hours that stays on each kind of holiday: <c>"rest": []</c> for closed. A kind that is not named is as usual.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Holidays { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Where Sabbath and holidays are kept from candle-lighting to nightfall; null where they are not.</summary>
    public SabbathDraft? Sabbath { get; init; }

    /// <summary>How hours would be written.</summary>
    public static ServiceHoursDraft Of(ServiceHours hours) => new()
    {
        Week = hours.Week.Where(day => day.Value.Count > 0).OrderBy(day => day.Key).ToDictionary(day => Code(day.Key), day => Codes(day.Value)),
        Exceptions = [.. hours.Exceptions.Select(OtherDaysDraft.Of)],
        Holidays = hours.Holidays.OrderBy(rule => rule.Key).ToDictionary(rule => Code(rule.Key), rule => Codes(rule.Value.Within)),
        Sabbath = hours.Sabbath is { } sabbath ? new(sabbath.Latitude, sabbath.Longitude, sabbath.Candles) : null,
    };

    /// <summary>Hours as JSON: how they are kept and handed over.</summary>
    public static string Write(ServiceHours hours) => JsonSerializer.Serialize(Of(hours), Json);

    /// <summary>What the JSON holds, sense or not; null where it is of another shape.</summary>
    public static ServiceHoursDraft? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ServiceHoursDraft>(json, Json) is { Week: not null, Exceptions: not null, Holidays: not null } draft
                && draft.Exceptions.All(days => days is { Hours: not null }) ? draft : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The hours that were kept as JSON.</summary>
    /// <exception cref="FormatException">They cannot have been kept by <see cref="Write"/>.</exception>
    public static ServiceHours Read(string json) => Parse(json) is { } draft && ServiceHoursChange.Decide(draft) is { Refused: false } hours ? hours.Value : throw new FormatException("These are no hours of service.");

    /// <summary>A day or a kind of holiday, as it is written.</summary>
    public static string Code<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    internal static IReadOnlyList<string> Codes(IReadOnlyList<Opening> openings) => [.. openings.Select(opening => opening.Code)];
}

/// <summary>Days that are otherwise, as they were written.</summary>
/// <param name="From">The first of them, as <c>2026-08-02</c>.</param>
/// <param name="Until">The last of them; nothing for one day.</param>
/// <param name="Hours">When it is open on each of them; none for closed.</param>
/// <param name="Why">Why.</param>
public sealed record OtherDaysDraft(string? From, string? Until, IReadOnlyList<string> Hours, string? Why = null)
{
    /// <summary>How they would be written.</summary>
    public static OtherDaysDraft Of(OtherDays days) =>
        new(Day(days.From), days.Until == days.From ? null : Day(days.Until), ServiceHoursDraft.Codes(days.Openings), days.Why);

    /// <summary>A day, as it is written.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Where the rest is kept, as it was written.</summary>
/// <param name="Latitude">Degrees to the north.</param>
/// <param name="Longitude">Degrees to the east.</param>
/// <param name="Candles">Minutes before sunset.</param>
public sealed record SabbathDraft(double Latitude, double Longitude, int Candles = 20);
