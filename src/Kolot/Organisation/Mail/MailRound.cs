using System.Collections.Concurrent;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Mail;

/// <summary>Sends the mails of one kind that are due in an organisation.</summary>
/// <remarks>
/// A mail is taken by moving its time on; of all nodes one alone succeeds. It says that it is being sent before the server hears of it: whoever never returns from
/// that leaves it uncertain, and nothing is sent twice by itself.
/// </remarks>
public sealed class MailRound<TRow>(Stores stores, IMailKind<TRow> kind, OrganisationMail mail, TimeProvider clock)
    where TRow : class, IMailed
{
    private const int Together = 100;

    // Longer than writing one and a whole conversation with a mail server take.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    private readonly ConcurrentDictionary<string, DateTime> shut = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends what is due.</summary>
    public async Task Run(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return;
        await using var store = await stores.Open(organisation, cancel);
        var (rows, now, moved) = (store.Set<TRow>(), Now, true);
        await End(rows.Where(row => row.Mail == MailState.Sending && row.MailAt <= now), MailState.Uncertain, "no_return", cancel);
        while (moved && !cancel.IsCancellationRequested && !Rests(organisation))
        {
            now = Now;
            var due = await rows.Where(row => row.Mail == MailState.Waiting && row.MailAt <= now).OrderBy(row => row.MailAt).Take(Together).Select(row => row.Id).ToListAsync(cancel);
            moved = false;
            foreach (var id in due)
            {
                // The others wait until the server answers again.
                if (cancel.IsCancellationRequested || Rests(organisation)) return;
                moved |= await Deal(store, rows.AsNoTracking().Where(row => row.Id == id), cancel);
            }
        }
    }

    private bool Rests(string organisation) => shut.TryGetValue(organisation, out var until) && until > Now;

    private async Task<bool> Deal(OrganisationStore store, IQueryable<TRow> one, CancellationToken cancel)
    {
        var (now, waiting) = (Now, one.Where(row => row.Mail == MailState.Waiting));
        DateTime? until = now + Lease;
        if (await waiting.Where(row => row.MailAt <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, until), cancel) == 0) return false;
        var mine = waiting.Where(row => row.MailAt == until);
        if (await mine.SingleOrDefaultAsync(cancel) is not { } row) return true;
        var written = await kind.Write(store, row, cancel);
        if (written.Refusal is { } no) await Spare(mine, no, cancel);
        else if (await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.Mail, MailState.Sending), cancel) == 1)
            await Note(one.Where(row => row.Mail == MailState.Sending && row.MailAt == until), (store.Organisation, row.MailTries), await mail.Send(store.Organisation, written.Value.To, written.Value.Words, CancellationToken.None));
        return true;
    }

    private async Task Spare(IQueryable<TRow> mine, Refusal refusal, CancellationToken cancel)
    {
        DateTime? again = Now + ((refusal as Refusal.Busy)?.RetryAfter ?? Lease);
        if (refusal is Refusal.Busy) await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, again), cancel);
        else if (refusal is Refusal.Invalid { Faults: [var fault, ..] }) await End(mine, MailState.Refused, fault.Reason, cancel);
        else await End(mine, MailState.Dropped, null, cancel);
    }

    // However this node is doing: what was handed over is written down.
    private async Task Note(IQueryable<TRow> mine, (string Organisation, int Tries) of, MailOutcome outcome)
    {
        if (outcome.Reason == SendMail.TooSlow || outcome is { Ending: MailEnding.Later, Stage: MailStage.Reaching or MailStage.SigningIn }) shut[of.Organisation] = Now + Rest;
        if (outcome.Ending != MailEnding.Later || of.Tries >= BackOff.Length)
        {
            await End(mine, outcome.Ending switch { MailEnding.Sent => MailState.Sent, MailEnding.Uncertain => MailState.Uncertain, _ => MailState.Refused }, outcome.Reason, CancellationToken.None);
            return;
        }

        DateTime? again = Now + BackOff[of.Tries];
        await mine.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Mail, MailState.Waiting).SetProperty(row => row.MailAt, again).SetProperty(row => row.MailTries, row => row.MailTries + 1).SetProperty(row => row.MailReason, outcome.Reason),
            CancellationToken.None);
    }

    private static async Task End(IQueryable<TRow> mine, MailState state, string? reason, CancellationToken cancel) => await mine.ExecuteUpdateAsync(
        set => set.SetProperty(row => row.Mail, state).SetProperty(row => row.MailReason, reason).SetProperty(row => row.MailAt, (DateTime?)null).SetProperty(row => row.MailTries, row => row.MailTries + 1), cancel);
}
