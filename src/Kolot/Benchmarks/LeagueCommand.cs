using System.Text.Json.Nodes;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;
using Kolot.Understand.Analysts;

namespace Kolot.Benchmarks;

/// <summary>The command <c>kolot survival</c> of a file in which several companies were asked: their league by how soon they answer, how sure its places are, and their curves.</summary>
public static class LeagueCommand
{
    private const string Usage = """
        kolot survival FILE --company COLUMN --asked COLUMN --answered COLUMN [--until COLUMN or 2026-11-30] [--industry COLUMN] [--dates day or month] [--where 'COLUMN=VALUE'] [--at 60,1440] [--json]
            answered is blank where nobody answered; until when anybody watched stands in a column, or is one day for all, to its end. Times are told in minutes. Where every row was answered,
            the file most likely holds no others: no share is told then, and no never. Of 02/01/2026 --dates says what comes first. A file of days without hours is told in days,
            of 1440 minutes each: 0 is the same day, and --at takes nothing between.
            sooner is how likely a company's answer comes before another one, of all rows by chance; before_next, how likely it stands before the next company, both drawn anew. apart_from_next says
            whether the two can be told apart when all neighbours are looked at together, pairs_apart how many of all pairs: many are compared, so that one alone must be surer (Benjamini and Hochberg, 5 %).
        """;

    private const string ApartBy = "apart_from_next: Benjamini-Hochberg over all neighbours, 5 %; pairs_apart: the same over all pairs, most of which lie further apart";

    private static readonly double[] Usual = [15, 60, 240, 1_440, 10_080], UsualDays = [0, 1_440, 2_880, 10_080, 43_200];

    /// <summary>Whether the words ask for it.</summary>
    public static bool Asks(string[] words) => words is ["survival", ..] && words.Contains("--company");

    /// <summary>Does it.</summary>
    public static int Run(string[] words) => AnalystCommand.Run(words, Tell, Usage);

    private static JsonObject Tell(CommandArguments arguments)
    {
        if (arguments["company"] is not { } company || arguments["asked"] is not { } asked || arguments["answered"] is not { } answered) throw new AnalystException(Usage);
        DateStyle? dates = arguments["dates"] switch { null => null, "day" => DateStyle.DayFirst, "month" => DateStyle.MonthFirst, _ => throw new AnalystException("--dates wants day or month: what comes first.") };
        var (file, names) = (AnalystFile.Read(arguments), new List<string> { company, asked, answered });
        // No clock on earth is further ahead, and by which one the file was written is not known.
        var clock = (TimeZoneInfo.Utc, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(14));
        DateTime? until = arguments["until"] is { } day && DateReading.Read(day, DateStyle.YearFirst, TimeZoneInfo.Utc) is { } moment ? DateReading.IsDayAlone(day, DateStyle.YearFirst) ? StudyFile.WatchedOf(DateOnly.FromDateTime(moment.DateTime), clock) : moment.UtcDateTime : null;
        var columns = new StudyColumns(company, asked, answered) { Until = until is null ? arguments["until"] : null, Industry = arguments["industry"], Dates = dates };
        names.AddRange(new[] { columns.Until, columns.Industry }.OfType<string>());
        IReadOnlyList<string>[] texts = [.. names.Select(file.Texts)];
        // As with any group, rows of none are left out, and it is said how many.
        var lines = file.Lines.Select((line, at) => (line, (IReadOnlyList<string>)[.. texts.Select(column => column[at])])).Where(line => line.Item2[0].Length > 0).ToList();
        var read = StudyFile.Read(names, lines, columns, clock, until);
        if (read.Refusal is Refusal.Invalid { Faults: [{ Field: "dates" }] }) throw new AnalystException("Days and months of the dates can change places: say which comes first, --dates day or --dates month.");
        if (read.Refusal is Refusal.Invalid invalid) throw new AnalystException(string.Join("; ", invalid.Faults.Select(fault => $"{fault.Field}: {fault.Reason}")));
        var at = arguments["at"] is { } times ? SurvivalCommand.TimesOf(times, 0) : read.Value.InDays ? UsualDays : Usual;
        if (read.Value.InDays && Array.Exists(at, time => time % 1_440 != 0)) throw new AnalystException("The file tells days without hours: --at takes whole days, 0,1440,2880.");
        var told = Of(read.Value, at);
        if (read.Value.InDays) told["whole_days"] = true;
        if (lines.Count < file.Lines.Count) told["rows_without_company"] = file.Lines.Count - lines.Count;
        return told;
    }

