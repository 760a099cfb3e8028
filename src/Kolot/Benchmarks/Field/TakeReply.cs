using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Keeps what came back to a probe, late or not. Sent twice it is kept once; one that was written down wrongly is taken out again.</summary>
public sealed class TakeReply(Stores stores, TimeProvider clock)
{
    /// <summary>The longest text.</summary>
    public const int LongestText = 20_000;

    /// <summary>What is asked.</summary>
    /// <param name="Id">Its id, as drawn where it was written.</param>
    /// <param name="Time">When it came; null where nobody said.</param>
    /// <param name="Automatic">Whether a machine confirmed that the probe arrived, and no more.</param>
    /// <param name="Text">What it says.</param>
    public sealed record Request(Guid Id, ReplyTime? Time, bool Automatic, string? Text);

    /// <summary>Keeps it.</summary>
    public async Task<Result<Probe>> Run(string organisation, string secret, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper.GradesAgain: false } held) return new Refusal.NotFound();
        var (probe, now) = (held.Probe, clock.GetUtcNow().UtcDateTime);
        if (await store.ProbeReplies.Where(reply => reply.Id == request.Id).Select(reply => (Guid?)reply.ProbeId).SingleOrDefaultAsync(cancel) is { } of) return of == probe.Id ? probe : new Refusal.NotFound();
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        if (request.Time is not { } time) return new Refusal.Invalid("at", "required");
        if (probe.SentAt is not { } sent) return new Refusal.Invalid("at", "not_sent_yet");
        if (request.Text is { Length: > LongestText }) return new Refusal.Invalid("text", "too_long");
        if (time.Faults(sent, now).FirstOrDefault() is { } fault) return new Refusal.Invalid([fault]);
        time = time.After(sent);
        store.ProbeReplies.Add(new() { Id = request.Id, ProbeId = probe.Id, From = time.From, Until = time.Until, Automatic = request.Automatic, Text = string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim() });
        await held.Keep(store, now, cancel);
        await writing.Commit(cancel);
        return probe;
    }

    /// <summary>Takes out what the shopper wrote down wrongly; what came into the mailbox by itself stays.</summary>
    public async Task<Result<Probe>> TakeBack(string organisation, string secret, Guid id, Guid reply, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper.GradesAgain: false } held) return new Refusal.NotFound();
        var theirs = store.ProbeReplies.Where(one => one.Id == reply && one.ProbeId == id && !one.ByMail);
        if (!await theirs.AnyAsync(cancel)) return held.Probe;
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        await theirs.ExecuteDeleteAsync(cancel);
        await held.Keep(store, clock.GetUtcNow().UtcDateTime, cancel);
        await writing.Commit(cancel);
        return held.Probe;
    }
}
