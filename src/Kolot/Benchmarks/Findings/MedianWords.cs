using System.Globalization;
using Kolot.Core.Benchmarks;

namespace Kolot.Benchmarks.Findings;

/// <summary>Why there is no median time, as it is said.</summary>
public static class MedianWords
{
    /// <summary>One reason.</summary>
    public static string Of(NoMedian why) => Words.ResourceManager.GetString($"NoMedian_{why}", CultureInfo.CurrentUICulture) ?? "";

    /// <summary>All reasons of a group with how many each holds for, in one sentence.</summary>
    public static string Sentence(ReplyTimes times) => times.NoMedianBecause.Count == 0 ? "" : ResultLede.Put(Words.NoMedianBecause, string.Join(Words.Semicolon, times.NoMedianBecause.Select(one => ResultLede.Put(Of(one.Why), one.Of))));
}
