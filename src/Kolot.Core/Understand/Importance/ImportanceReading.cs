using Kolot.Core.Facts;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Understand.Importance;

/// <summary>Why nothing can be said of what an outcome goes with.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Question">The question that it is about; empty for the outcome, null where it is about none.</param>
/// <param name="Needed">From how many customers on it could be said, where they are too few.</param>
public sealed record NotCarried(CannotSay Why, string? Question = null, int Needed = 0);

/// <summary>What an outcome goes with, of the voices that answered all of several questions.</summary>
/// <remarks>What goes together proves no cause: a question may stand for something that nobody asked.</remarks>
public sealed record ImportanceReading
{
    /// <summary>From how many customers on anything is said, whatever is asked.</summary>
    public const int Fewest = 30;

    /// <summary>How many customers each question asks for (Harrell, Lee and Mark 1996, Statistics in Medicine 15, 361-387).</summary>
    public const int ForEach = 10;

    /// <summary>How many voices gave the outcome.</summary>
    public required int Asked { get; init; }

    /// <summary>How many of these answered all of the questions; not told where they are so few that a person could be recognised.</summary>
    public int? N { get; init; }

    /// <summary>How many customers these are.</summary>
    public int? Customers { get; init; }

    /// <summary>How many were left out because an answer is missing.</summary>
    public int? LeftOut => Asked - N;

    /// <summary>Whether more were left out than stayed.</summary>
    public bool MostLeftOut => LeftOut > N;

    /// <summary>Why nothing can be said; null where it can.</summary>
    public NotCarried? Why { get; init; }

    /// <summary>Which share of how the outcome differs from voice to voice goes with the questions.</summary>
    public double RSquared { get; init; }

    /// <summary>The same with what goes by chance taken off.</summary>
    public double Adjusted { get; init; }

    /// <summary>The outcome's mean.</summary>
    public double Outcome { get; init; }

    /// <summary>The questions, what to mend first before the others.</summary>
    public IReadOnlyList<Driver> Drivers { get; init; } = [];

    /// <summary>What an equal share for each question would be, in percent.</summary>
    public double EqualShare => Drivers.Count == 0 ? 0 : 100.0 / Drivers.Count;

    /// <summary>The mean standing of the questions, by which high and low are told apart.</summary>
    public double MiddleStanding => Drivers.Count == 0 ? 50 : Drivers.Average(driver => driver.Standing);

    /// <summary>Reads it of the questions that are chosen unless somebody chooses, without those that follow from others.</summary>
    public static (IReadOnlyList<string> Chosen, ImportanceReading Reading) Beginning(FactRows rows, IReadOnlyList<DriverQuestion> beside, IReadOnlyList<Measure>? measures = null)
    {
        var chosen = DriverQuestion.Chosen(rows, beside);
        var reading = Of(rows, chosen, measures);
        while (reading.Why is { Why: CannotSay.Collinear, Question: { } follows } && chosen.Count > 1)
        {
            chosen = [.. chosen.Where(name => name != follows)];
            reading = Of(rows, chosen, measures);
        }

        return (chosen, reading);
    }

    /// <summary>Reads it.</summary>
    /// <param name="rows">The voices that gave the outcome.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="measures">From which scales are known; the ready-made ones unless given.</param>
    public static ImportanceReading Of(FactRows rows, IReadOnlyList<string> questions, IReadOnlyList<Measure>? measures = null)
    {
        if (rows.Count == 0 || questions.Count == 0) return Refused(rows.Count, new(CannotSay.NoAnswers));
        double[][] answers = [.. questions.Select(question => rows.AnswersTo(question, DriverQuestion.WorthOf))];
        int[] whole = [.. Enumerable.Range(0, rows.Count).Where(at => answers.All(column => !double.IsNaN(column[at])))];
        var (outcome, customers) = (whole.Select(at => rows.Worths[at]).ToArray(), whole.Select(at => rows.Customers[at]).ToArray());
        double[][] columns = [.. answers.Select(column => whole.Select(at => column[at]).ToArray())];
        var many = customers.Distinct().Count();
        var counted = new ImportanceReading { Asked = rows.Count, N = many < Measure.Fewest ? null : whole.Length, Customers = many < Measure.Fewest ? null : many };
        if (whole.Length == 0) return counted with { Why = new(CannotSay.NoAnswers) };
        var needed = Math.Max(Fewest, ForEach * questions.Count);
        if (many < needed) return counted with { Why = new(CannotSay.TooFew, null, needed) };
        var drivers = Statistics.Drivers.Of(outcome, columns);
        if (!drivers.Try(out var known)) return counted with { Why = WhyOf(drivers.Why ?? CannotSay.NoAnswers, questions, outcome, columns) };
        return counted with
        {
            RSquared = known.Fit.RSquared,
            Adjusted = known.Fit.Adjusted,
            Outcome = outcome.Average(),
            Drivers = DriversOf(known, [.. questions.Select(question => (question, DriverQuestion.MeasureOf(question, measures ?? Measure.Ready)))], columns, customers),
        };
    }

