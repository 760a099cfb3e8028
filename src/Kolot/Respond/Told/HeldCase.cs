using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>Finds the case of a customer who comes by a link that was signed for them.</summary>
public static class HeldCase
{
    /// <summary>A case, held until the transaction ends; null where it is gone. What was merged into another goes on there.</summary>
    public static async Task<Case?> HoldCaseOf(this OrganisationStore store, Guid id, CancellationToken cancel)
    {
        if (await store.CaseOf(id, cancel) is not { } found) return null;
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select 1 from cases where number = {found} for update", cancel);
        return await store.Cases.SingleOrDefaultAsync(row => row.Number == found, cancel);
    }

    /// <summary>The case that has what was written in an enquiry; null where none has it.</summary>
    public static Task<Guid?> CaseOfEnquiry(this OrganisationStore store, Enquiry enquiry, CancellationToken cancel) =>
        store.CaseVoices.Where(one => one.VoiceId == enquiry.VoiceId).Select(one => (Guid?)one.CaseId).SingleOrDefaultAsync(cancel);

    /// <summary>The number of a case, or of that into which it was merged.</summary>
    public static async Task<long?> CaseOf(this OrganisationStore store, Guid id, CancellationToken cancel)
    {
        var found = await store.Cases.AsNoTracking().Where(row => row.Id == id).Select(row => new { row.Number, row.MergedInto }).SingleOrDefaultAsync(cancel);
        return found?.MergedInto is { } into ? await store.Cases.Where(row => row.Id == into).Select(row => (long?)row.Number).SingleOrDefaultAsync(cancel) : found?.Number;
    }
}
