using Kolot.Core;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Looks at the mailboxes of an organisation's studies that are due, and keeps what answers a probe.</summary>
/// <remarks>
/// A mailbox is taken by moving its time on; of all nodes one alone succeeds, and says with each step how far it came. Whoever never returns leaves it to another, which reads the last mails again:
/// a mail is known by its id, and kept once. Nothing is held in the database while a server is waited for.
/// </remarks>
public sealed class MailboxRound(Stores stores, StudyMailboxes mailboxes, TakeProbeMail take, TimeProvider clock)
{
    // At once, so that a server that says nothing holds up no other mailbox.
    private const int AtOnce = 4;

    // Of so many mails the heads are asked for together.
    private const int Together = 100;

    // Longer than a server may take over one thing, and than what is written after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    // Then it is looked at again, and others have their turn.
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];

    // As exact as both databases are.
    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Looks at those that are due.</summary>
    public async Task Run(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return;
        var now = Now;
        Guid[] due;
        await using (var store = await stores.Open(organisation, cancel)) due = await store.StudyMailboxes.Where(mailbox => mailbox.DueAt <= now).OrderBy(mailbox => mailbox.DueAt).Select(mailbox => mailbox.StudyId).ToArrayAsync(cancel);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (study, within) =>
        {
            if (await Take(organisation, study, within) is not { } held) return;
            var (reason, more) = await Look(held, within);
            await Leave(held, reason, more);
        });
    }

    private async Task<HeldMailbox?> Take(string organisation, Guid study, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var (now, until) = (Now, Now + Lease);
        if (await store.StudyMailboxes.Where(mailbox => mailbox.StudyId == study && mailbox.DueAt <= now).ExecuteUpdateAsync(set => set.SetProperty(mailbox => mailbox.DueAt, until), cancel) == 0) return null;
        var mine = await store.StudyMailboxes.AsNoTracking().SingleOrDefaultAsync(mailbox => mailbox.StudyId == study && mailbox.DueAt == until, cancel);
        return mine is not null && await store.Studies.AsNoTracking().SingleOrDefaultAsync(one => one.Id == study, cancel) is { } its ? new(organisation, its, mine) { Until = until } : null;
    }

    private async Task<(string? Reason, bool More)> Look(HeldMailbox held, CancellationToken cancel)
    {
        try
        {
            var opened = await mailboxes.Open(held.Organisation, held.Mailbox, cancel);
            if (opened.Refusal is Refusal.Invalid { Faults: [var fault, ..] }) return (fault.Reason, false);
            await using var open = opened.Value;
            held.ReadAs(open.Validity);
            var began = clock.GetTimestamp();
            foreach (var some in (await open.After(held.Mailbox.ReadTo, held.Study.BegunAt, cancel)).Chunk(Together))
            {
                if (clock.GetElapsedTime(began) > Enough) return (null, true);
                if (!await Some(held, open, some, cancel)) return (null, false);
            }

            return (null, false);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && ReadMailbox.ReasonOf(fault) is { } reason)
        {
            return (reason, false);
        }
    }

    // False where it is somebody else's by now.
    private async Task<bool> Some(HeldMailbox held, OpenMailbox open, uint[] numbers, CancellationToken cancel)
    {
        var heads = (await open.Heads(numbers, ProbeLetter.Recipients, cancel)).Select(head => (Head: head, Keys: head.To.SelectMany(ProbeLetter.KeysIn).Distinct().ToArray())).ToArray();
        var ours = await Ours(held, [.. heads.SelectMany(one => one.Keys).Distinct()], cancel);
        foreach (var (head, keys) in heads)
        {
            // What is nobody's answer is not even fetched.
            var answers = keys.Any(ours.Contains);
            if (!answers || !await Keep(held, open, head, cancel)) held.Mailbox.Strange++;
            held.Mailbox.ReadTo = head.Number;
            if (answers && !await Note(held, cancel)) return false;
        }

        // Some may have been removed meanwhile.
        held.Mailbox.ReadTo = numbers[^1];
        return await Note(held, cancel);
    }

    private async Task<HashSet<string>> Ours(HeldMailbox held, string[] keys, CancellationToken cancel)
    {
        await using var store = await stores.Open(held.Organisation, cancel);
        return [.. await store.Probes.Where(probe => probe.StudyId == held.Study.Id && probe.MailKey != null && keys.Contains(probe.MailKey)).Select(probe => probe.MailKey!).ToListAsync(cancel)];
    }

    private async Task<bool> Keep(HeldMailbox held, OpenMailbox open, MailHead head, CancellationToken cancel)
    {
        if (await open.Whole(head, TakeProbeMail.MostBytes, cancel) is not { } raw || await Read(raw, cancel) is not { } letter) return false;
        // Its writer's clock may be wrong, or lie, and so may what servers on the way wrote: when the mailbox took it in nobody but the mailbox says, and then it could be read.
        return !(await take.Found(held.Organisation, held.Study.Id, head.At is { } at ? letter with { At = at } : letter, cancel)).Refused;
    }

    // Whatever a stranger's mail makes of whoever reads it: one that cannot be read holds up none behind it.
    private static async Task<ProbeLetter?> Read(byte[] raw, CancellationToken cancel)
    {
        try
        {
            return await ProbeLetter.Read(raw, cancel);
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<bool> Note(HeldMailbox held, CancellationToken cancel)
    {
        await using var store = await stores.Open(held.Organisation, cancel);
        var (its, before, until) = (held.Mailbox, held.Until, Now + Lease);
        if (await store.StudyMailboxes.Where(mailbox => mailbox.StudyId == its.StudyId && mailbox.DueAt == before).ExecuteUpdateAsync(
            set => set.SetProperty(mailbox => mailbox.DueAt, until).SetProperty(mailbox => mailbox.Validity, its.Validity).SetProperty(mailbox => mailbox.ReadTo, its.ReadTo).SetProperty(mailbox => mailbox.Strange, its.Strange), cancel) == 0) return false;
        held.Until = until;
        return true;
    }

    // However this node is doing: how it ended is written down.
    private async Task Leave(HeldMailbox held, string? reason, bool more)
    {
        await using var store = await stores.Open(held.Organisation, CancellationToken.None);
        var (now, study, until, tries) = (Now, held.Study.Id, held.Until, held.Mailbox.Tries);
        var next = await MailboxRounds.Next(store, held.Study, now, CancellationToken.None);
        var mine = store.StudyMailboxes.Where(mailbox => mailbox.StudyId == study && mailbox.DueAt == until);
        if (reason is null)
        {
            var due = more ? now : next;
            await mine.ExecuteUpdateAsync(set => set.SetProperty(mailbox => mailbox.DueAt, due).SetProperty(mailbox => mailbox.LookedAt, now).SetProperty(mailbox => mailbox.Reason, (string?)null).SetProperty(mailbox => mailbox.FailingSince, (DateTime?)null).SetProperty(mailbox => mailbox.Tries, 0), CancellationToken.None);
            return;
        }

        // Some servers shut out whoever gives a wrong password often.
        DateTime? again = next is null ? null : now + (reason == "sign_in" ? BackOff[^1] : BackOff[Math.Min(tries, BackOff.Length - 1)]);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(mailbox => mailbox.DueAt, again).SetProperty(mailbox => mailbox.Reason, reason).SetProperty(mailbox => mailbox.FailingSince, mailbox => mailbox.FailingSince ?? now).SetProperty(mailbox => mailbox.Tries, mailbox => mailbox.Tries + 1), CancellationToken.None);
    }

    // A mailbox in hand.
    private sealed record HeldMailbox(string Organisation, Study Study, StudyMailbox Mailbox)
    {
        // Until when it is.
        public DateTime Until { get; set; }

        // Numbers of another numbering tell nothing: all is looked at again that came since the study began, and what was kept is known by its id.
        public void ReadAs(long validity)
        {
            if (Mailbox.Validity == validity) return;
            (Mailbox.Validity, Mailbox.ReadTo, Mailbox.Strange) = (validity, 0, 0);
        }
    }
}