    private static ImportanceReading Refused(int asked, NotCarried why) => new() { Asked = asked, Why = why };

    private static IReadOnlyList<Driver> DriversOf(Statistics.Drivers known, IReadOnlyList<(string Name, Measure? Measure)> questions, double[][] columns, int[] customers)
    {
        var intervals = known.Intervals(customers: customers).Try(out var drawn) ? drawn : null;
        var shapley = known.Shapley.Try(out var shares) ? Statistics.Drivers.PercentOf(shares) : null;
        var equal = 100.0 / questions.Count;
        Driver[] drivers = [.. questions.Select((question, at) => DriverOf(question, known.Fit.Alone[at], columns[at], customers) with
        {
            Weight = known.Percent[at],
            WeightInterval = intervals?[at],
            Shapley = shapley?[at],
            Sure = questions.Count > 1 && intervals is not null && !intervals[at].Holds(equal),
        })];
        var middle = drivers.Average(driver => driver.Standing);
        return [.. drivers.Select(driver => driver with { Place = PlaceOf(driver.Weight >= equal, driver.Standing >= middle) }).OrderBy(driver => driver.Place != DriverPlace.Mend).ThenByDescending(driver => driver.Room)];
    }

    private static DriverPlace PlaceOf(bool matters, bool high) =>
        matters ? high ? DriverPlace.Keep : DriverPlace.Mend : high ? DriverPlace.Fine : DriverPlace.Later;

    private static Driver DriverOf((string Name, Measure? Measure) question, double correlation, double[] answers, int[] customers)
    {
        var (measure, mean) = (question.Measure, answers.Average());
        // Of a question without a known scale what was answered tells it.
        var scaled = measure is not null && measure.High <= 10 && answers.All(answer => answer >= measure.Low && answer <= measure.High);
        var (low, high) = scaled && measure is not null ? (measure.Low, measure.High) : (answers.Min(), answers.Max());
        var turned = measure is not null ? !measure.HigherIsBetter : correlation < 0;
        var spread = Repeated.Of([.. answers.Select((answer, at) => new Given(customers[at], answer))]).Value.Interval.Try(out var interval) ? interval : (Interval?)null;
        return new()
        {
            Question = question.Name,
            Weight = 0,
            Mean = mean,
            MeanInterval = spread,
            Turned = turned,
            Correlation = correlation,
            Standing = Along(mean),
            StandingInterval = spread is { } between ? new(Math.Min(Along(between.Low), Along(between.High)), Math.Max(Along(between.Low), Along(between.High))) : null,
            Place = DriverPlace.Fine,
            Sure = false,
            LowAnswers = [.. answers.Distinct().Where(answer => turned ? answer > mean : answer < mean).OrderBy(answer => turned ? -answer : answer)],
        };

        double Along(double value) => Math.Clamp(100 * (turned ? high - value : value - low) / (high - low), 0, 100);
    }

    private static NotCarried WhyOf(CannotSay why, IReadOnlyList<string> questions, double[] outcome, double[][] columns) => why switch
    {
        CannotSay.AllTheSame when !outcome.AsSpan().ContainsAnyExcept(outcome[0]) => new(why, ""),
        CannotSay.AllTheSame => new(why, questions.Where((_, at) => !columns[at].AsSpan().ContainsAnyExcept(columns[at][0])).FirstOrDefault()),
        CannotSay.Collinear => new(why, questions.Where((_, at) => LinearFit.Of(outcome, columns[..(at + 1)]).Why == CannotSay.Collinear).FirstOrDefault()),
        _ => new(why),
    };
}
