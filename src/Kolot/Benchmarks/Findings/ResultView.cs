using System.Globalization;
using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Benchmarks.Findings;

/// <summary>What a result page shows, to whoever reads it.</summary>
/// <param name="Study">The study.</param>
/// <param name="Query">What of it is looked at.</param>
/// <param name="Names">What companies are called to this reader.</param>
/// <param name="Of">What was reckoned.</param>
/// <param name="Base">The address of the page, and of its files.</param>
public sealed record ResultView(StudyOf Study, ResultQuery Query, NamesTold Names, StudyResults.Reckoned Of, string Base)
{
    /// <summary>How many companies stand on a page of the table.</summary>
    public const int PageSize = 100;

    /// <summary>How many at most where all are asked for: some thirty sheets of paper. Beyond there are the files.</summary>
    public const int MostAtOnce = 1_000;

    private const int MostStrokes = 60;

    /// <summary>How many stand on the page that is looked at.</summary>
    public int AtOnce => Query.Whole ? MostAtOnce : PageSize;

    /// <summary>The whole address of the page, for paper, which has no links.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether the reader runs studies: then companies lead to their sheets, and there is what publishes.</summary>
    public bool Runs { get; init; }

    /// <summary>To how many companies their own sheet is open by a link.</summary>
    public int Linked { get; init; }

    /// <summary>What was to be published, and why it was not.</summary>
    public ShowResult.Attempt? Attempt { get; init; }

    /// <summary>What was found.</summary>
    public StudyResult Result => Of.Result;

    /// <summary>The organisation itself among the companies; null where it is not, or is called by a letter: what is told of it alone would say which.</summary>
    public CompanySeen? Ours => Of.Seen.Companies.Where(IsOurs).Select(one => (CompanySeen?)one).FirstOrDefault();

    /// <summary>Whether a company is the organisation itself, and may be told so.</summary>
    public bool IsOurs(CompanySeen company) => company.Ours && !Names.IsHidden(company.Id);

    /// <summary>What is held against what, as far as it may be told and can be: in a wave that goes on those are known sooner who answer sooner, and beside a closed one it would look better than it is.</summary>
    public IEnumerable<StudyComparison> Comparisons => Result.Comparisons.Where(one => (Ours is not null || one.What == Against.WaveBefore) && !GoesOn(one));

    /// <summary>Whether one of its waves goes on.</summary>
    public bool GoesOn(StudyComparison one) => Of.Loaded.Waves.Any(wave => wave.ClosedAt is null && (wave.Number == one.Wave || wave.Number == one.Before));

