namespace Kolot.Core.Listen.Inviting;

/// <summary>Another invitation of the same customer, sent or still to go, that counts for how often they are asked.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it went, or goes.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Way">By which way.</param>
/// <param name="Yields">The priority of its campaign while it is only planned, and so may yield to a higher one; null where it went, or is going.</param>
public readonly record struct OtherInvitation(Guid Id, DateTime At, Purpose Purpose, string Way, Priority? Yields);

/// <summary>That somebody would be asked too often.</summary>
/// <param name="Until">From when on they may be asked.</param>
/// <param name="Because">The invitation that must be so long ago first.</param>
public readonly record struct TooSoon(DateTime Until, Guid Because);

/// <summary>The rules of how often customers may be asked, together.</summary>
/// <remarks>Windows roll and are open at their end: at most 1 in 30 days allows the next exactly 30 days later. What goes only later counts as much as what went.</remarks>
public sealed class Frequency(IReadOnlyList<FrequencyRule> rules)
{
    /// <summary>The longest window; what lies further away counts for nothing.</summary>
    public TimeSpan Longest { get; } = TimeSpan.FromDays(rules.Select(rule => rule.Days).DefaultIfEmpty(0).Max());

    /// <summary>Whether somebody would be asked too often, were they asked at a moment; null where not.</summary>
    public TooSoon? Check(DateTime at, Purpose purpose, string way, IReadOnlyList<OtherInvitation> others)
    {
        if (others.Count == 0) return null;
        TooSoon? soon = null;
        var sorted = others.OrderBy(other => other.At).ToArray();
        // Each step is forced by one rule; the first moment at which none forces another is the answer. Windows end, so it comes.
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var rule in rules)
            {
                if (!Holds(rule, purpose, way) || Broken(rule, soon?.Until ?? at, sorted) is not { } broken) continue;
                soon = new(broken.At.AddDays(rule.Days), broken.Id);
                moved = true;
            }
        }

        return soon;
    }

    // The first of as many invitations as the rule allows that lie within one window together with the new one.
    private static OtherInvitation? Broken(FrequencyRule rule, DateTime at, OtherInvitation[] sorted)
    {
        OtherInvitation[] counted = rule is { Purpose: null, Way: null } ? sorted : [.. sorted.Where(other => Holds(rule, other.Purpose, other.Way))];
        var window = TimeSpan.FromDays(rule.Days);
        for (var first = 0; first + rule.Most <= counted.Length; first++)
        {
            var (begins, ends) = (counted[first].At, counted[first + rule.Most - 1].At);
            if ((ends > at ? ends : at) - (begins < at ? begins : at) < window) return counted[first];
        }

        return null;
    }

    private static bool Holds(FrequencyRule rule, Purpose purpose, string way) => (rule.Purpose is null || rule.Purpose == purpose) && (rule.Way is null || rule.Way == way);
}
