namespace Kolot.Core.Respond.Lessons;

/// <summary>Why a case was hard, so that something is to be learned from it. Several may hold.</summary>
[Flags]
public enum HardReasons
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>It hurt the customer much: 3 or 4 of four.</summary>
    Severe = 1,

    /// <summary>One of its clocks was late.</summary>
    Late = 2,

    /// <summary>Something that was promised in it was not kept.</summary>
    Broken = 4,

    /// <summary>It went on after it was closed.</summary>
    Reopened = 8,
}

/// <summary>Says which cases are hard.</summary>
public static class HardCase
{
    /// <summary>From which severity on a case is hard by itself.</summary>
    public const int Severe = 3;

    /// <summary>How long after it was asked a lesson that nobody wrote is asked again.</summary>
    public static readonly TimeSpan AskedAgain = TimeSpan.FromDays(3);

    /// <summary>Every single reason.</summary>
    public static IReadOnlyList<HardReasons> Each { get; } = [HardReasons.Severe, HardReasons.Late, HardReasons.Broken, HardReasons.Reopened];

    /// <summary>Why a case was hard.</summary>
    /// <param name="severity">How much it hurt, 1 to 4.</param>
    /// <param name="late">Whether a clock was late.</param>
    /// <param name="broken">Whether a commitment was broken.</param>
    /// <param name="reopened">How often it went on after it was closed.</param>
    public static HardReasons Of(int severity, bool late, bool broken, int reopened) =>
        (severity >= Severe ? HardReasons.Severe : 0) | (late ? HardReasons.Late : 0) | (broken ? HardReasons.Broken : 0) | (reopened > 0 ? HardReasons.Reopened : 0);
}
