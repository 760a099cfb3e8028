using System.Globalization;
using Kolot.Core.Benchmarks;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Benchmarks.Findings;

/// <summary>The sentences that a result begins with: how many were never answered, and where we stand.</summary>
public static class ResultLede
{
    // What is near enough to one in so many to be said so.
    private const double Near = 0.015;

    // Where more than that is unknown, bounds are said instead of a share.
    private const double MuchUnknown = 0.05;

    /// <summary>Both.</summary>
    public static string Of(ResultView view) => $"{Answered(view.Result.All.Answered, view.Study.Row.Kind == StudyKind.Times)} {Place(view)}".Trim();

    /// <summary>Words with numbers or names in their places.</summary>
    public static string Put(string words, params ReadOnlySpan<object> with)
    {
        for (var at = 0; at < with.Length; at++) words = words.Replace($"{{{at}}}", with[at] is IFormattable number ? Numbers.Text(number) : with[at].ToString(), StringComparison.Ordinal);
        return words;
    }

    /// <summary>How many were answered, as far as anybody knows.</summary>
    /// <param name="answered">The counts.</param>
    /// <param name="watchedUnequally">Whether they were watched for as long as each happened to be: then nobody knows that they never will be.</param>
    public static string Answered(AnsweredCounts answered, bool watchedUnequally)
    {
        if (answered.N == 0) return Words.LedeNothing;
        if (answered.AnsweredOnly) return Words.LedeAnsweredOnly;
        // Who still waits is told beside it; who nobody will ever know of may not be passed over.
        if (answered.Lost + answered.NotReported > MuchUnknown * answered.N || answered.Known == 0)
            return Put(answered.NotReported == answered.Unknown ? Words.LedeNotReported : Words.LedeBounds, answered.Answered, answered.Answered + answered.Unknown, answered.N, answered.Unknown);
        if (answered.Open > 0) return Put(answered.Open == 1 ? Words.LedeOneOpen : Words.LedeOpen, answered.Never, answered.Known + answered.Open, answered.Open);
        if (answered.Never == 0) return Put(Words.LedeAll, answered.Known);
        if (answered.Never == answered.Known) return Words.LedeNone;
        if (watchedUnequally) return Put(answered.Never == 1 ? Words.LedeOneNotYet : Words.LedeNotYet, answered.Never, answered.Known);
        var share = (double)answered.Never / answered.Known;
        var one = (int)Math.Round(1 / share);
        return one is >= 3 and <= 10 && Math.Abs(share - (1.0 / one)) < Near ? Put(Words.LedeOneOf, Words.ResourceManager.GetString($"Count_{one}", CultureInfo.CurrentUICulture) ?? "")
            : Put(answered.Never == 1 ? Words.LedeOneNever : Words.LedeNever, answered.Never, answered.Known);
    }

    private static string Place(ResultView view)
    {
        if (view.Result.All.Answered.N == 0) return "";
        if (view.Of.Ranks is not { } ranks) return Words.LedeRanking;
        // Why nobody has a place is told where places would stand.
        if (ranks.Ranked == 0) return "";
        if (view.Ours is not { } ours) return "";
        if (view.Rank(ours.Id) is not { } rank) return Put(Words.LedeOursNoPlace, view.Names.Of(ours.Id));
        if (ranks.Pairs.Try(out var pairs) && pairs is { Apart: 0, Of: > 0 }) return Put(Words.LedeNoneApart, view.Names.Of(ours.Id), rank.Low, rank.High);
        return rank.Low == rank.High ? Put(Words.LedePlace, view.Names.Of(ours.Id), rank.Rank) : Put(Words.LedePlaceRange, view.Names.Of(ours.Id), rank.Rank, rank.Low, rank.High);
    }

    /// <summary>Why some outcomes are unknown.</summary>
    public static string? UnknownWhy(GroupResult all)
    {
        var of = all.Answered;
        var ungraded = all.Outcomes.Unknown - of.Unknown;
        string[] why = [.. new[] { (of.Lost, Words.WhyLost), (of.Open, Words.WhyOpen), (of.NotReported, Words.WhyNotReported), (of.AtTheLimit, Words.WhyAtTheLimit), (ungraded, Words.WhyUngraded) }.Where(one => one.Item1 > 0).Select(one => one.Item2)];
        return why.Length > 0 ? string.Join(Words.Comma, why) : null;
    }
}
