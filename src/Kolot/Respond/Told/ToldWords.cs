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

    /// <summary>What customers may say that it cost them, in minutes, with what that is called.</summary>
    public static IReadOnlyList<(int Minutes, string Label)> OwnTimes =>
        [(5, Words.OwnTime5), (15, Words.OwnTime15), (30, Words.OwnTime30), (60, Words.OwnTime60), (120, Words.OwnTime120), (240, Words.OwnTime240), (480, Words.OwnTime480)];
}
