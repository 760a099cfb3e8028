namespace Kolot.Core.Listen.Rhythm;

/// <summary>How often something is to be heard.</summary>
public enum RhythmPer
{
    /// <summary>So often each week.</summary>
    Week = 0,

    /// <summary>So often each month.</summary>
    Month = 1,
}

/// <summary>A line of the programme's plan, as typed.</summary>
public sealed record RhythmDraft
{
    /// <summary>What is asked, and why: "how was the visit".</summary>
    public string Name { get; init; } = "";

    /// <summary>By which channel, by code; null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>At which touchpoint, by code; null for all.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>How many voices are expected.</summary>
    public string Expected { get; init; } = "";

    /// <summary>Each week or month: <c>week</c>, <c>month</c>.</summary>
    public string Per { get; init; } = "week";

    /// <summary>The version that the writer started from; null for a new one.</summary>
    public int? Version { get; init; }
}

/// <summary>Decides whether a line can stand in the plan.</summary>
public static class RhythmChange
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 120;

    /// <summary>How many lines a plan may have.</summary>
    public const int MostLines = 100;

    private const int MostExpected = 1_000_000;

    /// <summary>What the line says, or what is wrong with it.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="channels">The channels that there are, by code.</param>
    /// <param name="touchpoints">The touchpoints that there are.</param>
    public static Result<(string Name, int Expected, RhythmPer Per)> Decide(RhythmDraft draft, IReadOnlyCollection<string> channels, IReadOnlyCollection<string> touchpoints)
    {
        var faults = new List<Fault>();
        var name = draft.Name.Trim();
        if (name.Length == 0) faults.Add(new("name", "required"));
        else if (name.Length > LongestName || name.Any(char.IsControl)) faults.Add(new("name", "too_long"));
        if (draft.Channel is { Length: > 0 } channel && !channels.Contains(channel)) faults.Add(new("channel", "unknown"));
        if (draft.Touchpoint is { Length: > 0 } touchpoint && !touchpoints.Contains(touchpoint)) faults.Add(new("touchpoint", "unknown"));
        if (!int.TryParse(draft.Expected.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var expected) || expected is < 1 or > MostExpected)
            faults.Add(new("expected", "not_a_count"));
        if (draft.Per is not ("week" or "month")) faults.Add(new("per", "unknown"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : (name, expected, draft.Per == "month" ? RhythmPer.Month : RhythmPer.Week);
    }
}
