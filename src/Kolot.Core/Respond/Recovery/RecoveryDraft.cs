namespace Kolot.Core.Respond.Recovery;

/// <summary>One step as it was made.</summary>
/// <param name="Part">Which.</param>
/// <param name="Told">What the customer reads of it.</param>
/// <param name="Evidence">By what it can be seen that it happened; for those who answer alone.</param>
public sealed record RecoveryDraft(RecoveryPart Part, string Told, string Evidence)
{
    /// <summary>The longest text of either, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>Reads what was typed.</summary>
    public static Result<RecoveryDraft> Read(RecoveryPart? part, string? told, string? evidence)
    {
        var faults = new List<Fault>();
        if (part is null || !Enum.IsDefined(part.Value)) faults.Add(new("part", "unknown"));
        var said = PlainText.Of(told, LongestText, "told", faults);
        if (said is null) faults.Add(new("told", "required"));
        var seen = PlainText.Of(evidence, LongestText, "evidence", faults);
        if (seen is null) faults.Add(new("evidence", "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new RecoveryDraft(part!.Value, said!, seen!);
    }
}
