using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell;

namespace Kolot.Benchmarks.Studies;

/// <summary>A design as it stands in the forms of its page, and back.</summary>
internal static class DesignFields
{
    public const string Question = "question", Plan = "plan", Promises = "promises", Telling = "telling";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>In which measures times are typed, by how many minutes each has.</summary>
    public static IReadOnlyList<int> Measures { get; } = [1, 60, 24 * 60];

    /// <summary>What is kept, by the field's name.</summary>
    public static IReadOnlyDictionary<string, string?> Of(StudyOf study)
    {
        var (design, rule) = (study.Design, study.Design.Rule);
        var kept = new Dictionary<string, string?>
        {
            ["name"] = study.Row.Name, ["nameEn"] = study.Row.NameEn, ["delight"] = StudyWords.Grade(rule.DelightFrom), ["poor"] = StudyWords.Grade(rule.PoorBelow),
            ["probesEach"] = design.ProbesEach.ToString(Plain), ["days"] = design.Days.ToString(Plain), ["ratedTwice"] = (design.RatedTwice * 100).ToString("0.##", Plain),
            ["budget"] = design.Budget?.ToString("0.##", Plain), ["costEach"] = design.CostEach?.ToString("0.##", Plain),
            ["names"] = design.Names.ToString(), ["appealDays"] = design.AppealDays.ToString(Plain), ["evidenceDays"] = design.EvidenceDays.ToString(Plain),
        };
        foreach (var (field, text) in new[] { ("question", design.Question), ("ethics", design.Ethics), ("disclosure", design.Disclosure) }) (kept[field], kept[field + "En"]) = (text.Exactly("he"), text.Exactly("en"));
        foreach (var (field, minutes) in new[] { ("fast", rule.FastMinutes), ("late", rule.LateMinutes), ("never", rule.NeverAfterMinutes) })
        {
            var measure = Measures.Last(one => minutes % one == 0);
            (kept[field], kept[field + "In"]) = ((minutes / measure).ToString(Plain), measure.ToString(Plain));
        }

        return kept;
    }

    /// <summary>What one of the forms asks for; all else stays as it is.</summary>
    public static Result<EditDesign.Request> Read(string part, IFormCollection form, StudyOf was)
    {
        var (faults, design) = (new List<Fault>(), was.Design);
        var (name, nameEn) = (was.Row.Name, was.Row.NameEn);
        int Whole(string field) => (int)Math.Clamp(Number(form, field, faults) ?? 0, int.MinValue, int.MaxValue);
        Wording Text(string field) => Wording.None.With("he", form[field]).With("en", form[field + "En"]);
        switch (part)
        {
            case Question:
                (name, nameEn) = (form["name"].ToString(), form["nameEn"].ToString());
                design = design with { Question = Text("question") };
                // A rule that stands is not asked for.
                if (form.ContainsKey("fast")) design = design with { Rule = new(Minutes(form, "fast", faults), Minutes(form, "late", faults), Number(form, "delight", faults) ?? 0, Number(form, "poor", faults) ?? 0, Minutes(form, "never", faults)) };
                break;
            case Plan:
                design = design with
                {
                    Channels = [.. form["channels"].Select(one => Enum.TryParse<ProbeChannel>(one, out var channel) ? channel : (ProbeChannel)(-1))],
                    ProbesEach = Whole("probesEach"),
                    Days = Whole("days"),
                    InServiceHours = form["inServiceHours"] == "true",
                    RatedTwice = (Number(form, "ratedTwice", faults) ?? 0) / 100,
                    Budget = Sum(form, "budget", faults),
                    CostEach = Sum(form, "costEach", faults),
                };
                break;
            case Promises:
                design = design with { Ethics = Text("ethics"), Disclosure = Text("disclosure") };
                break;
            case Telling:
                design = design with { Names = Enum.TryParse<NamesShown>(form["names"], out var names) ? names : (NamesShown)(-1), AppealDays = Whole("appealDays"), EvidenceDays = Whole("evidenceDays") };
                break;
            default:
                return new Refusal.NotFound();
        }

        return faults.Count > 0 ? new Refusal.Invalid(faults) : new EditDesign.Request(name, nameEn, design, form.Version());
    }

    private static int Minutes(IFormCollection form, string field, List<Fault> faults)
    {
        var measure = int.TryParse(form[field + "In"], NumberStyles.None, Plain, out var typed) && Measures.Contains(typed) ? typed : 1;
        return (int)Math.Clamp(Math.Round((Number(form, field, faults) ?? 0) * measure), int.MinValue, int.MaxValue);
    }

    private static double? Number(IFormCollection form, string field, List<Fault> faults)
    {
        if (double.TryParse(form[field].ToString().Trim(), NumberStyles.Float, Plain, out var number) && double.IsFinite(number)) return number;
        faults.Add(new(field, "not_a_number"));
        return null;
    }

    private static decimal? Sum(IFormCollection form, string field, List<Fault> faults)
    {
        var text = form[field].ToString().Replace(",", "", StringComparison.Ordinal).Trim();
        if (text.Length == 0) return null;
        // Out of what range it is, the design says.
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, Plain, out var sum)) faults.Add(new(field, "not_a_number"));
        else if (sum != Math.Round(sum, 2)) faults.Add(new(field, "two_decimals"));
        else return sum;
        return null;
    }
}