    /// <summary>The numbers of companies, by which their sheets are found.</summary>
    public IReadOnlyDictionary<Guid, int> Numbers { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Where a company stands; null where that cannot be said, or is being reckoned.</summary>
    public RankRange? Rank(Guid company) => Of.Ranks is { } ranks && ranks.ByCompany.TryGetValue(company, out var said) && said.Try(out var range) ? range : null;

    /// <summary>The companies that are looked at, in the order that is asked.</summary>
    public IReadOnlyList<LeagueRow> Rows
    {
        get
        {
            var rows = Result.League.Rows.Where(row => Query.Industry is not { } industry || Names.Industry(row.Company.Id) == industry);
            return
            [
                .. Query.Order switch
                {
                    LeagueOrder.Name => rows.OrderBy(Named, ByName),
                    LeagueOrder.Answered => rows.OrderByDescending(row => row.Result.Answered.ShareOfKnown.Try(out var share) ? share.Value : -1),
                    LeagueOrder.Time => rows.OrderBy(row => row.Result.Times.Median.Try(out var median) ? median : double.MaxValue),
                    LeagueOrder.Style => rows.OrderByDescending(row => Mean(row, Layer.Style)),
                    LeagueOrder.Professional => rows.OrderByDescending(row => Mean(row, Layer.Professional)),
                    LeagueOrder.Emotional => rows.OrderByDescending(row => Mean(row, Layer.Emotional)),
                    // Where nobody has a place, no order may look like one. Whoever has no name comes after those who have.
                    _ => Of.Ranks is { Ranked: 0 } ? rows.OrderBy(row => Names.IsNameless(row.Company.Id)).ThenBy(Named, ByName) : rows,
                },
            ];
        }
    }

    // By the order of the reader's language; a key for each, for comparing thousands of names costs more than all else on a page.
    private static readonly IComparer<SortKey> ByName = Comparer<SortKey>.Create(SortKey.Compare);

    private SortKey Named(LeagueRow row) => CultureInfo.CurrentCulture.CompareInfo.GetSortKey(Names.Of(row.Company.Id));

    /// <summary>The industries that may be told, by their key.</summary>
    public IReadOnlyList<string> Industries => [.. Result.League.Industries.Select(row => row.Industry).OfType<string>().Where(Names.Tells)];

    /// <summary>What an industry is called in the reader's language.</summary>
    public string IndustryName(string industry) => Language.Here == "he" ? industry : Of.Loaded.InEnglish.GetValueOrDefault(industry, industry);

    /// <summary>Until when anybody watched, in minutes; null where nobody knows.</summary>
    public double? Last
    {
        get
        {
            if (Study.Row.Kind == StudyKind.Shopped) return Study.Design.Rule.NeverAfterMinutes;
            var known = Of.Seen.Probes.Select(probe => double.IsFinite(probe.Minutes.High) && probe.Minutes.High < double.MaxValue ? probe.Minutes.High : probe.Minutes.Low).Where(double.IsFinite).DefaultIfEmpty(0).Max();
            return known > 0 ? known : Study.Design.InDays ? 1_440 : null;
        }
    }

    /// <summary>Who waits for how long: ours and the rest, or all; none where times are not known.</summary>
    public IReadOnlyList<WaitingLine> Waiting()
    {
        if (Ours is { } ours && Result.Ours?.Times.Curve is { Why: null } own && Result.Rest?.Times.Curve is { Why: null } rest)
        {
            var others = Of.Seen.Companies.Count - 1;
            return
            [
                new(Names.Of(ours.Id), Words.UsShort, own.Value, Stopped(probe => probe.Company == ours.Id)),
                new(ResultLede.Put(others == 1 ? Words.OtherCompany : Words.OtherCompanies, others), Words.RestShort, rest.Value, Stopped(probe => probe.Company != ours.Id)),
            ];
        }

        return Result.All.Times.Curve is { Why: null } all ? [new(Words.AllCompanies, Words.AllShort, all.Value, Stopped(_ => true))] : [];
    }

    /// <summary>An answer to be read: none of whoever is called by a letter, for it may say who wrote it, and none of ours, for nobody is shown by what they chose of themselves.</summary>
    public LoadStudy.Quote? Quote => Of.Loaded.Quotes.Where(one => !Names.IsHidden(one.Company) && one.Company != Ours?.Id && (Query.Wave == 0 || one.Wave == Query.Wave)).OrderByDescending(one => one.Text.Length).FirstOrDefault();

    // So many strokes beside one another hide the line, and the numbers under the axis tell it.
    private double[] Stopped(Func<ProbeSeen, bool> of) => Stops(of) is { Length: <= MostStrokes } few ? few : [];

    private double[] Stops(Func<ProbeSeen, bool> of) =>
        [.. Of.Seen.Probes.Where(probe => of(probe) && double.IsPositiveInfinity(probe.Minutes.High) && double.IsFinite(probe.Minutes.Low) && probe.State is ProbeState.Silent or ProbeState.Sent).Select(probe => probe.Minutes.Low).Distinct().Order()];

    private static double Mean(LeagueRow row, Layer layer) => row.Result.Layers[layer].Try(out var score) ? score.Mean : -1;
}
