namespace Kolot.Core.Understand.Measures;

/// <summary>To which voices a measure is limited, written as it would stand in an address: <c>channel=phone&amp;channel=mail&amp;kind=complaint</c>.</summary>
/// <remarks>Attributes of customers are not among it: who reads scores need not be one who may read of customers.</remarks>
public static class VoiceLimits
{
    /// <summary>By what a measure can be limited.</summary>
    public static IReadOnlyList<string> Names { get; } = ["channel", "stage", "touchpoint", "unit", "kind", "language"];

    /// <summary>Writes limits, in the order of their names.</summary>
    public static string Write(IEnumerable<(string Name, string Code)> limits) => string.Join('&', limits.Distinct()
        .OrderBy(limit => Names.ToList().IndexOf(limit.Name)).ThenBy(limit => limit.Code, StringComparer.Ordinal)
        .Select(limit => $"{limit.Name}={Uri.EscapeDataString(limit.Code)}"));

    /// <summary>Reads them: for each name the codes of which one is enough.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Codes)> Read(string written) =>
    [
        .. written.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0], pair => Uri.UnescapeDataString(pair[1])).Select(limit => (limit.Key, (IReadOnlyList<string>)[.. limit])),
    ];
}
