using System.Globalization;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;

namespace Kolot.Organisation.Customers;

/// <summary>A customer, as other systems read one.</summary>
public sealed record CustomerAnswer
{
    /// <summary>Their id in Kolot.</summary>
    public required Guid Id { get; init; }

    /// <summary>The system that knows them.</summary>
    public required string Source { get; init; }

    /// <summary>Their id there.</summary>
    public required string SourceId { get; init; }

    /// <summary>Their name.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the unit that serves them.</summary>
    public string? Unit { get; init; }

    /// <summary>Since when they are a customer, UTC.</summary>
    public DateTime? Since { get; init; }

    /// <summary>By what they are recognised: kind to values.</summary>
    public required IReadOnlyDictionary<string, string[]> Identities { get; init; }

    /// <summary>What is known of them, by code.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>How often the record was changed.</summary>
    public required int Version { get; init; }

    /// <summary>From what is known.</summary>
    public static CustomerAnswer Of(CustomerView view) => new()
    {
        Id = view.Customer.Id,
        Source = view.Customer.Source,
        SourceId = view.Customer.SourceId,
        Name = view.Customer.Name,
        Unit = view.Unit?.Code,
        Since = view.Customer.Since,
        Identities = view.Identities.GroupBy(identity => identity.Kind).ToDictionary(kind => kind.Key, kind => kind.Select(one => one.Value).ToArray()),
        Attributes = view.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value),
        Version = view.Customer.Version,
    };
}

/// <summary>A customer, as another system writes one: the whole of it, what is left out goes.</summary>
public sealed record CustomerBody
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>Their name.</summary>
    public string? Name { get; init; }

    /// <summary>The code of the unit that serves them.</summary>
    public string? Unit { get; init; }

    /// <summary>Since when they are a customer, with its offset.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>By what they are recognised: mail, phone, whatsapp, handle or another system's name, to one value or several.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Identities { get; init; }

    /// <summary>What is known of them, by code: text, number or yes and no.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

    /// <summary>The version that was read before; left out by who does not mind.</summary>
    public int? Version { get; init; }

    /// <summary>What a program sent, or why it cannot be read.</summary>
    public static async Task<Result<CustomerBody>> Read(HttpRequest request)
    {
        if (!request.HasJsonContentType()) return new Refusal.Invalid("body", "not_json");
        try
        {
            return await request.ReadFromJsonAsync<CustomerBody>(Json, request.HttpContext.RequestAborted) is { } body
                ? body
                : new Refusal.Invalid("body", "required");
        }
        catch (JsonException fault)
        {
            return new Refusal.Invalid(fault.Path is ['$', '.', .. var field] ? field : "body", fault.Path is null or "$" ? "not_json" : "wrong_type");
        }
    }

    /// <summary>As a record to be kept, or what is written wrongly.</summary>
    public Result<CustomerRecord> AsRecord(string source, string id)
    {
        var faults = new List<Fault>();
        var identities = (Identities ?? new Dictionary<string, JsonElement>()).SelectMany(pair => Values(pair, faults)).ToList();
        var attributes = (Attributes ?? new Dictionary<string, JsonElement>())
            .ToDictionary(pair => pair.Key, pair => Text(pair.Value, $"attributes.{pair.Key}", faults));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return new CustomerRecord
        {
            Source = source, Id = id, Name = Name, Unit = Unit, Since = Since, Identities = identities, Attributes = attributes, Whole = true, Version = Version,
        };
    }

    private static IEnumerable<WrittenIdentity> Values(KeyValuePair<string, JsonElement> pair, List<Fault> faults)
    {
        var field = $"identities.{pair.Key}";
        JsonElement[] all = pair.Value.ValueKind == JsonValueKind.Array ? [.. pair.Value.EnumerateArray()] : [pair.Value];
        return [.. all.Select(value => Text(value, field, faults)).OfType<string>().Select(value => new WrittenIdentity(pair.Key, value))];
    }

    private static string? Text(JsonElement value, string field, List<Fault> faults)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined: return null;
            case JsonValueKind.String: return value.GetString();
            case JsonValueKind.Number: return value.GetRawText();
            case JsonValueKind.True or JsonValueKind.False: return value.GetBoolean().ToString(CultureInfo.InvariantCulture).ToLowerInvariant();
            default:
                faults.Add(new(field, "wrong_type"));
                return null;
        }
    }
}