    private static JsonObject Of(StudyFile file, double[] at)
    {
        var seen = file.Seen(new(Wording.None, OutcomeRule.Usual, []) { AnsweredOnly = file.AllAnswered });
        var (found, of) = (StudyResult.Of(seen), seen.Companies.Zip(file.Companies).ToDictionary(pair => pair.First.Id, pair => pair.Second));
        var ranks = LeagueRanks.Of(found.League);
        var told = new JsonObject { ["groups"] = new JsonArray([.. found.League.Rows.Select(row => (JsonNode)Row(of[row.Company.Id], row, ranks.ByCompany[row.Company.Id], at))]) };
        Add(told, found.All, at);
        told["ranked"] = ranks.Ranked;
        told["ranked_from"] = found.League.Fewest;
        told["pairs_apart"] = ranks.Pairs.Try(out var pairs) ? pairs.Apart : null;
        told["pairs"] = ranks.Pairs.Try(out _) ? pairs.Of : null;
        told["apart_by"] = ApartBy;
        if (found.All.Times.Curve.Why is null && Test(file, seen).Try(out var known)) (told["chisq"], told["df"], told["p"]) = (known.ChiSquared, known.Freedom, known.P);
        return told;
    }

    private static Said<LogRank> Test(StudyFile file, StudySeen seen) => LogRank.Of(
        [.. seen.Probes.Select(probe => probe.Minutes.Low)], [.. seen.Probes.Select(probe => probe.State == ProbeState.Answered)], [.. file.Rows.Select(row => row.Company)]);

    private static JsonObject Row((string Name, string? Industry) company, LeagueRow row, Said<RankRange> rank, double[] at)
    {
        var told = new JsonObject { ["company"] = company.Name };
        if (company.Industry is { } industry) told["industry"] = industry;
        told.Say("rank", rank.Of(range => range.Rank));
        if (rank.Try(out var places))
        {
            (told["rank_low"], told["rank_high"]) = (places.Low, places.High);
            (told["before_next"], told["apart_from_next"]) = (places.BeforeNext, places.ApartFromNext);
        }

        told.Say("sooner", row.Standing);
        Add(told, row.Result, at);
        return told;
    }

    private static void Add(JsonObject told, GroupResult found, double[] at)
    {
        (told["n"], told["answered"]) = (found.Times.N, found.Answered.Answered);
        if (found.Answered.AnsweredOnly) told["share_answered_cannot_be_said"] = "AnsweredOnly";
        else told.Say("share_answered", found.Answered.ShareOfKnown.Of(share => share.Value));
        told.Say("median_min", found.Times.Median);
        if (found.Times.Curve.Try(out var curve)) told["median_min_ci95_log"] = new JsonArray(Or(curve.MedianInterval.Low), Or(curve.MedianInterval.High));
        if (found.Times.NoMedianBecause is [var (why, _), ..]) told["median_min_cannot_be_said"] = why.ToString();
        var steps = curve is null ? [] : at.Select(curve.At).ToArray();
        (Share Sure, Share Possible)[] bounds = [.. at.Select(time => found.Times.By(time).Value)];
        told["at"] = new JsonObject
        {
            ["time"] = Printed.List(at),
            ["survival"] = new JsonArray([.. steps.Select(step => (JsonNode)step.Survival)]),
            ["lower95"] = new JsonArray([.. steps.Select(step => Or(step.Interval.Low))]),
            ["upper95"] = new JsonArray([.. steps.Select(step => Or(step.Interval.High))]),
            ["answered_surely"] = Printed.List(bounds.Select(one => one.Sure.Value)),
            ["answered_possibly"] = Printed.List(bounds.Select(one => one.Possible.Value)),
        };
    }

    private static JsonNode? Or(Said<double> figure) => figure.Try(out var value) && double.IsFinite(value) ? value : null;
}
