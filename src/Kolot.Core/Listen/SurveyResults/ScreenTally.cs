namespace Kolot.Core.Listen.SurveyResults;

/// <summary>How a screen fared: how many saw it, sent it, and left there.</summary>
public sealed class ScreenTally
{
    private readonly SecondsTally seconds = new();

    /// <summary>How many came to it. Who looked at the first one and sent nothing is known to nobody.</summary>
    public long Seen { get; private set; }

    /// <summary>How many sent it.</summary>
    public long Sent { get; private set; }

    /// <summary>How many saw it last, and did not finish so far.</summary>
    public long Left { get; private set; }

    /// <summary>How many seconds half of those who sent it took at most; null where nobody sent it.</summary>
    public double? Median => seconds.Median;

    /// <summary>Counts one who sent it.</summary>
    public void AddSent(int took)
    {
        Seen++;
        Sent++;
        seconds.Add(took);
    }

    /// <summary>Counts one who left there.</summary>
    /// <param name="sent">Whether they had sent it before and come back.</param>
    public void AddLeft(bool sent)
    {
        if (!sent) Seen++;
        Left++;
    }
}

/// <summary>How long things took, counted by whole seconds.</summary>
public sealed class SecondsTally
{
    private readonly SortedDictionary<int, long> counts = [];
    private long n;

    /// <summary>The middle one; of an even number, between the two in the middle; null where there is none.</summary>
    public double? Median => n == 0 ? null : (At((n - 1) / 2) + At(n / 2)) / 2.0;

    /// <summary>Counts one.</summary>
    public void Add(int took)
    {
        counts[took] = counts.GetValueOrDefault(took) + 1;
        n++;
    }

    private int At(long place)
    {
        foreach (var (took, count) in counts)
        {
            if (place < count) return took;
            place -= count;
        }

        return 0;
    }
}
