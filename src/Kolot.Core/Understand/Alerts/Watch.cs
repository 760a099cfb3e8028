using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Alerts;

/// <summary>Looks at a measure once, at the end of each whole piece of time, and decides whether it has news.</summary>
/// <remarks>
/// Three questions are asked of the last piece, the last three and the last eight, each against up to 52 pieces before: what is looked at time and again is asked
/// more of than a single test, so that all looks of a year together seldom cry wolf. docs/statistics.md says how seldom; a simulation keeps it.
/// How far pieces differ by themselves is read off the ranges between neighbours, as an XmR chart does, and never taken for less than their answers alone explain.
/// </remarks>
public static class Watch
{
    /// <summary>How many pieces are read: those before, and the longest run.</summary>
    public const int Reads = Longest + 8;

    /// <summary>How many pieces tell what a measure usually is, at the least.</summary>
    public const int Usual = 8;

    // After news the new level is known by few pieces; how much they wiggle is known from all.
    private const int UsualAfterNews = 3;
    private const int Longest = 52;
    private const int FewestNow = 20;
    private const int FewestBefore = 60;

    // The mean range between two values of one normal distribution, in standard deviations of the difference: √(2/π).
    private static readonly double MeanRange = Math.Sqrt(2 / Math.PI);

    private static readonly (NewsKind Kind, int Pieces, double Alpha)[] Questions =
        [(NewsKind.Beyond, 1, 0.0007), (NewsKind.Shift, 3, 0.0025), (NewsKind.Run, 8, 0.0022)];

    /// <summary>Looks.</summary>
    /// <param name="pieces">The pieces that have a number, in order of time; the last is the newest whole one.</param>
    /// <param name="common">What the numbers of two pieces have in common because the same customers answered in both: their covariance.</param>
    /// <param name="since">Since when the measure is at its present level: what was before is not compared with any more. Null where nothing was told yet.</param>
    public static Look At(IReadOnlyList<Piece> pieces, Func<int, int, double> common, DateOnly? since)
    {
        var usual = since is null ? Usual : UsualAfterNews;
        var before = pieces.Take(pieces.Count - 1).Count(piece => piece.Span.From >= (since ?? DateOnly.MinValue));
        if (before < usual) return new(AlertState.TooFewPieces, before);
        var asked = false;
        foreach (var (kind, window, alpha) in Questions)
        {
            if (Cut(pieces, window, since) is not { } cut || cut.First + usual > cut.Now) continue;
            if (Enough(cut) is false) continue;
            asked = true;
            if (kind == NewsKind.Run && !OnOneSide(cut)) continue;
            if (Test(kind, cut, common) is { } news && news.P < alpha) return new(AlertState.Told, before, news);
        }

        return new(asked ? AlertState.Quiet : AlertState.TooFewAnswers, before);
    }

    /// <summary>Whether somebody wants to be told.</summary>
    /// <param name="news">Of what.</param>
    /// <param name="direction">What they want to be told of.</param>
    /// <param name="higherIsBetter">Whether more of the measure is better.</param>
    public static bool Concerns(News news, AlertDirection direction, bool higherIsBetter) =>
        direction == AlertDirection.Both || (direction == AlertDirection.Better) == (news.Difference > 0 == higherIsBetter);

    private static Pieces? Cut(IReadOnlyList<Piece> pieces, int window, DateOnly? since)
    {
        var now = pieces.Count - window;
        if (now < 1) return null;
        var first = Math.Max(0, now - Longest);
        var read = pieces.Skip(first).ToArray();
        var level = since is { } day ? Array.FindIndex(read, piece => piece.Span.From >= day) : 0;
        return level < 0 ? null : new(read, first, first + level, now);
    }

    private static bool Enough(Pieces cut) => cut.LevelNow.N >= FewestNow && cut.LevelBefore.N >= FewestBefore;

