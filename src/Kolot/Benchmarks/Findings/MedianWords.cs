using System.Globalization;
using Kolot.Core.Benchmarks;

namespace Kolot.Benchmarks.Findings;

/// <summary>Why there is no median time, as it is said.</summary>
public static class MedianWords
{
    /// <summary>One reason.</summary>
    public static string Of(NoMedian why, long count) => (count == 1 ? Told($"NoMedian_{why}_One") : null) ?? Told($"NoMedian_{why}") ?? "";

    /// <summary>All reasons of a group with how many each holds for, in one sentence.</summary>
    public static string Sentence(ReplyTimes times) => times.NoMedianBecause.Count == 0 ? "" : ResultLede.Put(Words.NoMedianBecause, string.Join(Words.Semicolon, times.NoMedianBecause.Select(one => ResultLede.Put(Of(one.Why, one.Of), one.Of))));

    private static string? Told(string name) => Words.ResourceManager.GetString(name, CultureInfo.CurrentUICulture);
}
