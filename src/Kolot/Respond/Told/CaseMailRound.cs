using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>Sends the mails about cases of one organisation that are due.</summary>
/// <remarks>
/// A mail is taken by moving its due time on; of all nodes one alone succeeds. It says that it is being sent before the server hears of it: whoever never returns from that leaves it uncertain, and it is never sent twice unasked.
/// </remarks>
public sealed class CaseMailRound(Stores stores, WriteCaseMail write, OrganisationMail mail, TimeProvider clock)
{
    private const int Together = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2)];

    // As exact as both databases are.
    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Sends what is due.</summary>
    public async Task Run(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return;
        await using var store = await stores.Open(organisation, cancel);
        var now = Now;
        foreach (var one in await store.CaseMails.AsNoTracking().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(Together).ToListAsync(cancel))
        {
            var outcome = one.State == CaseMailState.Sending ? new(MailEnding.Uncertain, "no_return", null) : (MailOutcome?)null;
            var reason = outcome is null ? await Deal(store, one, cancel) : await Keep(store, one, one.DueAt, outcome);
            // The others wait until the server answers again.
            if (reason == SendMail.TooSlow) return;
        }
    }

    private async Task<string?> Deal(OrganisationStore store, CaseMail one, CancellationToken cancel)
    {
        var until = Now + Lease;
        var taken = store.CaseMails.Where(row => row.Id == one.Id && row.State == CaseMailState.Waiting);
        if (await taken.Where(row => row.DueAt == one.DueAt).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until), cancel) == 0) return null;
        var written = await write.Run(store, one, cancel);
        if (written.Why is { } why) return await End(store, one, until, (why == WriteCaseMail.Over ? CaseMailState.Dropped : CaseMailState.Refused, why));
        if (await taken.Where(row => row.DueAt == until).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CaseMailState.Sending), cancel) == 0) return null;
        // From here on it comes to its end: broken off, nobody knew whether it went.
        return await Keep(store, one, until, await mail.Send(store.Organisation, written.To, written.Words!, CancellationToken.None));
    }

    private async Task<string?> Keep(OrganisationStore store, CaseMail one, DateTime? lease, MailOutcome outcome)
    {
        if (outcome.Ending != MailEnding.Later || one.Tries >= BackOff.Length)
            return await End(store, one, lease, (outcome.Ending switch { MailEnding.Sent => CaseMailState.Sent, MailEnding.Uncertain => CaseMailState.Uncertain, _ => CaseMailState.Refused }, outcome.Reason));
        var again = Now + BackOff[one.Tries];
        await store.CaseMails.Where(row => row.Id == one.Id && row.DueAt == lease).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, CaseMailState.Waiting).SetProperty(row => row.DueAt, again).SetProperty(row => row.Tries, one.Tries + 1).SetProperty(row => row.Reason, outcome.Reason), CancellationToken.None);
        return outcome.Reason;
    }

    private async Task<string?> End(OrganisationStore store, CaseMail one, DateTime? lease, (CaseMailState State, string? Reason) ending)
    {
        var now = Now;
        await store.CaseMails.Where(row => row.Id == one.Id && row.DueAt == lease).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ending.State).SetProperty(row => row.Reason, ending.Reason).SetProperty(row => row.DueAt, (DateTime?)null).SetProperty(row => row.EndedAt, now), CancellationToken.None);
        return ending.Reason;
    }
}
