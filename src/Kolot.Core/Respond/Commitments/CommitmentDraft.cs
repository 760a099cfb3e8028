namespace Kolot.Core.Respond.Commitments;

/// <summary>A commitment as somebody wants to make it.</summary>
/// <param name="Text">What is promised: a sentence of an answer, or one's own.</param>
/// <param name="To">To whom, as the customer is called; null for whoever the case is of.</param>
/// <param name="DueAt">By when.</param>
public sealed record CommitmentDraft(string Text, string? To, DateTime DueAt)
{
    /// <summary>The longest sentence, in characters.</summary>
    public const int LongestText = 600;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 200;

    /// <summary>How far ahead something can be promised to one customer.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    /// <summary>Reads what was typed.</summary>
    public static Result<CommitmentDraft> Read(string? text, string? to, DateTime? due, DateTime now)
    {
        var faults = new List<Fault>();
        var said = PlainText.Of(text, LongestText, "text", faults);
        if (said is null) faults.Add(new("text", "required"));
        var name = PlainText.Of(to, LongestName, "to", faults);
        if (due is not { } by) faults.Add(new("due", "required"));
        else if (by <= now) faults.Add(new("due", "in_past"));
        else if (by - now > Furthest) faults.Add(new("due", "too_far"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new CommitmentDraft(said!, name, due!.Value);
    }
}
