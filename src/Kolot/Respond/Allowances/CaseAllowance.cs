using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>What was given in a case from allowances, and what whoever looks may still give.</summary>
/// <param name="Row">The case.</param>
/// <param name="Entries">The ledger, in order.</param>
/// <param name="Purse">What may still be given.</param>
/// <param name="Names">Members by their ids.</param>
public sealed record AllowanceInCase(Case Row, IReadOnlyList<AllowanceEntry> Entries, Purse Purse, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>The sum, in hundredths.</summary>
    public long Sum => Entries.Sum(entry => entry.Amount);

    /// <summary>The currency of the sums.</summary>
    public string Currency { get; init; } = Currencies.Shekels;

    /// <summary>The sums that are spent by one press.</summary>
    public IReadOnlyList<long> Offered { get; } = Amounts.Offered(Purse.Left);

    /// <summary>What one gives here first of all: for a mishap, or of one's own accord.</summary>
    public SpendKind Usual => Row.Kind is CaseKind.Complaint or CaseKind.Recovery ? SpendKind.Compensation : SpendKind.Gesture;

    /// <summary>Whether an entry was taken back.</summary>
    public bool IsTakenBack(AllowanceEntry entry) => Entries.Any(other => other.ReversesId == entry.Id);
}

/// <summary>Reads it.</summary>
public sealed class CaseAllowance(Stores stores, KnownHours hours)
{
    /// <summary>Of a case within reach; null where there is none.</summary>
    public async Task<AllowanceInCase?> Of(Member reader, long number, CancellationToken cancel)
    {
        var now = hours.Now;
        var month = AllowanceBook.MonthOf(now, (await hours.Of(reader.Organisation, cancel)).Zone);
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row) return null;
        var cases = await store.Together(row, cancel);
        var entries = await store.AllowanceEntries.AsNoTracking().Where(entry => cases.Contains(entry.CaseId)).OrderBy(entry => entry.At).ToListAsync(cancel);
        return new(row, entries, await store.PurseOf(reader, row, (now, month), cancel), await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel))
        {
            Currency = await store.Profiles.Select(profile => profile.Currency).FirstOrDefaultAsync(cancel) ?? Currencies.Shekels,
        };
    }
}
