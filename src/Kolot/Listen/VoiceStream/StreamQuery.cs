using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen;

namespace Kolot.Listen.VoiceStream;

/// <summary>What the stream of voices is narrowed to. It stands in the address, so that a view can be sent, kept and gone back to.</summary>
public sealed record StreamQuery
{
    /// <summary>How long a search may be, and any other filter.</summary>
    public const int LongestText = 300;

    /// <summary>How an attribute of customers is named in an address: <c>is.plan=gold</c>.</summary>
    public const string Attribute = "is.";

    private const int MostAttributes = 8;

    /// <summary>The names of the filters in an address, save the attributes.</summary>
    public static readonly string[] Filters =
        ["period", "from", "to", "channel", "touchpoint", "stage", "unit", "kind", "language", "band", "q", "customer", "import", .. AnswerFilter.Names];

    /// <summary>today, 7, 30, 90, or nothing for all time and for from and to.</summary>
    public string? Period { get; init; }

    /// <summary>The first day, in the organisation's time.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>A channel's code.</summary>
    public string? Channel { get; init; }

    /// <summary>A touchpoint's code.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>A stage's code: all its touchpoints.</summary>
    public string? Stage { get; init; }

    /// <summary>A unit's code: it and all below it.</summary>
    public string? Unit { get; init; }

    /// <summary>The kind.</summary>
    public VoiceKind? Kind { get; init; }

    /// <summary>The language's code.</summary>
    public string? Language { get; init; }

    /// <summary>The band of the score.</summary>
    public ScoreBand? Band { get; init; }

    /// <summary>The answer that they hold.</summary>
    public AnswerFilter? Answer { get; init; }

    /// <summary>What is known of who said it: an attribute and its value, each.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>Words that must all be found.</summary>
    public string? Words { get; init; }

    /// <summary>Whether more words were looked for than a search takes: then nothing is found, rather than everything.</summary>
    public bool TooLong { get; init; }

    /// <summary>A customer's id.</summary>
    public Guid? Customer { get; init; }

    /// <summary>An import's id.</summary>
    public Guid? Import { get; init; }

    /// <summary>Only what lies before this place: the page to read.</summary>
    public long? Cursor { get; init; }

    /// <summary>The organisation's time zone, in which days begin.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether anything is narrowed.</summary>
    public bool Narrowed => Attributes.Count > 0 || this with { Cursor = null, Zone = TimeZoneInfo.Utc, Attributes = None } != new StreamQuery { Attributes = None };

    /// <summary>Whether the first day lies after the last: then there is no day at all.</summary>
    public bool Backwards => Period is null && From > To;

    /// <summary>Reads an address. What it cannot read it leaves out: a mangled link shows more, never an error.</summary>
    public static StreamQuery FromAddress(IQueryCollection query, TimeZoneInfo zone) => new()
    {
        Period = Text(query, "period") is "today" or "7" or "30" or "90" ? Text(query, "period") : null,
        From = Day(query, "from"),
        To = Day(query, "to"),
        Channel = Text(query, "channel"),
        Touchpoint = Text(query, "touchpoint"),
        Stage = Text(query, "stage"),
        Unit = Text(query, "unit"),
        Kind = Known<VoiceKind>(query, "kind"),
        Language = Text(query, "language"),
        Band = Known<ScoreBand>(query, "band"),
        Answer = AnswerFilter.FromAddress(query),
        Attributes = AttributesOf(query),
        Words = Text(query, "q"),
        TooLong = query["q"].ToString().Trim().Length > LongestText,
        Customer = Guid.TryParse(Text(query, "customer"), out var customer) ? customer : null,
        Import = Guid.TryParse(Text(query, "import"), out var import) ? import : null,
        Cursor = PlaceOf(Text(query, "before")),
        Zone = zone,
    };

    /// <summary>What in an address cannot be read. A program is told; a person's link shows more instead.</summary>
    public static IReadOnlyList<Fault> Faults(IQueryCollection query)
    {
        var read = FromAddress(query, TimeZoneInfo.Utc);
        (string Name, object? Value)[] filters =
        [
            ("period", read.Period), ("from", read.From), ("to", read.To), ("channel", read.Channel), ("touchpoint", read.Touchpoint), ("stage", read.Stage),
            ("unit", read.Unit), ("kind", read.Kind), ("language", read.Language), ("band", read.Band), ("q", read.Words), ("customer", read.Customer),
            ("import", read.Import),
        ];
        return [.. filters.Where(filter => filter.Value is null && query[filter.Name].ToString().Length > 0).Select(filter => new Fault(filter.Name, "unknown"))];
    }

    /// <summary>The place that a cursor stands for; null if it is none.</summary>
    public static long? PlaceOf(string? cursor) =>
        long.TryParse(cursor, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place) && place >= 0 ? place : null;

    /// <summary>The cursor for what lies before a place.</summary>
    public static string CursorOf(long place) => place.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The places that the period spans, the upper end left out.</summary>
    public (long From, long Before) Places(DateTime now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, Zone));
        var (from, to) = Period switch
        {
            "today" => (today, null),
            { } days => (today.AddDays(1 - int.Parse(days, CultureInfo.InvariantCulture)), (DateOnly?)null),
            null => (From, To),
        };
        return (
            from is { } first ? Place.From(Start(first)) : 0,
            Math.Min(Cursor ?? long.MaxValue, to is { } last ? Place.From(Start(last.AddDays(1))) : long.MaxValue));
    }

    // A day begins at midnight, or, where the clock springs over midnight, when it lands.
    private DateTime Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        var start = TimeZoneInfo.ConvertTimeToUtc(midnight, Zone);
        return start < Place.Earliest ? Place.Earliest : start > Place.Latest ? Place.Latest : start;
    }

    private static readonly KeyValuePair<string, string>[] None = [];

    private static KeyValuePair<string, string>[] AttributesOf(IQueryCollection query) =>
    [
        .. query.Keys.Where(name => name.StartsWith(Attribute, StringComparison.Ordinal) && name.Length > Attribute.Length && Text(query, name) is not null).Take(MostAttributes)
            .Select(name => KeyValuePair.Create(name[Attribute.Length..], Text(query, name) ?? "")),
    ];

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 and <= LongestText } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static DateOnly? Day(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(Text(query, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day is { Year: >= 1970 and < 2108 } ? day : null;

    private static T? Known<T>(IQueryCollection query, string name) where T : struct, Enum =>
        Text(query, name) is { } text && !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : null;
}
