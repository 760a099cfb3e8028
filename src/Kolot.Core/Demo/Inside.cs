using Kolot.Core.Demo.Phrases;

namespace Kolot.Core.Demo;

/// <summary>What the organisation's own people say and see: the team's voices and pulse, observations at branches, mystery customers.</summary>
internal static class Inside
{
    private const int PulseAMonth = 9;

    private static readonly string[] Teams =
    [
        "cc-morning", "cc-evening", "cc-technical", "cc-billing", "cc-retention", "digital", "haifa", "karmiel", "nazareth", "tel-aviv", "ramat-gan",
        "rishon", "netanya", "beer-sheva", "ashdod", "eilat", "jerusalem-city", "modiin",
    ];

    private static readonly string[] Branches = Teams[6..];

    public static IEnumerable<Spoken> Of(Year year, ulong seed, int size)
    {
        var chance = Chance.For(seed, "inside", 0);
        // Twelve months of a small demonstration are proportionally quieter; the pulse is asked all the same.
        var share = (double)size / DemoYear.Size;
        return [.. Pulse(year, chance), .. Heard(year, chance, (int)(1_100 * share)), .. Observed(year, chance, (int)(650 * share)), .. Visited(year, chance, (int)(260 * share))];
    }

    private static IEnumerable<Spoken> Pulse(Year year, Chance chance)
    {
        for (var month = 1; month <= 12; month++)
            foreach (var team in Teams)
                for (var answer = 0; answer < PulseAMonth; answer++)
                {
                    var day = chance.From(year.FirstOf(month), year.FirstOf(month + 1) - 1);
                    var tired = team == PlantedTruths.TiredTeam ? PlantedTruths.TiredPulsePerMonth * year.MonthsFrom(PlantedTruths.TiredFromMonth, day) : 0;
                    var score = chance.Score(7.6 + tired);
                    var felt = score >= 7 ? Staff.PulseGood : Staff.PulseBad;
                    var text = chance.Happens(0.4) ? Two(felt, chance, chance.Of([". ", ", ", " וגם "])) : null;
                    yield return Written(year, day, chance, new() { Team = team, About = null, Text = text, Source = "pulse", Score = score, Survey = "pulse" });
                }
    }

    private static IEnumerable<Spoken> Heard(Year year, Chance chance, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var day = chance.Below(year.Days);
            var (about, touchpoint, said) = chance.Of(Staff.Heard);
            if (about == "price-rise" && year.MonthOf(day) < PlantedTruths.PriceRiseMonth) (_, touchpoint, said) = Staff.Heard[0];
            var team = chance.Of(Teams);
            var text = $"{chance.Of(Staff.TeamOpeners)} {chance.Of(said)}. {chance.Of(Staff.TeamClosings)}".TrimEnd();
            yield return Written(year, day, chance, new() { Team = team, About = touchpoint, Text = text, Source = "kolot" });
        }
    }

    private static IEnumerable<Spoken> Observed(Year year, Chance chance, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var branch = chance.Of(Branches);
            var score = chance.Score(7 + (branch == PlantedTruths.AdoredBranch ? PlantedTruths.AdoredBranchEffect : 0));
            var seen = score >= 7 ? Staff.BranchGood : Staff.BranchBad;
            var text = $"תצפית {chance.Of(["בוקר", "צהריים", "אחר הצהריים"])}, {chance.From(8, 18)}:{chance.Of(["00", "15", "30", "45"])}. {Two(seen, chance)}.";
            yield return Written(year, chance.Below(year.Days), chance, new() { Team = branch, About = "branch-visit", Text = text, Source = "kolot", Channel = "branch", Score = score });
        }
    }

    private static IEnumerable<Spoken> Visited(Year year, Chance chance, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var team = chance.Of(Teams);
            var score = chance.Score(6.6);
            var seen = score >= 7 ? Staff.MysteryGood : Staff.MysteryBad;
            var text = $"ביקור סמוי מס׳ {number + 1}: {Two(seen, chance)}.";
            var about = Branches.Contains(team) ? "branch-visit" : "service-call";
            yield return Written(year, chance.Below(year.Days), chance, new() { Team = team, About = about, Text = text, Source = "kolot", Channel = "mystery", Score = score });
        }
    }

    private static string Two(string[] several, Chance chance, string join = ". ")
    {
        var first = chance.Below(several.Length);
        return several[first] + join + several[(first + 1 + chance.Below(several.Length - 1)) % several.Length];
    }

    private static Spoken Written(Year year, int day, Chance chance, Note note)
    {
        var woman = chance.Happens(0.55);
        var author = chance.Of(woman ? DemoNames.ServingWomen : DemoNames.ServingMen).Name;
        var phrase = new Phrase(chance, woman, woman, new Slots(chance, null, note.Team, 0) { ServedBy = author });
        var moment = Speaking.Moment(year, new() { Day = day, Channel = note.Channel, Bad = "" }, chance);
        // Who answers the pulse stays unknown.
        var open = note.Source == "kolot";
        return new(new()
        {
            Source = note.Source,
            HeardAt = moment,
            Channel = note.Channel,
            Touchpoint = note.About,
            Unit = note.Team,
            Kind = "feedback",
            Text = note.Text is null ? null : phrase.Of(note.Text),
            Score = note.Score is { } score ? new(score, 0, 10) : null,
            Answers = note.Survey is null ? null : new Dictionary<string, System.Text.Json.JsonElement> { ["survey"] = Speaking.Json(note.Survey) },
            Author = open ? author : null,
        }, !open ? null : note.Team switch { "cc-evening" => "noa@shaked.example", "beer-sheva" => "daniel@shaked.example", _ => null });
    }

    private sealed record Note
    {
        public required string Team { get; init; }

        public required string? About { get; init; }

        public required string? Text { get; init; }

        public required string Source { get; init; }

        public string Channel { get; init; } = "team";

        public int? Score { get; init; }

        public string? Survey { get; init; }
    }
}
