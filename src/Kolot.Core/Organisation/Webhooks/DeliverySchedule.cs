namespace Kolot.Core.Organisation.Webhooks;

/// <summary>When a message is sent again that was not taken.</summary>
/// <remarks>
/// At once, then after 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each up to a tenth later, so that what failed together does not come back together:
/// more than three days in all. An endpoint that says when it wants to be asked again (Retry-After) is not asked before, and not left alone for longer than a day.
/// </remarks>
public static class DeliverySchedule
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How long is waited after each try.</summary>
    public static IReadOnlyList<TimeSpan> Waits { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How often a message is sent at most.</summary>
    public static int Tries => Waits.Count + 1;

    /// <summary>How long to wait; null where it was tried often enough.</summary>
    /// <param name="tries">How often it was tried.</param>
    /// <param name="wanted">How long the endpoint wants to be left alone; null where it did not say.</param>
    /// <param name="chance">From 0 to 1: how much of the tenth is added.</param>
    public static TimeSpan? Next(int tries, TimeSpan? wanted, double chance)
    {
        if (tries > Waits.Count) return null;
        var wait = Waits[Math.Max(tries, 1) - 1] * (1 + (0.1 * Math.Clamp(chance, 0, 1)));
        var asked = wanted is { } left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        return asked > wait ? (asked > Day ? Day : asked) : wait;
    }
}