    private static bool OnOneSide(Pieces cut)
    {
        var center = cut.LevelBefore.Value;
        var side = Math.Sign(cut.Of(cut.Now).Value - center);
        return side != 0 && Enumerable.Range(cut.Now, cut.End - cut.Now).All(at => Math.Sign(cut.Of(at).Value - center) == side);
    }

    private static News? Test(NewsKind kind, Pieces cut, Func<int, int, double> common)
    {
        var (before, now) = (cut.LevelBefore, cut.LevelNow);
        var unit = UnitVariance(cut);
        if (unit <= 0) return null;
        var (spread, ranges) = Spread(cut, unit);
        var alone = unit * spread * ((1d / now.N) + (1d / before.N));
        // Who answered in several pieces may say less, and is never taken to say more.
        var error = Math.Sqrt(Math.Max(alone, alone + Shared(cut, common)));
        var freedom = Math.Min(cut.Customers(cut.First, cut.Now), cut.Customers(cut.Now, cut.End)) - 1;
        // What is read off ranges is known less well than what is read off answers: about 0.62 degrees of freedom a range (Wheeler 1995, Advanced Topics in SPC).
        if (spread > 1) freedom = Math.Min(freedom, 0.62 * ranges);
        if (freedom < 1) return null;
        var (difference, half) = (now.Value - before.Value, Tails.StudentPoint(freedom) * error);
        return new(kind, before, now, new(difference - half, difference + half), Tails.OfStudent(difference / error, freedom));
    }

    // How much one answer varies, were all pieces of one level: a piece whose few answers happen to agree is not taken for sure.
    private static double UnitVariance(Pieces cut)
    {
        var all = cut.All;
        var (n, mean) = ((double)all.N, all.Value);
        var sum = 0d;
        for (var at = cut.First; at < cut.End; at++)
        {
            var piece = cut.Of(at);
            sum += piece.N * ((piece.N * piece.Error * piece.Error) + Math.Pow(piece.Value - mean, 2));
        }

        return sum / n;
    }

    // How many times the variance of a piece is what its answers alone explain, by the ranges between neighbours before; a step that was told is no range.
    private static (double Spread, int Ranges) Spread(Pieces cut, double unit)
    {
        var (sum, count) = (0d, 0);
        for (var at = cut.Earliest + 1; at < cut.Now; at++)
        {
            if (at == cut.First) continue;
            var (one, other) = (cut.Of(at - 1), cut.Of(at));
            sum += Math.Abs(other.Value - one.Value) / Math.Sqrt(unit * ((1d / one.N) + (1d / other.N)));
            count++;
        }

        return count == 0 ? (1, 0) : (Math.Max(1, Math.Pow(sum / count / MeanRange, 2)), count);
    }

    private static double Shared(Pieces cut, Func<int, int, double> common)
    {
        var sum = 0d;
        for (var one = cut.First; one < cut.End; one++)
            for (var other = one + 1; other < cut.End; other++)
                sum += 2 * cut.Weight(one) * cut.Weight(other) * common(one, other);
        return sum;
    }

    /// <summary>The pieces of one question, by their places among all: those of the level before from First on, those that are asked of from Now on.</summary>
    private sealed class Pieces(Piece[] read, int earliest, int first, int now)
    {
        public int Earliest => earliest;

        public int First => first;

        public int Now => now;

        public int End => earliest + read.Length;

        public Level LevelBefore { get; } = first < now ? Level.Of(read.AsSpan(first - earliest, now - first)) : default;

        public Level LevelNow { get; } = Level.Of(read.AsSpan(now - earliest));

        public Level All => Level.Of(read.AsSpan(first - earliest));

        public Piece Of(int at) => read[at - earliest];

        public double Customers(int from, int end) => Enumerable.Range(from, end - from).Sum(at => Of(at).Customers);

        public double Weight(int at) => at >= now ? (double)Of(at).N / LevelNow.N : -(double)Of(at).N / LevelBefore.N;
    }
}
