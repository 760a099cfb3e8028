using System.Globalization;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Listen.Inviting;

namespace Kolot.Listen.Inviting;

/// <summary>A campaign as a program sends it. What is left out is as usual.</summary>
public sealed record CampaignBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // What the form calls its fields, and what programs call them.
    private static readonly Dictionary<string, string> Names = new()
    {
        ["after"] = "afterDays", ["every"] = "everyMonths", ["gap"] = "reminderAfterDays", ["open"] = "linkDays", ["sample"] = "samplePercent", ["patience"] = "patienceDays", ["answered"] = "answeredDays", ["ends"] = "endsOn",
    };

    /// <summary>What the organisation calls it.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the survey.</summary>
    public string? Survey { get; init; }

    /// <summary>feedback or marketing.</summary>
    public string? Purpose { get; init; }

    /// <summary>low, usual or high.</summary>
    public string? Priority { get; init; }

    /// <summary>once, list, event or rhythm.</summary>
    public string? Occasion { get; init; }

    /// <summary>After which kind of event, where the occasion is one: contact-closed.</summary>
    public string? Event { get; init; }

    /// <summary>How many days after it.</summary>
    public int? AfterDays { get; init; }

    /// <summary>How many months after the last time, where there is a rhythm.</summary>
    public int? EveryMonths { get; init; }

    /// <summary>The code of the unit whose customers it is for; left out for all.</summary>
    public string? Unit { get; init; }

    /// <summary>The attribute that customers must have whom it is for; left out for all.</summary>
    public string? Attribute { get; init; }

    /// <summary>What that attribute must be.</summary>
    public string? Value { get; init; }

    /// <summary>By which ways, the preferred first: mail, sms, whatsapp.</summary>
    public IReadOnlyList<string>? Ways { get; init; }

    /// <summary>How often whoever did not finish is reminded, up to 3.</summary>
    public int? Reminders { get; init; }

    /// <summary>How many days lie between.</summary>
    public int? ReminderAfterDays { get; init; }

    /// <summary>For how many days the link in an invitation opens.</summary>
    public int? LinkDays { get; init; }

    /// <summary>How many of a hundred are invited.</summary>
    public int? SamplePercent { get; init; }

    /// <summary>How many days an invitation may wait until its customer may be asked again.</summary>
    public int? PatienceDays { get; init; }

    /// <summary>Whoever answered the survey in so many days is spared; 0 spares nobody for that.</summary>
    public int? AnsweredDays { get; init; }

    /// <summary>The last day on which it invites, such as 2026-12-31; left out where it does not end by itself.</summary>
    public string? EndsOn { get; init; }

    /// <summary>What is none of the values that there are: a form offers no others, a program may send any.</summary>
    public IReadOnlyList<Fault> Faults =>
    [
        .. Unknown<Purpose>(Purpose, "purpose"), .. Unknown<Priority>(Priority, "priority"), .. Unknown<Occasion>(Occasion, "occasion"),
        .. (Ways ?? []).Index().Where(way => !CampaignChange.Ways.Contains(way.Item)).Select(way => new Fault($"ways[{way.Index}]", "unknown")),
    ];

    /// <summary>The same as a form would be filled in.</summary>
    internal WriteCampaign.Typed Typed
    {
        get
        {
            var usual = StepFields.Of(WriteCampaign.Blank(Guid.Empty, DateTime.UnixEpoch), [], [], TimeZoneInfo.Utc);
            var given = new Dictionary<string, string?>
            {
                ["name"] = Name, ["survey"] = Survey, ["purpose"] = Purpose, ["priority"] = Priority, ["occasion"] = Occasion, ["event"] = Event, ["after"] = Text(AfterDays), ["every"] = Text(EveryMonths), ["unit"] = Unit, ["attribute"] = Attribute,
                ["value"] = Value, ["reminders"] = Text(Reminders), ["gap"] = Text(ReminderAfterDays), ["open"] = Text(LinkDays), ["sample"] = Text(SamplePercent), ["patience"] = Text(PatienceDays), ["answered"] = Text(AnsweredDays), ["ends"] = EndsOn,
            };
            return new(name => given.GetValueOrDefault(name) ?? usual.GetValueOrDefault(name), Ways ?? ["mail"], null);
        }
    }

    /// <summary>A refusal of the form, by the names that programs know.</summary>
    internal static Refusal Named(Refusal refusal) => refusal is Refusal.Invalid invalid ? new Refusal.Invalid([.. invalid.Faults.Select(fault => fault with { Field = Names.GetValueOrDefault(fault.Field, fault.Field) })]) : refusal;

    /// <summary>What was sent; null where it is no such thing.</summary>
    internal static async Task<CampaignBody?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<CampaignBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<Fault> Unknown<T>(string? value, string field) where T : struct, Enum =>
        value is null || Enum.GetValues<T>().Any(known => InvitingWords.Code(known) == value) ? [] : [new(field, "unknown")];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
