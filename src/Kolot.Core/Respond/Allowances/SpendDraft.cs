namespace Kolot.Core.Respond.Allowances;

/// <summary>Something that is to be spent.</summary>
/// <param name="Kind">For a mishap, or of one's own accord.</param>
/// <param name="Amount">In hundredths of the currency.</param>
/// <param name="What">What the customer gets; null where the sum says all.</param>
public sealed record SpendDraft(SpendKind Kind, long Amount, string? What)
{
    /// <summary>The longest note, in characters.</summary>
    public const int LongestWhat = 300;

    /// <summary>Reads what was typed.</summary>
    public static Result<SpendDraft> Read(SpendKind? kind, string? amount, string? what)
    {
        var faults = new List<Fault>();
        if (kind is null || !Enum.IsDefined(kind.Value)) faults.Add(new("kind", "unknown"));
        var sum = Amounts.Read(amount, "amount", faults);
        if (sum is null && !faults.Any(fault => fault.Field == "amount")) faults.Add(new("amount", "required"));
        if (sum == 0) faults.Add(new("amount", "out_of_range"));
        var note = PlainText.Of(what, LongestWhat, "what", faults);
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new SpendDraft(kind!.Value, sum!.Value, note);
    }
}
