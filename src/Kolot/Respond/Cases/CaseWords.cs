using System.Globalization;
using System.Text.Json;
using Kolot.Core.Respond.Cases;
using Kolot.Listen;
using Kolot.Listen.Contact;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>How cases are told in the reader's language.</summary>
public static class CaseWords
{
    /// <summary>A kind.</summary>
    public static string Kind(CaseKind kind) => Said($"Kind_{kind}");

    /// <summary>A kind, of some.</summary>
    public static string Kinds(CaseKind kind) => Said($"Kinds_{kind}");

    /// <summary>A state.</summary>
    public static string State(CaseState state) => Said($"State_{state}");

    /// <summary>How soon.</summary>
    public static string Urgency(CaseUrgency urgency) => Said($"Urgency_{urgency}");

    /// <summary>A level of severity, in words.</summary>
    public static string Severity(int level) => Said($"Severity_{level.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A level of impact, in words.</summary>
    public static string Impact(int level) => Said($"Impact_{level.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A kind by its code; null for none.</summary>
    public static CaseKind? KindOf(string? code) =>
        Enum.GetNames<CaseKind>().FirstOrDefault(name => string.Equals(name, code?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<CaseKind>(known) : null;

    /// <summary>What a case is called: its title, or its kind where nothing was said.</summary>
    public static string Title(Case row) => row.Title ?? Kind(row.Kind);

    /// <summary>How a case ended that is over.</summary>
    public static string Ending(Case row) => row.MergedInto is not null ? Words.WentOnElsewhere : row.Confirmed is true ? Words.ConfirmedByThem : Words.ClosedWithout;

    /// <summary>What happened in a step; null where other parts tell of it themselves.</summary>
    public static string? Step(CaseStep step, Func<Guid?, string?> person, TimeZoneInfo zone, DateTime now)
    {
        var sentence = step.Kind switch
        {
            CaseStepKinds.Heard when step.Detail("solved") is not null => Words.Step_notYet,
            CaseStepKinds.HandedOver when step.Detail("because") is "left" => step.DetailId("to") is null ? Words.Step_leftUnowned : Words.Step_leftTo,
            CaseStepKinds.HandedOver when step.DetailId("to") is null => Words.Step_letGo,
            CaseStepKinds.HandedOver when step.DetailId("to") == step.ByMember => Words.Step_taken,
            CaseStepKinds.Answered or CaseStepKinds.Asked when step.Detail("way") == "call" => step.Kind == CaseStepKinds.Asked ? Words.Step_askedOnCall : Words.Step_answeredOnCall,
            CaseStepKinds.ClosedConfirmed when step.ByCustomer => Words.Step_confirmedByCustomer,
            var kind => Words.ResourceManager.GetString($"Step_{kind}", CultureInfo.CurrentUICulture),
        };
        if (sentence is null) return null;
        var to = person(step.DetailId("to")) ?? Words.Somebody;
        var until = DateTime.TryParse(step.Detail("until"), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? ContactWords.Moment(moment.ToUniversalTime(), now, zone) : "";
        return sentence.Replace("{to}", to, StringComparison.Ordinal).Replace("{until}", until, StringComparison.Ordinal)
            .Replace("{number}", step.Detail("into") ?? step.Detail("from") ?? "", StringComparison.Ordinal);
    }

    /// <summary>Whom a note names.</summary>
    public static IReadOnlyList<Guid> Mentions(CaseStep step) => step.Detail("mentions") is { } ids ? JsonSerializer.Deserialize<Guid[]>(ids) ?? [] : [];

    /// <summary>A number of things: none, one, two, many.</summary>
    public static string Count(int count, string one, string many) => count == 1 ? one : ContactWords.Put(many, count.ToString("N0", CultureInfo.InvariantCulture));

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
