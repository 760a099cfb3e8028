namespace Kolot.Core.Benchmarks;

/// <summary>Draws all companies anew, many times, and tells between which places each comes to stand.</summary>
/// <remarks>
/// What is drawn depends on the replicate and the company alone, so that both passes, and any number of cores, draw the same. The first counts how many companies come to each mean, replicate by replicate;
/// nothing is sorted. The second goes company by company, and looks up its places.
/// </remarks>
internal sealed class RankDraws
{
    private readonly Redraws redraws;
    private readonly int replicates;
    private readonly ulong seed;
    private readonly Slot[] slots;
    private readonly int[] before;

    public RankDraws(Redraws redraws, int replicates, ulong seed)
    {
        (this.redraws, this.replicates, this.seed) = (redraws, replicates, seed);
        slots = [.. Enumerable.Range(0, redraws.Many).SelectMany(kind => Slot.Of(redraws.Chances(kind)))];
        before = new int[replicates * (redraws.Steps + 1)];
    }

    private int Companies => redraws.Kinds.Length;

    public (int Low, int High)[] Ranges()
    {
        Parallel.For(0, replicates, Count);
        var ranges = new (int Low, int High)[Companies];
        Parallel.For(0, Companies, () => (new int[Companies + 2], new int[Companies + 2]), (company, _, places) =>
        {
            ranges[company] = RangeOf(company, places.Item1, places.Item2);
            return places;
        }, _ => { });
        return ranges;
    }

    // How many come before each mean, the best first.
    private void Count(int replicate)
    {
        var own = before.AsSpan(replicate * (redraws.Steps + 1), redraws.Steps + 1);
        for (var company = 0; company < Companies; company++) own[Drawn(replicate, company)]++;
        var sofar = 0;
        for (var step = redraws.Steps; step >= 0; step--) (own[step], sofar) = (sofar, sofar + own[step]);
    }

    private (int Low, int High) RangeOf(int company, int[] best, int[] last)
    {
        Array.Clear(best);
        Array.Clear(last);
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var at = (replicate * (redraws.Steps + 1)) + Drawn(replicate, company);
            best[before[at] + 1]++;
            // Whoever comes before the next lower mean comes before it or is alike.
            last[at % (redraws.Steps + 1) == 0 ? Companies : before[at - 1]]++;
        }

        var outside = replicates / 40;
        var (low, high) = (0, Companies + 1);
        for (var left = -1; left < outside; left += best[low]) low++;
        for (var left = -1; left < outside; left += last[high]) high--;
        return (low, high);
    }

    private int Drawn(int replicate, int company)
    {
        var kind = redraws.Kinds[company];
        // SplitMix64 at its so manieth step (see Draws).
        var mixed = seed + (0x9E3779B97F4A7C15UL * (((ulong)replicate * (ulong)Companies) + (ulong)company + 1));
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        mixed ^= mixed >> 31;
        var at = (int)(((mixed >> 32) * (ulong)redraws.Steps) >> 32);
        var slot = slots[(kind * redraws.Steps) + at];
        return (uint)mixed < slot.Own ? at : slot.Other;
    }

    /// <summary>A step, and the one that is drawn instead with what it lacks of an even share (Vose 1991, IEEE Transactions on Software Engineering 17, 972-975).</summary>
    private readonly record struct Slot(uint Own, int Other)
    {
        public static Slot[] Of(double[] chances)
        {
            double[] scaled = [.. chances.Select(chance => chance * chances.Length / chances.Sum())];
            var (slots, small, large) = (new Slot[scaled.Length], new Stack<int>(), new Stack<int>());
            for (var at = 0; at < scaled.Length; at++) (scaled[at] < 1 ? small : large).Push(at);
            while (small.Count > 0 && large.Count > 0)
            {
                var (less, more) = (small.Pop(), large.Pop());
                slots[less] = new((uint)(scaled[less] * uint.MaxValue), more);
                scaled[more] -= 1 - scaled[less];
                (scaled[more] < 1 ? small : large).Push(more);
            }

            foreach (var at in small.Concat(large)) slots[at] = new(uint.MaxValue, at);
            return slots;
        }
    }
}
