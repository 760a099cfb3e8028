using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Running.Logs;

/// <summary>One line of the log, with nothing in it that a customer is or said, nor any secret.</summary>
/// <remarks>
/// What Kolot says itself names organisations and ids and is written as it is. The frameworks beneath say whatever they meet, addresses with what was searched
/// for among it: of theirs the sentence is written, and in it numbers, times, ids, and those few texts that are known to be the machine's own.
/// </remarks>
internal sealed partial record LogLine(LogLevel Level, string Category, string Message)
{
    private const string Ours = "Kolot.";
    private const string Template = "{OriginalFormat}";

    // What the machine calls itself and its parts; none of it comes with a request.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "envName", "contentRoot", "connectionId", "traceIdentifier", "contextType", "commandType", "endpointName", "lifetime", "provider", "version",
    };

    /// <summary>When.</summary>
    public required DateTime At { get; init; }

    /// <summary>In which request: the number that the page of the fault shows; null outside of any.</summary>
    public string? Request { get; init; }

    /// <summary>What the sentence speaks of, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Values { get; init; } = [];

    /// <summary>What went wrong, outermost first.</summary>
    public IReadOnlyList<LoggedFault> Faults { get; init; } = [];

    /// <summary>The line of what was said at a moment.</summary>
    public static LogLine Of<T>(in LogEntry<T> entry, DateTime at)
    {
        var ours = entry.Category.StartsWith(Ours, StringComparison.Ordinal) || entry.Category == "Kolot";
        var state = entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        KeyValuePair<string, string>[] values = [.. state.Where(one => one.Key != Template).Select(one => KeyValuePair.Create(one.Key, Tell(one.Key, one.Value, ours)))];
        return new(entry.LogLevel, entry.Category, Sentence(state, values) ?? (ours ? OneLine(entry.Formatter(entry.State, null)) : entry.EventId.Name ?? ""))
        {
            At = at,
            Request = Activity.Current?.TraceId.ToString(),
            Values = values,
            Faults = LoggedFault.Of(entry.Exception),
        };
    }

    private static string? Sentence(IReadOnlyList<KeyValuePair<string, object?>> state, KeyValuePair<string, string>[] values) =>
        state.FirstOrDefault(one => one.Key == Template).Value is string template
            ? OneLine(Hole().Replace(template, hole => Array.Find(values, one => one.Key == hole.Groups["name"].Value).Value ?? ""))
            : null;

    private static string Tell(string name, object? value, bool ours) => value switch
    {
        null => "",
        Exception fault => fault.GetType().Name,
        Type type => type.Name,
        bool or Enum => value.ToString() ?? "",
        byte or short or int or uint or long or ulong or float or double or decimal or TimeSpan or DateTime or DateTimeOffset or Guid =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ when ours || Harmless.Contains(name) => OneLine(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
        _ => "…",
    };

    // Whoever could break a line could write one of their own.
    private static string OneLine(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && !text.Contains('\u007F', StringComparison.Ordinal)
        ? text
        : string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    [GeneratedRegex(@"\{(?<name>[^{}:,]+)(?:[,:][^{}]*)?\}")]
    private static partial Regex Hole();
}
