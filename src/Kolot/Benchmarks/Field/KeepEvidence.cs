using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Listen.Importing;
using Kolot.Running;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Benchmarks.Field;

/// <summary>Keeps what proves what happened with a probe, for as long after its wave as the study says. Sent twice it is kept once.</summary>
public sealed class KeepEvidence(Stores stores, TimeProvider clock, IOptions<LimitSettings> limits)
{
    /// <summary>The field in which it comes.</summary>
    public const string Field = "file";

    /// <summary>What is asked.</summary>
    /// <param name="Id">Its id, as drawn where it was chosen.</param>
    /// <param name="Name">What it is called there.</param>
    /// <param name="Content">What it holds.</param>
    public sealed record Request(Guid Id, string Name, byte[] Content);

    /// <summary>Keeps it.</summary>
    public async Task<Result<Probe>> Run(string organisation, string secret, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper.GradesAgain: false } held) return new Refusal.NotFound();
        if (await store.ProbeEvidence.Where(one => one.Id == request.Id).Select(one => (Guid?)one.ProbeId).SingleOrDefaultAsync(cancel) is { } of) return of == id ? held.Probe : new Refusal.NotFound();
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        if (request.Content.Length == 0) return new Refusal.Invalid(Field, "file_empty");
        if (request.Content.Length > EvidenceKind.MostBytes) return new Refusal.Invalid(Field, "file_too_large");
        if (await store.ProbeEvidence.CountAsync(one => one.ProbeId == id, cancel) >= EvidenceKind.MostPieces) return new Refusal.Invalid(Field, "too_many_files");
        if (!await HasRoom(store, held, request.Content.Length, limits.Value, cancel)) return new Refusal.Invalid(Field, "study_full");
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await Put(store, held, request, now, cancel)) return new Refusal.Invalid(Field, "no_such_kind");
        held.Touch();
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return held.Probe;
    }

    /// <summary>Takes out what the shopper gave by mistake.</summary>
    public async Task<Result<Probe>> TakeBack(string organisation, string secret, Guid id, Guid evidence, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper.GradesAgain: false } held) return new Refusal.NotFound();
        // A mail that came by itself is known by its reply, and stays with it.
        var theirs = store.ProbeEvidence.Where(one => one.Id == evidence && one.ProbeId == id && !store.ProbeReplies.Any(reply => reply.Id == one.Id));
        if (!await theirs.AnyAsync(cancel)) return held.Probe;
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        await theirs.ExecuteDeleteAsync(cancel);
        await store.FileParts.Where(part => part.FileId == evidence).ExecuteDeleteAsync(cancel);
        held.Touch();
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return held.Probe;
    }

    /// <summary>Whether a study has room for so much more evidence. Its row is held, so that nobody else takes the same room.</summary>
    internal static async Task<bool> HasRoom(OrganisationStore store, HeldProbe held, int bytes, LimitSettings limits, CancellationToken cancel)
    {
        var kept = await store.ProbeEvidence.Where(one => store.Probes.Any(probe => probe.Id == one.ProbeId && probe.StudyId == held.Study.Row.Id)).SumAsync(one => (long)one.Bytes, cancel);
        return kept + bytes <= (long)limits.EvidencePerStudy << 20;
    }

    /// <summary>Puts it beside its probe; the caller saves.</summary>
    /// <returns>Whether it is of a kind that is kept.</returns>
    internal static async Task<bool> Put(OrganisationStore store, HeldProbe held, Request request, DateTime now, CancellationToken cancel)
    {
        if (EvidenceKind.Of(request.Content.AsSpan(0, Math.Min(EvidenceKind.Start, request.Content.Length))) is not { } kind) return false;
        var until = held.Wave.Until.AddDays(1 + held.Study.Design.EvidenceDays).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        store.ProbeEvidence.Add(new() { Id = request.Id, ProbeId = held.Probe.Id, Name = kind.Named(request.Name), Kind = kind.MediaType, Bytes = request.Content.Length, At = now, Until = until > now ? until : now.AddDays(1) });
        foreach (var (number, part) in request.Content.Chunk(PartStream.Size).Index()) store.FileParts.Add(new() { FileId = request.Id, Number = number, Content = part });
        await FieldSweep.Arm(store, until, now, cancel);
        return true;
    }
}
