using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Inviting.Planning;
using Kolot.Listen.OptOuts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Looks once more whether an invitation may go: what was planned yesterday may be unwanted today.</summary>
public sealed class CheckInvitations(IEnumerable<ISparing> sparing, TimeProvider clock)
{
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(1);

    /// <summary>Spares whom it finds, in the rows; the caller saves.</summary>
    /// <returns>Those that may go, with how their readers are called.</returns>
    public async Task<IReadOnlyList<(Invitation Invitation, string? Name)>> Run(OrganisationStore store, IReadOnlyList<Invitation> taken, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await Rest(store, taken, now, cancel)) return [];
        Guid[] customers = [.. taken.Select(row => row.CustomerId).Distinct()];
        Guid[] surveys = [.. taken.Select(row => row.SurveyId).Distinct()];
        Guid[] campaigns = [.. taken.Select(row => row.CampaignId).Distinct()];
        Guid[] firsts = [.. taken.Where(row => row.Reminder > 0).Select(row => row.FirstId).Distinct()];
        var people = await store.Customers.AsNoTracking().Where(row => customers.Contains(row.Id)).Select(row => new { row.Id, row.MergedInto, row.Name }).ToDictionaryAsync(row => row.Id, cancel);
        var open = (await store.Surveys.AsNoTracking().Where(row => surveys.Contains(row.Id) && row.Asked > 0 && row.ClosedAt == null && (row.ClosesAt == null || row.ClosesAt > now) && (row.OpensAt == null || row.OpensAt <= now)).Select(row => row.Id).ToArrayAsync(cancel)).ToHashSet();
        var running = await store.Campaigns.AsNoTracking().Where(row => campaigns.Contains(row.Id) && (row.EndsAt == null || row.EndsAt > now)).Select(row => new { row.Id, row.Purpose }).ToDictionaryAsync(row => row.Id, row => row.Purpose, cancel);
        // Whose address became somebody else's is not written to there.
        var theirs = (await KnownOptOuts.SignsOf(store, customers, cancel)).Select(sign => (sign.Customer, sign.Address?.Value)).ToHashSet();
        var finished = (await store.Invitations.AsNoTracking().Where(row => firsts.Contains(row.Id) && row.FinishedAt != null).Select(row => row.Id).ToArrayAsync(cancel)).ToHashSet();
        var spared = new List<(Purpose Purpose, Spared One)>();
        foreach (var purpose in running.Values.Distinct())
            foreach (var told in sparing)
                spared.AddRange((await told.Among(store, purpose, customers, cancel)).Select(one => (purpose, one)));

        var go = new List<(Invitation, string?)>();
        foreach (var row in taken)
        {
            var why = !people.TryGetValue(row.CustomerId, out var person) ? SkipReason.Erased
                : !open.Contains(row.SurveyId) || !running.ContainsKey(row.CampaignId) ? SkipReason.Closed
                : finished.Contains(row.FirstId) ? SkipReason.AlreadyAnswered
                : row.Address is null || !theirs.Contains((row.CustomerId, row.Address)) ? SkipReason.NoAddress
                : Why(spared, row, running.GetValueOrDefault(row.CampaignId));
            if (why is null) go.Add((row, person?.Name));
            else Spare(row, why.Value);
        }

        return go;
    }

    private static SkipReason? Why(List<(Purpose Purpose, Spared One)> spared, Invitation row, Purpose purpose)
    {
        var found = spared.FindIndex(one => one.Purpose == purpose && one.One.Customer == row.CustomerId && (one.One.Address is null || one.One.Address == row.Address));
        return found < 0 ? null : spared[found].One.Why;
    }

    // At night and on the Sabbath nothing goes, however it came to be late.
    private static async Task<bool> Rest(OrganisationStore store, IReadOnlyList<Invitation> taken, DateTime now, CancellationToken cancel)
    {
        var hours = await InvitingHours.Of(store, cancel);
        if (hours.IsOpen(now)) return false;
        var next = hours.Opens(now) ?? now + Unknown;
        foreach (var row in taken) (row.NextTryAt, row.LeasedBy, row.LeasedUntil) = (next, null, null);
        return true;
    }

    private static void Spare(Invitation row, SkipReason why) =>
        (row.State, row.Skip, row.NextTryAt, row.LeasedBy, row.LeasedUntil) = (InvitationState.Skipped, why, null, null, null);
}
