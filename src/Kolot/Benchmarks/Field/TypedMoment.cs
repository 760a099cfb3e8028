using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Respond.Commitments;

namespace Kolot.Benchmarks.Field;

/// <summary>A moment as somebody types it where the organisation is. Minutes are what a study is made of: an hour that comes twice is asked about, one that never was is refused.</summary>
internal static class TypedMoment
{
    /// <summary>The field that says which of both is meant.</summary>
    public static string TurnField(string field) => field + "-turn";

    /// <summary>As that field writes it.</summary>
    public static string Of(WallTurn turn) => turn == WallTurn.Summer ? "summer" : "winter";

    /// <summary>What was typed, UTC; null where nothing was, or where it is no moment.</summary>
    public static DateTime? Read(Func<string, string?> typed, string field, TimeZoneInfo zone, ICollection<Fault> faults)
    {
        if (LocalMoment.Wall(typed(field), field, faults) is not { } wall) return null;
        var read = WallTime.Read(wall, zone, typed(TurnField(field)) switch { "summer" => WallTurn.Summer, "winter" => WallTurn.Winter, _ => null }, field);
        if (read.Refusal is not Refusal.Invalid wrong) return read.Value;
        foreach (var fault in wrong.Faults) faults.Add(fault);
        return null;
    }
}
