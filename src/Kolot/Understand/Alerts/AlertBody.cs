using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Understand.Scores;
using Microsoft.Extensions.Primitives;

namespace Kolot.Understand.Alerts;

/// <summary>An alert as a program sends it.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Voices">Whose voices: channel, stage, touchpoint, unit, kind or language with its code, and attributes of customers as is.NAME; everybody's if left out.</param>
/// <param name="Grain">week or month; week if left out.</param>
/// <param name="Direction">Of which changes: both, worse or better; both if left out.</param>
/// <param name="Told">The ids of those who are told beside whoever sets it.</param>
/// <param name="Version">The version that was read; left out, the last one wins.</param>
public sealed record AlertBody(string? Measure, IReadOnlyDictionary<string, string?>? Voices = null, string? Grain = null, string? Direction = null, IReadOnlyList<string>? Told = null, int? Version = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads what was sent; null where that is no alert.</summary>
    internal static async Task<AlertBody?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<AlertBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What it asks for, or which of it cannot be read: a program is told, where a person's form would choose what is usual.</summary>
    /// <param name="member">Who asks; units beyond their reach are not known.</param>
    /// <param name="names">The names of places.</param>
    internal Result<SetAlert.Draft> Draft(Member member, StreamNames names)
    {
        List<Fault> faults = [];
        if (string.IsNullOrWhiteSpace(Measure)) faults.Add(new("measure", "required"));
        var query = ScoreQuery.FromAddress(new QueryCollection((Voices ?? new Dictionary<string, string?>()).ToDictionary(one => one.Key, one => new StringValues(one.Value))));
        faults.AddRange((Voices ?? new Dictionary<string, string?>()).Keys.Where(name => !IsKnown(name, query, member, names)).Select(name => new Fault($"voices.{name}", "unknown")));
        var grain = Of(Grain, Core.Understand.Measures.Grain.Week);
        if (grain is not (Core.Understand.Measures.Grain.Week or Core.Understand.Measures.Grain.Month)) faults.Add(new("grain", "unknown"));
        var direction = Of(Direction, AlertDirection.Both);
        if (direction is null) faults.Add(new("direction", "unknown"));
        var told = (Told ?? []).Select(id => Guid.TryParse(id, out var one) ? one : (Guid?)null).ToArray();
        if (told.Contains(null)) faults.Add(new("told", "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return new SetAlert.Draft
        {
            Query = new() { Measure = Measure?.Trim(), Chosen = query.Chosen, Attributes = query.Attributes }, Grain = grain ?? default, Direction = direction ?? default, Told = [.. told.OfType<Guid>()], Version = Version,
        };
    }

    private static bool IsKnown(string name, ScoreQuery query, Member member, StreamNames names)
    {
        if (name.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal)) return query.Attributes.ContainsKey(name[ScoreQuery.Attribute.Length..]);
        if (!query.Chosen.TryGetValue(name, out var code)) return false;
        return name switch
        {
            "channel" => Holds(names.Channels, code),
            "stage" => Holds(names.Stages, code),
            "touchpoint" => Holds(names.Touchpoints, code),
            "unit" => Holds(names.Units.Where(unit => member.Sees(unit.Id, null)), code),
            "kind" => Of(code, VoiceKind.Feedback) is not null,
            _ => true,
        };
    }

    private static bool Holds(IEnumerable<INamed> all, string code) => all.Any(one => string.Equals(one.Code, code, StringComparison.OrdinalIgnoreCase));

    // By its name alone: numbers are how it is kept.
    private static T? Of<T>(string? name, T otherwise) where T : struct, Enum =>
        name is null ? otherwise : Enum.GetNames<T>().FirstOrDefault(one => string.Equals(one, name.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<T>(known) : null;
}
