using System.Globalization;

namespace Kolot.Core.Demo;

/// <summary>What a phrase leaves open: hours, prices, names and places, the same throughout one voice.</summary>
internal sealed class Slots(Chance chance, Person? person, string unit, int late)
{
    /// <summary>Who served.</summary>
    public required string ServedBy { get; init; }

    private static readonly string[] Hours = ["שעתיים", "שעתיים וחצי", "שלוש שעות", "ארבע שעות", "חמש שעות"];
    private static readonly string[] Months = ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"];
    private static readonly string[] Weekdays = ["יום ראשון", "יום שני", "יום שלישי", "יום רביעי", "יום חמישי", "יום שישי"];
    private static readonly string[] Ordinals = ["שנייה", "שלישית", "רביעית", "חמישית"];
    private static readonly Dictionary<string, string> BranchNames =
        DemoOrganisation.Units.Where(named => named.Name.StartsWith("סניף", StringComparison.Ordinal)).ToDictionary(named => named.Code, named => named.Name);

    private readonly Dictionary<string, string> told = [];
    private readonly int price = person is null ? 119 : Plans.PriceOf(person.Plan, person.Number);

    /// <summary>What stands in a slot.</summary>
    public string Of(string slot)
    {
        if (told.TryGetValue(slot, out var before)) return before;
        return told[slot] = Person(slot) ?? Number(slot) ?? Time(slot);
    }

    private string? Person(string slot) => slot switch
    {
        "agent" or "tech" => ServedBy,
        "city" => person?.City ?? "חולון",
        "branch" => BranchNames.GetValueOrDefault(unit) ?? BranchNames.GetValueOrDefault(person?.Branch ?? "") ?? "הסניף",
        "plan" => Plans.NameOf(person?.Plan ?? ""),
        "speed" => person?.Plan switch { "fiber-300" => "300 מגה", "fiber-600" => "600 מגה", "fiber-1000" or "fiber-business" => "גיגה", "cable-100" => "100 מגה", _ => "40 מגה" },
        "model" => chance.Of(["AX3000", "ZX-220", "HomeBox 5", "TR-1800"]),
        _ => null,
    };

    private string? Number(string slot) => slot switch
    {
        "price" => Text(price),
        "double" => Text((price * 2) + chance.From(-9, 19)),
        "small" => Text(chance.From(2, 16) * 10 - chance.Below(2)),
        "rise" => Text(chance.Of([12, 15, 20, 20, 25])),
        "less" => Text(price - chance.From(15, 30)),
        "more" => Text(price),
        "low" => $"{Text(chance.From(3, 38))} מגה",
        "minutes" => chance.Happens(0.2) ? "שעה" : $"{Text(chance.From(4, 11) * 5 - chance.Below(3))} דקות",
        "wait" => Text(chance.From(18, 55)),
        "late" => Text(Math.Max(2, late)),
        "years" => chance.Of(["שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה"]),
        "days" => chance.Of(["שלושה", "ארבעה", "חמישה", "שישה"]),
        "times" => chance.Of(["שלוש", "ארבע", "חמש", "שש"]),
        "yearsn" => Text(chance.From(5, 9)),
        "daysn" => Text(chance.From(3, 6)),
        "timesm" => chance.Of(["שלושה", "ארבעה", "חמישה", "שישה"]),
        _ => null,
    };

    private string Time(string slot) => slot switch
    {
        "hours" => late < 2 ? chance.Of(Hours) : late == 2 ? Hours[chance.Below(2)] : Hours[Math.Min(late - 1, Hours.Length - 1)],
        "window" => chance.Of(["8 ל-12", "שמונה לשתים עשרה", "9 ל-13", "12 ל-16", "עשר לשתיים", "16 ל-20"]),
        "day" => chance.Of(Weekdays),
        "month" => chance.Of(Months),
        "second" => chance.Of(Ordinals),
        "secondm" => chance.Of(["שני", "שלישי", "רביעי"]),
        "third" => chance.Of(Ordinals[1..]),
        _ => throw new FormatException($"There is no slot '{slot}'."),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
