using Kolot.Core.Respond.Recovery;

namespace Kolot.Respond.Told;

/// <summary>How the page of whoever was hurt says things, in the customer's language.</summary>
public static class ToldWords
{
    /// <summary>A step by which something is made right.</summary>
    public static string Part(RecoveryPart part) => part switch
    {
        RecoveryPart.Admitted => Words.PartAdmitted,
        RecoveryPart.Fixed => Words.PartFixed,
        RecoveryPart.Compensated => Words.PartCompensated,
        _ => Words.PartExplained,
    };
}
