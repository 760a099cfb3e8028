using Kolot.Core;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Sends the letters of one organisation that are due.</summary>
/// <remarks>
/// A letter is taken by moving its due time on; of all nodes one alone succeeds. It says that it is being sent before the server hears of it: whoever never
/// returns from that leaves it uncertain, and a person decides whether it is sent again.
/// </remarks>
public sealed class LetterRound(Stores stores, WriteLetter write, OrganisationMail mail, TimeProvider clock)
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
        var due = await store.Letters.AsNoTracking().Where(letter => letter.DueAt <= now).OrderBy(letter => letter.DueAt).Take(Together).ToListAsync(cancel);
        foreach (var letter in due)
        {
            var reason = letter.State == LetterState.Sending
                ? await Keep(store, letter, letter.DueAt, new(MailEnding.Uncertain, "no_return", null), cancel)
                : await Deal(store, letter, cancel);
            // The others wait until the server answers again.
            if (reason == SendMail.TooSlow) return;
        }
    }

    private async Task<string?> Deal(OrganisationStore store, Letter letter, CancellationToken cancel)
    {
        var until = Now + Lease;
        var taken = store.Letters.Where(other => other.Id == letter.Id && other.State == LetterState.Waiting);
        if (await taken.Where(other => other.DueAt == letter.DueAt).ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, until), cancel) == 0) return null;
        var written = await write.Run(store.Organisation, letter, cancel);
        if (written.Refusal is Refusal.Busy busy)
        {
            var again = Now + busy.RetryAfter;
            await taken.ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, again), cancel);
            return null;
        }

        if (written.Refused) return await End(store, letter, until, (LetterState.Dropped, null), cancel);
        if (await taken.Where(other => other.DueAt == until).ExecuteUpdateAsync(set => set.SetProperty(other => other.State, LetterState.Sending), cancel) == 0) return null;
        return await Keep(store, letter, until, await mail.Send(store.Organisation, written.Value.To, written.Value.Words, cancel), cancel);
    }

    private async Task<string?> Keep(OrganisationStore store, Letter letter, DateTime? lease, MailOutcome outcome, CancellationToken cancel)
    {
        if (outcome.Ending != MailEnding.Later || letter.Tries >= BackOff.Length)
            return await End(store, letter, lease, (outcome.Ending switch { MailEnding.Sent => LetterState.Sent, MailEnding.Uncertain => LetterState.Uncertain, _ => LetterState.Refused }, outcome.Reason), cancel);
        var again = Now + BackOff[letter.Tries];
        await store.Letters.Where(other => other.Id == letter.Id && other.DueAt == lease).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.State, LetterState.Waiting).SetProperty(other => other.DueAt, again)
                .SetProperty(other => other.Tries, letter.Tries + 1).SetProperty(other => other.Reason, outcome.Reason),
            cancel);
        return outcome.Reason;
    }

    private async Task<string?> End(OrganisationStore store, Letter letter, DateTime? lease, (LetterState State, string? Reason) ending, CancellationToken cancel)
    {
        var now = Now;
        await store.Letters.Where(other => other.Id == letter.Id && other.DueAt == lease).ExecuteUpdateAsync(
            set => set.SetProperty(other => other.State, ending.State).SetProperty(other => other.Reason, ending.Reason)
                .SetProperty(other => other.DueAt, (DateTime?)null).SetProperty(other => other.EndedAt, now),
            cancel);
        return ending.Reason;
    }
}
