namespace Kolot.Core.Respond.Cases;

/// <summary>Somebody who may own a case.</summary>
/// <param name="Member">Who.</param>
/// <param name="Open">How many open cases are theirs.</param>
public sealed record Hand(Guid Member, int Open)
{
    /// <summary>What they are good at; none for everything.</summary>
    public IReadOnlyList<CaseKind> Kinds { get; init; } = [];

    /// <summary>In which languages they answer; none for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>How many open cases they take at most; null for no limit.</summary>
    public int? Most { get; init; }

    /// <summary>Until when they rest; null while they do not.</summary>
    public DateTime? RestsUntil { get; init; }

    /// <summary>How far their unit is above the case's: 0 for its own. The nearest come first.</summary>
    public int Distance { get; init; }

    /// <summary>The number of the newest open case that is theirs; 0 for none.</summary>
    public long Newest { get; init; }
}

/// <summary>What a case asks of whoever owns it.</summary>
/// <param name="Kind">Of which kind it is.</param>
/// <param name="Language">In which language its customer speaks; null for unknown.</param>
public readonly record struct Wanted(CaseKind Kind, string? Language);

/// <summary>Says who owns a new case: by skill, load and rest.</summary>
public static class Distribution
{
    /// <summary>Who; null where nobody can take it, and it waits for somebody to come.</summary>
    /// <remarks>
    /// Whoever has the skill, does not rest and has room: of those the nearest to the case's unit, of those whoever has the least open, of those whoever was given one longest ago.
    /// A skill that nobody has keeps no case from being owned; rest and room do.
    /// </remarks>
    public static Guid? Choose(IEnumerable<Hand> hands, Wanted wanted, DateTime now)
    {
        Hand[] there = [.. hands.Where(hand => (hand.RestsUntil is not { } until || until <= now) && (hand.Most is not { } most || hand.Open < most))];
        Hand[] skilled = [.. there.Where(hand => IsSkilled(hand, wanted))];
        return (skilled.Length > 0 ? skilled : there)
            .OrderBy(hand => hand.Distance).ThenBy(hand => hand.Open).ThenBy(hand => hand.Newest).ThenBy(hand => hand.Member)
            .Select(hand => (Guid?)hand.Member).FirstOrDefault();
    }

    private static bool IsSkilled(Hand hand, Wanted wanted) =>
        (hand.Kinds.Count == 0 || hand.Kinds.Contains(wanted.Kind)) && (hand.Languages.Count == 0 || wanted.Language is not { } language || hand.Languages.Contains(language));
}
