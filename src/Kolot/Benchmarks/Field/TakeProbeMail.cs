using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Running;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Benchmarks.Field;

/// <summary>Keeps a mail that a company wrote to a probe's own address, at the time at which it came: nobody has to look for it. Of what answers no probe nothing is kept.</summary>
public sealed class TakeProbeMail(Stores stores, Log log, TimeProvider clock, IOptions<LimitSettings> limits)
{
    /// <summary>The largest mail: a piece of evidence, as a mail carries it.</summary>
    public const int MostBytes = EvidenceKind.MostBytes;

    // The clock of a server may be ahead of ours by so much; what is further ahead is no time at all.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>Keeps it, where somebody hands it over.</summary>
    /// <returns>The probe, and whether the mail said something new.</returns>
    public Task<Result<(Probe Probe, bool New)>> Run(Member member, ProbeLetter letter, CancellationToken cancel) =>
        Keep(member.Organisation, letter, (Whole: true, store => store.StudiesSeenBy(member), (store, probe) => log.Write(store, member, "probe.mail", probe.Id.ToString())), cancel);

    /// <summary>Keeps it, where it was found in a study's mailbox.</summary>
    public Task<Result<(Probe Probe, bool New)>> Found(string organisation, Guid study, ProbeLetter letter, CancellationToken cancel) =>
        Keep(organisation, letter, (Whole: false, store => store.Studies.Where(one => one.Id == study), (store, probe) => store.LogLines.Add(new() { At = clock.GetUtcNow().UtcDateTime, ByName = "Kolot", Act = "probe.mail", Subject = probe.Id.ToString() })), cancel);

    private async Task<Result<(Probe Probe, bool New)>> Keep(string organisation, ProbeLetter letter, (bool Whole, Func<OrganisationStore, IQueryable<Study>> Of, Action<OrganisationStore, Probe> Log) studies, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var keys = letter.Keys.ToArray();
        var within = studies.Of(store);
        if (await HeldProbe.Of(store, store.Probes.Where(probe => keys.Contains(probe.MailKey) && within.Any(study => study.Id == probe.StudyId)).OrderBy(probe => probe.Id).Take(1), cancel) is not { } held) return new Refusal.NotFound();
        var (probe, id, now) = (held.Probe, letter.IdFor(held.Probe.Id), clock.GetUtcNow().UtcDateTime);
        if (await store.ProbeReplies.AnyAsync(reply => reply.Id == id, cancel)) return (probe, false);
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        var room = letter.Raw is null || await KeepEvidence.HasRoom(store, held, letter.Raw.Length, limits.Value, cancel);
        // Whoever hands it over can do so again, or without its file. Nobody does so from a mailbox: there its hour and its words are kept alone.
        if (!room && studies.Whole) return new Refusal.Invalid("mail", "study_full");
        var at = letter.At is { } said && said <= now + Ahead ? said : now;
        store.ProbeReplies.Add(new() { Id = id, ProbeId = probe.Id, From = at, Until = at, Automatic = letter.Automatic, Text = letter.Text, ByMail = true });
        // A mail is its own evidence, under the id of what it says.
        if (room && letter.Raw is { } raw && await store.ProbeEvidence.CountAsync(one => one.ProbeId == probe.Id, cancel) < EvidenceKind.MostPieces) await KeepEvidence.Put(store, held, new(id, "mail.eml", raw), now, cancel);
        // What never arrived is nobody's silence. Whoever looks at it sees the report beside it, and decides.
        if (letter.Undelivered is { } why && probe.State != ProbeState.Answered) (probe.State, probe.Why, probe.WaitedFrom, probe.WaitedUntil) = (ProbeState.Lost, why.Length > LoseProbe.LongestWhy ? why[..LoseProbe.LongestWhy] : why, null, null);
        await held.Keep(store, now, cancel);
        studies.Log(store, probe);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return (probe, true);
    }
}
