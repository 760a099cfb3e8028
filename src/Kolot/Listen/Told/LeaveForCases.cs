using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Listen.Keeping;

namespace Kolot.Listen.Told;

/// <summary>Leaves, with voices that are heard for the first time, the errand to see whether somebody is to follow them up. History is read and measured, and starts nothing.</summary>
internal static class LeaveForCases
{
    /// <summary>The errand's kind; its subject is the voice.</summary>
    public const string Errand = "voice.follow";

    /// <summary>Leaves them, in the transaction that keeps the voices.</summary>
    public static async Task Run(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, Heard[] heard, CancellationToken cancel)
    {
        var fresh = new List<object?[]>();
        for (var index = 0; index < heard.Length; index++)
            if (heard[index].Outcome == Outcome.Kept && !voices[index].Voice.History) fresh.Add([Errand, heard[index].Id.ToString(), voices[index].Voice.KeptAt, 0]);
        if (fresh.Count > 0) await transaction.InsertNew("errands", ["kind", "subject", "due_at", "tries"], fresh, cancel);
    }
}
