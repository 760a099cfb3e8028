using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Understand.Measures;

/// <summary>What somebody wrote of a measure that is to be defined or changed. What was not written is null, and stays as it was.</summary>
public sealed record MeasureDraft
{
    /// <summary>By what it shall be known; of a new one only.</summary>
    public string? Code { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>The same in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>nps, topbox or mean; of a new one only.</summary>
    public string? Kind { get; init; }

    /// <summary>The question; empty for the headline score.</summary>
    public string? Question { get; init; }

    /// <summary>The lowest answer.</summary>
    public string? Low { get; init; }

    /// <summary>The highest.</summary>
    public string? High { get; init; }

    /// <summary>From which answer on it is one of the top.</summary>
    public string? Top { get; init; }

    /// <summary>Below how many answers there is no number.</summary>
    public string? AtLeast { get; init; }

    /// <summary>How many decimals.</summary>
    public string? Decimals { get; init; }

    /// <summary>higher or lower; of a new one only.</summary>
    public string? Better { get; init; }

    /// <summary>From which day on.</summary>
    public string? From { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>To which voices it is limited; null where nothing was said of that.</summary>
    public IReadOnlyList<(string Name, string Code)>? Limits { get; init; }

    /// <summary>How often the measure had been changed when the draft was begun.</summary>
    public int? Version { get; init; }
}

/// <summary>What a draft of a measure comes to.</summary>
/// <param name="Measure">The version.</param>
/// <param name="Reason">Why.</param>
public sealed record MeasureTerms(Measure Measure, string Reason);

/// <summary>Decides whether a measure may be defined or changed as it was written.</summary>
/// <remarks>
/// What a number is stays: whether points, a share or a mean, of a mean its scale, and which end of it is better. Else the course of a measure would be a line through two different things. A change
/// begins today at the earliest: what was told of days gone by stays true.
/// </remarks>
public static partial class MeasureChange
{
    private const int LongestCode = 40;
    private const int LongestName = 80;
    private const int LongestQuestion = 200;
    private const int LongestReason = 600;
    private const int MostAtLeast = 1000;
    private const int MostDecimals = 3;
    private const double Farthest = 1_000_000;

    /// <summary>The version that a draft comes to, or what is wrong with it.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="known">The measures that there are.</param>
    /// <param name="was">The measure that is changed; null for a new one.</param>
    /// <param name="today">The organisation's day today.</param>
    public static Result<MeasureTerms> Decide(MeasureDraft draft, KnownMeasures known, KnownMeasure? was, DateOnly today)
    {
        var faults = new List<Fault>();
        var rule = Rule(draft, was?.Latest, faults);
        var code = was?.Code ?? CodeOf(draft.Code, known, faults);
        var name = was is { Family: not MeasureFamily.Own } ? was.Latest.Name : PlainText.Of(draft.Name ?? was?.Latest.Name, LongestName, "name", faults);
        if (name is null && was is null) faults.Add(new("name", "required"));
        var nameEn = was is { Family: not MeasureFamily.Own } ? was.Latest.NameEn : PlainText.Of(draft.NameEn ?? was?.Latest.NameEn, LongestName, "nameEn", faults);
        var from = FromOf(draft.From, was, today, faults);
        var reason = PlainText.Of(draft.Reason, LongestReason, "reason", faults);
        if (reason is null) faults.Add(new("reason", "required"));
        if (faults.Count == 0 && was is not null && Same(rule, was.Latest)) faults.Add(new("question", "same_rule"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (was is not null && draft.Version is { } begun && begun != was.Changed) return new Refusal.Conflict("changed_meanwhile");
        return new MeasureTerms(rule with { Code = code, Version = (was?.Latest.Version ?? 0) + 1, Name = name, NameEn = nameEn, From = from, Family = was?.Family ?? MeasureFamily.Own }, reason ?? "");
    }

    /// <summary>The rule alone that a draft comes to: what can be tried before it is saved.</summary>
    public static Result<Measure> Preview(MeasureDraft draft, KnownMeasure? was)
    {
        var faults = new List<Fault>();
        var rule = Rule(draft, was?.Latest, faults);
        return faults.Count > 0 ? new Refusal.Invalid(faults) : rule;
    }

    /// <summary>Whether two rules count the same and are told the same.</summary>
    public static bool Same(Measure one, Measure other) =>
        (one.Kind, one.Question, one.Low, one.High, one.AtLeast, one.Decimals, one.Voices) == (other.Kind, other.Question, other.Low, other.High, other.AtLeast, other.Decimals, other.Voices)
        && (one.Kind != MeasureKind.TopBox || one.Top == other.Top);

    private static Measure Rule(MeasureDraft draft, Measure? was, List<Fault> faults)
    {
        var kind = was?.Kind ?? KindOf(draft.Kind, faults);
        var question = draft.Question is null ? was?.Question ?? "" : PlainText.Of(draft.Question, LongestQuestion, "question", faults) ?? "";
        var (low, high) = kind == MeasureKind.Nps ? (0, 10) : kind == MeasureKind.Mean && was is not null ? (was.Low, was.High)
            : (Number(draft.Low, was?.Low, "low", faults), Number(draft.High, was?.High, "high", faults));
        if (faults.Count == 0 && low >= high) faults.Add(new("high", "scale_empty"));
        var top = kind == MeasureKind.TopBox ? Number(draft.Top, was?.Top, "top", faults) : 0;
        if (faults.Count == 0 && kind == MeasureKind.TopBox && (top <= low || top > high)) faults.Add(new("top", "off_scale"));
        var voices = draft.Limits is null ? was?.Voices ?? "" : VoiceLimits.Write(draft.Limits);
        return new("", was?.Version ?? 1, kind, question, low, high)
        {
            Top = top,
            AtLeast = Whole(draft.AtLeast, was?.AtLeast ?? Measure.Fewest, (Measure.Fewest, MostAtLeast), "atLeast", faults),
            Decimals = Whole(draft.Decimals, was?.Decimals ?? (kind == MeasureKind.Mean ? 2 : 0), (0, MostDecimals), "decimals", faults),
            HigherIsBetter = was?.HigherIsBetter ?? draft.Better != "lower",
            Voices = voices,
        };
    }

    private static MeasureKind KindOf(string? written, List<Fault> faults)
    {
        if (written?.ToLowerInvariant() is "nps" or "topbox" or "mean") return Enum.Parse<MeasureKind>(written, ignoreCase: true);
        faults.Add(new("kind", string.IsNullOrWhiteSpace(written) ? "required" : "unknown"));
        return MeasureKind.Mean;
    }

    private static string CodeOf(string? written, KnownMeasures known, List<Fault> faults)
    {
        var code = written?.Trim().ToLowerInvariant() ?? "";
        if (code.Length == 0) faults.Add(new("code", "required"));
        else if (code.Length > LongestCode) faults.Add(new("code", "too_long"));
        // Addresses beside those of measures.
        else if (!CodeShape().IsMatch(code) || code is "new" or "statements") faults.Add(new("code", "not_a_code"));
        else if (known.Find(code) is not null) faults.Add(new("code", "taken"));
        return code;
    }

    private static DateOnly? FromOf(string? written, KnownMeasure? was, DateOnly today, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written))
        {
            if (was is not null) faults.Add(new("from", "required"));
            return null;
        }

        if (!DateOnly.TryParseExact(written.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)) faults.Add(new("from", "not_a_date"));
        else if (was is not null && from < today) faults.Add(new("from", "before_today"));
        else if (from.Year is < 1990 or >= 2100) faults.Add(new("from", "out_of_range"));
        return from;
    }

    private static double Number(string? written, double? was, string field, List<Fault> faults)
    {
        if (written is null && was is { } stays) return stays;
        if (string.IsNullOrWhiteSpace(written)) faults.Add(new(field, "required"));
        else if (!double.TryParse(written.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) faults.Add(new(field, "not_a_number"));
        else if (Math.Abs(number) > Farthest) faults.Add(new(field, "out_of_range"));
        else return number;
        return 0;
    }

    private static int Whole(string? written, int otherwise, (int Least, int Most) range, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return otherwise;
        if (!int.TryParse(written.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) faults.Add(new(field, "not_a_number"));
        else if (number < range.Least || number > range.Most) faults.Add(new(field, field == "atLeast" && number < range.Least ? "below_floor" : "out_of_range"));
        return number;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex CodeShape();
}
