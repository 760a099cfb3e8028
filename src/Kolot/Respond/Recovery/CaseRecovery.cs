using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Recovery;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Recovery;

/// <summary>How far a case's matter was made right.</summary>
/// <param name="Row">The case.</param>
/// <param name="Made">The steps that were made, in order.</param>
/// <param name="Names">Members by their ids.</param>
public sealed record RecoveryOfCase(Case Row, IReadOnlyList<RecoveryStep> Made, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>How far it has come. Who was compensated from the allowance was compensated, whether or not somebody wrote so.</summary>
    public RecoveryStory Story => RecoveryStory.Of(Made.Select(step => step.Part), Spent.Count > 0);

    /// <summary>What was spent for it and not taken back: evidence that there is already.</summary>
    public IReadOnlyList<AllowanceEntry> Spent { get; init; } = [];

    /// <summary>By what the customer reads what is written to them.</summary>
    public required CaseReached Reached { get; init; }

    /// <summary>Whether something is to be made right here: by what the case is, or since somebody began.</summary>
    public bool IsRecovery => Row.Kind is CaseKind.Recovery or CaseKind.Complaint || Made.Count > 0;

    /// <summary>The sum of what was spent, in hundredths.</summary>
    public long Sum => Spent.Sum(entry => entry.Amount);
}

/// <summary>Reads it.</summary>
public sealed class CaseRecovery(Stores stores, CasesReached reached)
{
    /// <summary>Of a case within reach; null where there is none.</summary>
    public async Task<RecoveryOfCase?> Of(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row) return null;
        var cases = await store.Together(row, cancel);
        var made = await store.RecoverySteps.AsNoTracking().Where(step => cases.Contains(step.CaseId)).OrderBy(step => step.At).ToListAsync(cancel);
        var entries = await store.AllowanceEntries.AsNoTracking().Where(entry => cases.Contains(entry.CaseId)).OrderBy(entry => entry.At).ToListAsync(cancel);
        var back = entries.Select(entry => entry.ReversesId).ToHashSet();
        return new(row, made, await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel))
        {
            Reached = await reached.Of(store, row, cancel),
            Spent = [.. entries.Where(entry => entry.ReversesId is null && !back.Contains(entry.Id) && entry.Kind == SpendKind.Compensation)],
        };
    }
}
