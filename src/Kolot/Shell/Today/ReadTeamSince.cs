using Kolot.Core.Organisation;
using Kolot.Core.Respond.Recovery;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>Reads what was done within somebody's reach since a moment: what was closed and how, what was put right, what was given.</summary>
public sealed class ReadTeamSince(Stores stores)
{
    /// <summary>What was done.</summary>
    /// <param name="Closed">What was closed, the newest first; of what was closed twice, the last time.</param>
    /// <param name="Recovered">For whom something was put right, and which steps are made by now.</param>
    /// <param name="Given">How much was given, in hundredths, without what was taken back.</param>
    public sealed record Done(IReadOnlyList<Case> Closed, IReadOnlyList<(Case Case, RecoveryStory Story)> Recovered, long Given)
    {
        /// <summary>How many of the closed ones their customers confirmed.</summary>
        public int Confirmed => Closed.Count(row => row.Confirmed == true);

        /// <summary>Whether anything was.</summary>
        public bool IsAnything => Closed.Count > 0 || Recovered.Count > 0 || Given != 0;
    }

    /// <summary>Loads it.</summary>
    public async Task<Done> Run(Member reader, DateTime since, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.CasesSeenBy(reader).AsNoTracking();
        // What was merged into another goes on there, and says neither yes nor no.
        var closed = await seen.Where(row => row.ClosedAt > since && row.MergedInto == null && row.Confirmed != null).OrderByDescending(row => row.ClosedAt).ToListAsync(cancel);
        var hurt = await seen.Where(row => store.RecoverySteps.Any(step => step.CaseId == row.Id && step.At > since)).OrderBy(row => row.Number).ToListAsync(cancel);
        var ids = hurt.Select(row => row.Id).ToArray();
        var made = (await store.RecoverySteps.AsNoTracking().Where(step => EF.Parameter(ids).Contains(step.CaseId)).Select(step => new { step.CaseId, step.Part }).ToListAsync(cancel)).ToLookup(step => step.CaseId, step => step.Part);
        var given = await store.AllowanceEntries.Where(entry => entry.At > since && seen.Any(row => row.Id == entry.CaseId)).SumAsync(entry => entry.Amount, cancel);
        return new(closed, [.. hurt.Select(row => (row, RecoveryStory.Of(made[row.Id])))], given);
    }
}
