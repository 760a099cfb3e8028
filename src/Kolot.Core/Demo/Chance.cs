using Kolot.Core.Statistics;

namespace Kolot.Core.Demo;

/// <summary>Chance that can be repeated: the same seed brings the same luck on every machine.</summary>
/// <remarks>On <see cref="Draws"/>: whole numbers only, so that no rounding of a processor or library shows.</remarks>
internal sealed class Chance(ulong seed)
{
    private readonly Draws draws = new(seed);

    /// <summary>A chance of its own for one thing, so that what befalls one customer moves nobody else's luck.</summary>
    public static Chance For(ulong seed, string stream, int number)
    {
        var mixed = seed;
        foreach (var letter in stream) mixed = (mixed * 0x100000001B3UL) ^ letter;
        var chance = new Chance(mixed ^ ((ulong)number * 0xD1B54A32D192ED03UL));
        chance.Draw();
        return chance;
    }

    /// <summary>A whole number from 0 to below the end.</summary>
    public int Below(int end) => end <= 1 ? 0 : (int)(((Draw() >> 32) * (ulong)end) >> 32);

    /// <summary>A whole number from one to the other, both included.</summary>
    public int From(int low, int high) => low + Below(high - low + 1);

    /// <summary>A share between 0 and 1.</summary>
    public double Share() => (Draw() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Whether something of that probability happens.</summary>
    public bool Happens(double probability) => Share() < probability;

    /// <summary>One of several, alike.</summary>
    public T Of<T>(IReadOnlyList<T> several) => several[Below(several.Count)];

    /// <summary>One of several, by weight.</summary>
    public T Weighted<T>(params ReadOnlySpan<(T What, int Weight)> several)
    {
        var all = 0;
        foreach (var one in several) all += one.Weight;
        var left = Below(all);
        foreach (var one in several)
        {
            if (left < one.Weight) return one.What;
            left -= one.Weight;
        }

        return several[^1].What;
    }

    /// <summary>How often something happens that happens <paramref name="rate"/> times on average, at most three times.</summary>
    public int Times(double rate)
    {
        var times = 0;
        for (var chance = 0; chance < 3; chance++)
            if (Happens(rate / 3)) times++;
        return times;
    }

    /// <summary>A score from 0 to the top, scattered as people's scores are, with exactly that mean.</summary>
    /// <remarks>
    /// Pólya's urn: each ball drawn goes back with another of its colour, which gives the beta-binomial distribution. Its mean needs no correction at
    /// the ends of the scale, so that planted differences stay exact.
    /// </remarks>
    public int Score(double mean, int top = 10)
    {
        const double Balls = 6;
        var share = Math.Clamp(mean / top, 0.03, 0.97);
        var score = 0;
        for (var draw = 0; draw < top; draw++)
            if (Share() < ((share * Balls) + score) / (Balls + draw)) score++;
        return score;
    }

    private ulong Draw() => draws.Next();
}
