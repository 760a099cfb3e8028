namespace Kolot.Core.Respond.Clocks;

/// <summary>What a clock of a case runs for.</summary>
public enum ClockPurpose
{
    /// <summary>That whoever is hurt hears from a person for the first time.</summary>
    FirstAnswer = 0,

    /// <summary>That whoever wrote again hears again.</summary>
    NextAnswer = 1,

    /// <summary>That the case is closed.</summary>
    Solution = 2,

    /// <summary>That whoever asked for it is called.</summary>
    CallBack = 3,

    /// <summary>That somebody stands at the door after the hour that was agreed on.</summary>
    Visit = 4,

    /// <summary>That a deal that was cancelled is charged for no more.</summary>
    Cancellation = 5,
}
