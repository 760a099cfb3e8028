using Kolot.Core.Respond.Recovery;

namespace Kolot.Respond.Recovery;

/// <summary>How recoveries are said to members.</summary>
public static class RecoveryWords
{
    /// <summary>A step.</summary>
    public static string Part(RecoveryPart part) => part switch
    {
        RecoveryPart.Admitted => Words.Admitted,
        RecoveryPart.Fixed => Words.Fixed,
        RecoveryPart.Compensated => Words.Compensated,
        _ => Words.Explained,
    };

    /// <summary>What the customer should read of it.</summary>
    public static string Told(RecoveryPart part) => part switch
    {
        RecoveryPart.Admitted => Words.TellAdmitted,
        RecoveryPart.Fixed => Words.TellFixed,
        RecoveryPart.Compensated => Words.TellCompensated,
        _ => Words.TellExplained,
    };

    /// <summary>By what it can be seen.</summary>
    public static string Evidence(RecoveryPart part) => part switch
    {
        RecoveryPart.Admitted => Words.SeeAdmitted,
        RecoveryPart.Fixed => Words.SeeFixed,
        RecoveryPart.Compensated => Words.SeeCompensated,
        _ => Words.SeeExplained,
    };
}
