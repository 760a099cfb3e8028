using MathNet.Numerics;

namespace Kolot.Core.Listen.Rhythm;

/// <summary>How a channel stands that has not been heard for a while.</summary>
public enum SilenceKind
{
    /// <summary>It was heard lately, or its silence is nothing unusual.</summary>
    Usual,

    /// <summary>It has gone quiet: of its own silences hardly one is so long.</summary>
    Quiet,

    /// <summary>It was heard too seldom to say what is usual.</summary>
    TooLittleKnown,

    /// <summary>It was never heard.</summary>
    NeverHeard,
}

/// <summary>Whether a channel has gone quiet, judged by its own days: no fixed number would fit both a till and a letter box.</summary>
/// <param name="Kind">How it stands.</param>
/// <param name="Days">For how many whole days it has not been heard.</param>
/// <param name="Chance">How likely so long a silence is by its own days; null where that cannot be said.</param>
/// <remarks>
/// Days with a voice are counted, not voices: one angry afternoon is one day. Each day of the week has a share of its own, so that a channel that rests on
/// the Sabbath is not quiet then. The chance that all days of the silence stay without a voice is that of the beta-binomial with Jeffreys' prior, which
/// knows how little is known of a channel heard seldom: the product over the days of the week of B(a + ½, n − a + ½ + m) / B(a + ½, n − a + ½), with a of n such days
/// heard before and m in the silence (Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., 2.3 and 3.4). Below one in a thousand it is called quiet: a channel that is heard every
/// other day has some hundred silences a year, and would else cry wolf every few weeks.
/// </remarks>
public readonly record struct Silence(SilenceKind Kind, int Days, double? Chance)
{
    /// <summary>Below this chance a silence is unusual.</summary>
    public const double Unusual = 0.001;

    /// <summary>How many days are looked at before a silence, at most.</summary>
    public const int Usually = 182;

    private const int LeastDays = 28;
    private const int LeastHeard = 5;
    private const int Week = 7;

    /// <summary>Judges one.</summary>
    /// <param name="heard">How many voices each day had, the last of them yesterday: today is not over.</param>
    /// <param name="today">How many were heard today.</param>
    public static Silence Of(ReadOnlySpan<long> heard, long today)
    {
        var last = heard.LastIndexOfAnyExcept(0L);
        if (today > 0) return new(SilenceKind.Usual, 0, null);
        if (last < 0) return new(SilenceKind.NeverHeard, heard.Length, null);
        var days = heard.Length - 1 - last;
        var from = Math.Max(heard[..last].IndexOfAnyExcept(0L) is >= 0 and var first ? first : last, last + 1 - Usually);
        var known = heard[from..(last + 1)];
        if (days == 0) return new(SilenceKind.Usual, 0, null);
        if (known.Length < LeastDays || known.Length - known.Count(0L) < LeastHeard) return new(SilenceKind.TooLittleKnown, days, null);
        var logarithm = 0.0;
        for (var weekday = 0; weekday < Week; weekday++) logarithm += OfWeekday(weekday, from, last, heard);
        var chance = Math.Exp(logarithm);
        return new(chance < Unusual ? SilenceKind.Quiet : SilenceKind.Usual, days, chance);
    }

    // The logarithm of the chance that all days of one weekday in the silence stay without a voice. Which weekday it is called does not matter.
    private static double OfWeekday(int weekday, int from, int last, ReadOnlySpan<long> heard)
    {
        var (days, with, silent) = (0, 0, 0);
        for (var day = from; day < heard.Length; day++)
        {
            if (day % Week != weekday) continue;
            if (day > last) silent++;
            else (days, with) = (days + 1, with + (heard[day] > 0 ? 1 : 0));
        }

        var (some, none) = (with + 0.5, days - with + 0.5);
        return silent == 0 ? 0 : SpecialFunctions.BetaLn(some, none + silent) - SpecialFunctions.BetaLn(some, none);
    }
}
