using System.Globalization;
using System.Text.Json;
using Kolot.Core.Calendars;
using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Respond.Clocks;

/// <summary>Decides whether times to answer can be kept as somebody wants them.</summary>
public static class AnswerTimesChange
{
    /// <summary>The most lines: each purpose for all and for each kind.</summary>
    public const int MostLines = 36;

    private const int MostHours = 1_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The times of what was typed, or what is wrong with it.</summary>
    /// <param name="typed">The value of a field: <c>lines[0].purpose</c>, <c>.kind</c>, <c>.law</c>, and <c>.hours[1]</c> to <c>.hours[4]</c> by urgency.</param>
    /// <param name="lines">How many lines the page showed, the empty one at its end counted.</param>
    public static Result<AnswerTimes> Decide(Func<string, string?> typed, int lines)
    {
        var (faults, read) = (new List<Fault>(), new List<TimeLine>());
        for (var at = 0; at < Math.Clamp(lines, 0, MostLines + 1); at++)
        {
            var field = $"lines[{at}]";
            if (typed($"{field}.without") is not null || string.IsNullOrWhiteSpace(typed($"{field}.purpose"))) continue;
            if (Line(typed, field, faults) is not { } line) continue;
            if (read.Any(other => other.Purpose == line.Purpose && other.Kind == line.Kind)) faults.Add(new($"{field}.purpose", "said_twice"));
            read.Add(line);
        }

        if (read.Count > MostLines) faults.Add(new("lines", "too_many"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new AnswerTimes(read);
    }

    /// <summary>How they are kept.</summary>
    public static string Write(AnswerTimes times) => JsonSerializer.Serialize(times.Lines.Select(line => new Kept(line.Purpose.ToString(), line.Kind?.ToString(), line.Minutes, line.Law)), Json);

    /// <summary>The times that were kept. A purpose or a rule that is not known here any more is left out.</summary>
    public static AnswerTimes Read(string json) => new(
    [
        .. from kept in JsonSerializer.Deserialize<Kept[]>(json, Json) ?? []
           let purpose = One<ClockPurpose>(kept.Purpose)
           where purpose is not null
           select new TimeLine(purpose.Value, One<CaseKind>(kept.Kind), kept.Minutes ?? [], kept.Law),
    ]);

    private static TimeLine? Line(Func<string, string?> typed, string field, List<Fault> faults)
    {
        var (purpose, kind, law) = (One<ClockPurpose>(typed($"{field}.purpose")), Said(typed($"{field}.kind")), Said(typed($"{field}.law")));
        if (purpose is null) faults.Add(new($"{field}.purpose", "unknown"));
        if (kind is not null && One<CaseKind>(kind) is null) faults.Add(new($"{field}.kind", "unknown"));
        if (law is not null && ServiceRules.Of(law) is null) faults.Add(new($"{field}.law", "unknown"));
        var minutes = law is not null ? [] : Enum.GetValues<CaseUrgency>().Select(urgency => Hours(typed, $"{field}.hours[{(int)urgency}]", faults)).ToArray();
        return purpose is { } found ? new(found, One<CaseKind>(kind), minutes, law) : null;
    }

    private static int? Hours(Func<string, string?> typed, string field, List<Fault> faults)
    {
        if (Said(typed(field)) is not { } written) return null;
        if (decimal.TryParse(written.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is > 0 and <= MostHours && (int)Math.Round(hours * 60) is > 0 and var minutes)
            return minutes;
        faults.Add(new(field, "not_hours"));
        return null;
    }

    private static T? One<T>(string? code) where T : struct, Enum => code is { Length: > 0 } && char.IsAsciiLetter(code[0]) && Enum.TryParse<T>(code, out var one) && Enum.IsDefined(one) ? one : null;

    private static string? Said(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private sealed record Kept(string Purpose, string? Kind, IReadOnlyList<int?>? Minutes, string? Law);
}
