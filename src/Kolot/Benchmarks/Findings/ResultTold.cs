using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Shell;

namespace Kolot.Benchmarks.Findings;

/// <summary>What a study says, for programs. What cannot be said is null.</summary>
/// <param name="Study">Its code.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Wave">Of which wave; null for all.</param>
/// <param name="Companies">How many companies it compares.</param>
/// <param name="Probes">How many probes count.</param>
/// <param name="Outcomes">How many came to which outcome, by its name.</param>
/// <param name="Answered">How many were answered, of how many; between what bounds where some are unknown.</param>
/// <param name="Median">The median time to a reply in minutes; null where it cannot be said.</param>
/// <param name="InDays">Whether days alone are known: then times are whole days of 1,440 minutes, and 0 is the same day.</param>
/// <param name="NoMedian">Why not: by the reason's name, for how many probes it holds.</param>
/// <param name="League">Company by company, the best first.</param>
/// <param name="Tau">Kendall's tau-b of speed and quality; null where it cannot be said.</param>
/// <param name="CodedTogether">Whether speed and quality were coded as one, so that tau says nothing.</param>
/// <param name="Agreement">Krippendorff's alpha of two who graded; null where nothing was graded twice.</param>
/// <param name="Differences">How ours differs from the rest, and waves from one another.</param>
/// <param name="PublishedOver">That it was published while companies' appeals were open, and why; null where none were.</param>
public sealed record ResultTold(
    string Study, string Name, int? Wave, int Companies, int Probes, IReadOnlyDictionary<string, int> Outcomes, ResultTold.AnsweredTold Answered, double? Median, bool InDays, IReadOnlyDictionary<string, int> NoMedian,
    IReadOnlyList<ResultTold.CompanyTold> League, ResultTold.Within95? Tau, bool CodedTogether, ResultTold.Within95? Agreement, IReadOnlyList<ResultTold.DifferenceTold> Differences, ResultTold.OverTold? PublishedOver)
{
    /// <summary>That it was published while companies' appeals were open.</summary>
    /// <param name="Appeals">How many.</param>
    /// <param name="Why">Why they were not waited for, by language.</param>
    public sealed record OverTold(int Appeals, IReadOnlyDictionary<string, string> Why);

    /// <summary>How many were answered.</summary>
    /// <param name="Count">How many surely were.</param>
    /// <param name="Possible">How many can have been.</param>
    /// <param name="Of">Of how many; null where only what was answered is in the data.</param>
    public sealed record AnsweredTold(int Count, int Possible, int? Of);

    /// <summary>A figure with its interval, 95 %.</summary>
    /// <param name="Value">The figure.</param>
    /// <param name="Low">Its lower bound; null where it has none.</param>
    /// <param name="High">Its upper bound.</param>
    /// <param name="N">Of how many.</param>
    public sealed record Within95(double Value, double? Low, double? High, long N);

    /// <summary>A company.</summary>
    /// <param name="Company">What it is called here: its name, or a letter.</param>
    /// <param name="Industry">Its industry, where that does not tell who it is.</param>
    /// <param name="Ours">Whether it is the organisation itself.</param>
    /// <param name="Place">Its place; null where it has none.</param>
    /// <param name="PlaceFrom">The best place that chance leaves it.</param>
    /// <param name="PlaceTo">The last place that chance leaves it.</param>
    /// <param name="Outcomes">How many of its probes came to which outcome.</param>
    /// <param name="Answered">How many were answered.</param>
    /// <param name="Median">The median time in minutes.</param>
    /// <param name="Layers">The means of the three layers, 1 to 5, by their names.</param>
    public sealed record CompanyTold(
        string Company, string? Industry, bool Ours, int? Place, int? PlaceFrom, int? PlaceTo, IReadOnlyDictionary<string, int> Outcomes, AnsweredTold Answered, double? Median, IReadOnlyDictionary<string, double> Layers);

    /// <summary>A difference.</summary>
    /// <param name="Of">rest, waveBefore or ownWaveBefore.</param>
    /// <param name="Wave">Which wave; null for all.</param>
    /// <param name="Before">Against which.</param>
    /// <param name="Answered">Of the shares answered, -1 to 1.</param>
    /// <param name="AnsweredP">How likely one as large is by chance, all looked at together.</param>
    /// <param name="Overall">Of the means of grades.</param>
    /// <param name="OverallP">The same of it.</param>
    public sealed record DifferenceTold(string Of, int? Wave, int? Before, Within95? Answered, double? AnsweredP, Within95? Overall, double? OverallP);

    /// <summary>What a view holds.</summary>
    public static ResultTold Of(ResultView view)
    {
        var (result, all) = (view.Result, view.Result.All);
        return new(
            view.Study.Row.Code, view.Study.Name, view.Query.Wave > 0 ? view.Query.Wave : null, view.Of.Seen.Companies.Count, all.Outcomes.N, Counts(all.Outcomes), Answers(all.Answered), ResultFiles.Median(view, all.Times), view.Study.Design.InDays,
            all.Times.NoMedianBecause.ToDictionary(one => StudyDress.Name(one.Why), one => one.Of), [.. view.Rows.Select(row => Of(view, row))],
            result.SpeedAndQuality.Ranks.Try(out var ranks) ? Within(ranks.TauB, result.SpeedAndQuality.TauInterval, ranks.N) : null, result.SpeedAndQuality.ByConstruction,
            result.Agreement.Try(out var agreement) ? Within(agreement.Alpha, agreement.Interval, agreement.Twice) : null, [.. view.Comparisons.Select(one => Of(view, one))],
            view.Study.Design.PublishedOver is { } over ? new(over.Appeals, over.Why.In) : null);
    }

    private static CompanyTold Of(ResultView view, LeagueRow row)
    {
        var (of, rank) = (row.Result, view.Rank(row.Company.Id));
        return new(
            view.Names.Of(row.Company.Id), ResultFiles.Industry(view, row.Company.Id), view.IsOurs(row.Company), rank?.Rank, rank?.Low, rank?.High, Counts(of.Outcomes), Answers(of.Answered), ResultFiles.Median(view, of.Times),
            Enum.GetValues<Layer>().Where(layer => of.Layers[layer].Why is null).ToDictionary(layer => StudyDress.Name(layer), layer => of.Layers[layer].Value.Mean));
    }

    private static DifferenceTold Of(ResultView view, StudyComparison one) => new(
        StudyDress.Name(one.What), one.Wave > 0 ? one.Wave : null, one.Before > 0 ? one.Before : null,
        one.Answered.Try(out var shares) ? Within(shares.Difference, shares.Interval, shares.First.N + shares.Second.N) : null, one.AnsweredP,
        view.Of.Loaded.SameForm(one) && one.Overall.Try(out var means) ? Within(means.Difference, means.Interval, means.First.N + means.Second.N) : null, view.Of.Loaded.SameForm(one) ? one.OverallP : null);

    private static Dictionary<string, int> Counts(OutcomeCounts counts) => Enum.GetValues<Outcome>().ToDictionary(outcome => StudyDress.Name(outcome), outcome => counts[outcome]);

    private static AnsweredTold Answers(AnsweredCounts answered) => new(answered.Answered, answered.Answered + answered.Unknown, answered.AnsweredOnly ? null : answered.N);

    private static Within95 Within(double value, Said<Interval> interval, long n) => interval.Try(out var told) ? new(value, told.Low, told.High, n) : new(value, null, null, n);
}

/// <summary>How results are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ResultTold))]
internal sealed partial class ResultJson : JsonSerializerContext;
