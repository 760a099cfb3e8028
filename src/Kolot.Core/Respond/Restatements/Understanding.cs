using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Respond.Restatements;

/// <summary>Whether a customer was understood before their matter was solved.</summary>
public enum Understanding
{
    /// <summary>Nobody said back what they meant.</summary>
    None = 0,

    /// <summary>It was said back, and they have not answered.</summary>
    Waiting = 1,

    /// <summary>They confirmed it.</summary>
    Confirmed = 2,

    /// <summary>They corrected it, and nobody has said it anew.</summary>
    Corrected = 3,

    /// <summary>It was left out, with a reason.</summary>
    Skipped = 4,
}

/// <summary>Reads and counts understanding.</summary>
public static class Understandings
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>Where a case stands, by its restatements in their order.</summary>
    /// <remarks>Once confirmed it stays so until it is said anew; a later one that was replaced says nothing.</remarks>
    public static Understanding Of(IEnumerable<RestatementEnding> restatements) => restatements.Aggregate(Understanding.None, (before, ending) => ending switch
    {
        RestatementEnding.Waiting => Understanding.Waiting,
        RestatementEnding.Confirmed => Understanding.Confirmed,
        RestatementEnding.Corrected => Understanding.Corrected,
        RestatementEnding.Skipped => Understanding.Skipped,
        _ => before,
    });

    /// <summary>A text as it was typed, in the customer's terms, or the reason for leaving it out.</summary>
    public static Result<string> Read(string? typed, string field)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(typed, LongestText, field, faults);
        if (text is null) faults.Add(new(field, "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : text!;
    }

    /// <summary>The share of answered cases whose customers confirmed that they were understood: all others count as not, whatever the reason.</summary>
    public static Said<Share> ShareOf(IReadOnlyCollection<Understanding> answered) =>
        answered.Count is > 0 and < Measure.Fewest ? CannotSay.TooFew : Share.Of(answered.Count(one => one == Understanding.Confirmed), answered.Count);
}
