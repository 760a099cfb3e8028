namespace Kolot.Store;

/// <summary>What changed hours leave behind: whatever was reckoned by them is to be reckoned anew.</summary>
public static class HoursChanged
{
    /// <summary>The errand's kind; its subject is the number of the case after which to go on.</summary>
    public const string Errand = "hours.changed";

    // Each node remembers hours for two seconds: what was begun by the old ones meanwhile is found, too.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);

    /// <summary>Leaves it, in the transaction that keeps the change. The caller saves.</summary>
    public static void LeaveHoursChanged(this OrganisationStore store, DateTime at) => store.Errands.Add(new() { Kind = Errand, Subject = "0", DueAt = at + Remembered });

    /// <summary>Leaves it for those after a case.</summary>
    public static void LeaveHoursChanged(this OrganisationStore store, DateTime at, long after) => store.Errands.Add(new() { Kind = Errand, Subject = after.ToString(System.Globalization.CultureInfo.InvariantCulture), DueAt = at });
}
