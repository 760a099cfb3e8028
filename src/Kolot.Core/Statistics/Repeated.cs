namespace Kolot.Core.Statistics;

/// <summary>One answer and who gave it.</summary>
/// <param name="Customer">Any number that is the customer's own; an answer of nobody known has a number of its own.</param>
/// <param name="Worth">What it adds to the mean: the score itself, 1 or 0 for a share, 100, 0 or -100 for NPS.</param>
public readonly record struct Given(int Customer, double Worth);

/// <summary>A mean, a share or an NPS of answers some of which come from the same customers, and how far it may be trusted.</summary>
/// <remarks>
/// A mean over customers of different numbers of answers is a ratio; its variance by linearisation is G/(G − 1) Σ(Σe)² / n², with e the deviation from the mean, the
/// inner sum over a customer's answers and G customers (Cochran 1977, Sampling Techniques, 3rd ed., 6.3; Cameron and Miller 2015, Journal of Human Resources 50, 317-372, section II).
/// When each customer answers once this is the ordinary s²/n.
/// </remarks>
public sealed class Repeated
{
    private readonly Dictionary<int, double> influences;
    private readonly double ordinary;

    private Repeated(IReadOnlyList<Given> answers)
    {
        N = answers.Count;
        // The mean of what is all the same may be off by a last digit.
        Mean = answers.All(answer => answer.Worth == answers[0].Worth) ? answers[0].Worth : answers.Average(answer => answer.Worth);
        influences = answers.GroupBy(answer => answer.Customer).ToDictionary(customer => customer.Key, customer => customer.Sum(answer => answer.Worth - Mean) / N);
        ordinary = N > 1 ? answers.Sum(answer => (answer.Worth - Mean) * (answer.Worth - Mean)) / (N - 1) / N : 0;
    }

    /// <summary>How many answers.</summary>
    public int N { get; }

    /// <summary>How many customers gave them.</summary>
    public int Customers => influences.Count;

    /// <summary>The mean of all answers.</summary>
    public double Mean { get; }

    /// <summary>The standard error that knows about customers; of one customer it cannot be said.</summary>
    public Said<double> StandardError => Customers > 1 ? Math.Sqrt(Factor * influences.Values.Sum(influence => influence * influence)) : CannotSay.OneAnswer;

    /// <summary>How many times the variance is what it would be if each answer were somebody else's (Kish 1965, Survey Sampling, 8.2).</summary>
    public Said<double> DesignEffect =>
        Customers < 2 ? CannotSay.OneAnswer : ordinary > 0 ? StandardError.Value * StandardError.Value / ordinary : CannotSay.AllTheSame;

    /// <summary>How many answers of different customers would say as much: n over the design effect, fewer still where few customers are all that tells of it, never more than n; where all answered alike, the customers themselves.</summary>
    /// <remarks>Korn and Graubard 1998, Survey Methodology 24, 193-201; for score intervals Franco, Little, Louis and Slud 2019, Journal of Survey Statistics and Methodology 7, 334-364.</remarks>
    public double EffectiveN => DesignEffect.Try(out var effect) ? N / Math.Max(1, effect) * Tails.Known(N, Customers) : Customers;

    /// <summary>The interval of the mean by Student's t with G − 1 degrees of freedom; of one customer, or where nothing varies, it cannot be said.</summary>
    public Said<Interval> Interval
    {
        get
        {
            if (!StandardError.Try(out var error)) return CannotSay.OneAnswer;
            if (error == 0) return CannotSay.AllTheSame;
            var half = Tails.StudentPoint(Customers - 1) * error;
            return new Interval(Mean - half, Mean + half);
        }
    }

    private double Factor => Customers / (Customers - 1.0);

    /// <summary>Answers with who gave them; none cannot be reckoned with, and neither can what is no finite number, or whose squares are beyond reckoning.</summary>
    public static Said<Repeated> Of(IReadOnlyList<Given> answers) =>
        answers.Count == 0 ? CannotSay.NoAnswers
        : answers.Any(answer => !double.IsFinite(answer.Worth)) ? CannotSay.NotANumber
        : new Repeated(answers) is var repeated && double.IsFinite(repeated.ordinary) ? repeated
        : CannotSay.OutOfRange;

    /// <summary>Wilson's interval of a share on the effective number of answers; worths other than 0 and 1 are refused.</summary>
    public static Said<Interval> OfShare(IReadOnlyList<Given> answers) =>
        !Of(answers).Try(out var repeated) ? Of(answers).Why!.Value
        : answers.Any(answer => answer.Worth is not (0 or 1)) ? CannotSay.OutOfRange
        : Share.Wilson(repeated.Mean * repeated.EffectiveN, repeated.EffectiveN);

    /// <summary>Tango's interval of an NPS in points on the effective number of answers; worths other than 100, 0 and -100 are refused.</summary>
    public static Said<Interval> OfNps(IReadOnlyList<Given> answers)
    {
        if (!Of(answers).Try(out var repeated)) return Of(answers).Why!.Value;
        if (answers.Any(answer => answer.Worth is not (0 or 100 or -100))) return CannotSay.OutOfRange;
        var scale = repeated.EffectiveN / repeated.N;
        return Nps.Tango(answers.Count(answer => answer.Worth > 0) * scale, answers.Count(answer => answer.Worth < 0) * scale, repeated.EffectiveN);
    }

    /// <summary>How two means differ when customers may have answered in both: what they share is taken off the variance.</summary>
    /// <remarks>By Student's t with one less than the customers of the smaller group, which errs on the wide side.</remarks>
    public static Said<RepeatedDifference> Between(Repeated first, Repeated second)
    {
        if (first.Customers < 2 || second.Customers < 2) return CannotSay.OneAnswer;
        var (one, two) = (Math.Sqrt(first.Factor), Math.Sqrt(second.Factor));
        var variance = first.influences.Keys.Union(second.influences.Keys).Sum(customer =>
            Math.Pow((one * first.influences.GetValueOrDefault(customer)) - (two * second.influences.GetValueOrDefault(customer)), 2));
        if (variance == 0) return CannotSay.AllTheSame;
        var (difference, error, freedom) = (first.Mean - second.Mean, Math.Sqrt(variance), Math.Min(first.Customers, second.Customers) - 1);
        var half = Tails.StudentPoint(freedom) * error;
        return new RepeatedDifference(difference, error, new(difference - half, difference + half), Tails.OfStudent(difference / error, freedom));
    }
}

/// <summary>How two means of repeated answers differ: the first less the second.</summary>
/// <param name="Difference">In the unit of the answers' worth.</param>
/// <param name="StandardError">With what both groups share taken off.</param>
/// <param name="Interval">Where the difference lies.</param>
/// <param name="P">How likely one at least as large is by chance.</param>
public sealed record RepeatedDifference(double Difference, double StandardError, Interval Interval, double P);
