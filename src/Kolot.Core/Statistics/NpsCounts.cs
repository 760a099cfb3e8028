namespace Kolot.Core.Statistics;

/// <summary>How many would recommend: 9 and 10 are promoters, 7 and 8 passives, 0 to 6 detractors (Reichheld 2003, Harvard Business Review 81(12)).</summary>
public readonly record struct NpsCounts(long Promoters, long Passives, long Detractors)
{
    /// <summary>How many answered.</summary>
    public long N => Promoters + Passives + Detractors;

    /// <summary>Counted from answers of 0 to 10; an answer beyond is refused, and so is one that is no number.</summary>
    public static Said<NpsCounts> Of(IEnumerable<double> answers)
    {
        long promoters = 0, passives = 0, detractors = 0;
        foreach (var answer in answers)
        {
            if (!double.IsFinite(answer)) return CannotSay.NotANumber;
            if (answer is < 0 or > 10) return CannotSay.OutOfRange;
            if (answer >= 9) promoters++;
            else if (answer >= 7) passives++;
            else detractors++;
        }

        return new NpsCounts(promoters, passives, detractors);
    }

    /// <summary>What an answer of 0 to 10 adds to the score: 100, 0 or -100.</summary>
    public static double Worth(double answer) => answer >= 9 ? 100 : answer >= 7 ? 0 : -100;
}
