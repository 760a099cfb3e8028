using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Listen.VoiceStream;

namespace Kolot.Respond.Effectiveness;

/// <summary>Which cases a number is made of: what was counted of them, over which days, narrowed as the number is. It stands in the address to which the number leads.</summary>
public sealed record CountedQuery
{
    private const int LongestText = 300;

    /// <summary>What was counted: one of <see cref="OutcomeQuestions"/>, without how these begin.</summary>
    public required string Of { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Only those that came to this.</summary>
    public double? Score { get; init; }

    /// <summary>Codes of channel, stage, touchpoint, unit, kind and language.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();

    /// <summary>What customers' attributes are to be.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Only what was known before this place in time: the page to read.</summary>
    public long? Before { get; init; }

    /// <summary>What can be counted.</summary>
    public static IReadOnlyList<string> All { get; } = [.. new[] { OutcomeQuestions.Confirmed, OutcomeQuestions.SolvedAtFirst, OutcomeQuestions.ContactAgain, OutcomeQuestions.OwnMinutes }.Select(question => question[OutcomeQuestions.Prefix.Length..])];

    /// <summary>The kind of voice; null for any, and for one that there is not.</summary>
    public VoiceKind? Kind => Chosen.TryGetValue("kind", out var code) && Enum.TryParse<VoiceKind>(code, ignoreCase: true, out var kind) ? kind : null;

    /// <summary>Reads an address. What it cannot read it leaves out.</summary>
    public static CountedQuery FromAddress(IQueryCollection query)
    {
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;
        DateOnly? Day(string name) => DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day is { Year: >= 1990 and < 2100 } ? day : null;
        return new()
        {
            Of = All.FirstOrDefault(one => one == Text("of")) ?? All[0], From = Day("from"), To = Day("to"),
            Score = double.TryParse(Text("score"), NumberStyles.Float, CultureInfo.InvariantCulture, out var score) && double.IsFinite(score) ? score : null,
            Before = StreamQuery.PlaceOf(Text("before")),
            Chosen = new[] { "channel", "stage", "touchpoint", "unit", "kind", "language" }.Where(name => Text(name) is not null).ToDictionary(name => name, name => Text(name) ?? ""),
            Attributes = query.Keys.Where(name => name.StartsWith("is.", StringComparison.Ordinal) && name.Length > 3 && Text(name) is not null).Take(8).ToDictionary(name => name[3..], name => Text(name) ?? ""),
        };
    }
}
