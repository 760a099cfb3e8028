using System.Text.Encodings.Web;
using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Says when a probe was sent, corrects it, or takes it back. Said again as "now", it stays as it was said first.</summary>
public sealed class SendProbe(Stores stores, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is asked.</summary>
    /// <param name="At">When it was sent, UTC; null where it was not sent after all.</param>
    /// <param name="Now">Whether it was said at that moment, and not looked up: what is known already is better.</param>
    public sealed record Request(DateTime? At, bool Now = false);

    /// <summary>Keeps it.</summary>
    public async Task<Result<Probe>> Run(string organisation, string secret, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper: { GradesAgain: false } shopper } held) return new Refusal.NotFound();
        var (probe, now) = (held.Probe, clock.GetUtcNow().UtcDateTime);
        if (probe.SentAt == request.At || (request.Now && probe.SentAt is not null)) return probe;
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        if (request.At is { } at && new ReplyTime(at, at).Faults(null, now).FirstOrDefault() is { } fault) return new Refusal.Invalid("at", fault.Reason);
        // What is answered was sent before: a time pressed too late would make the answer one that came at once.
        if (request.At is { } late && await store.ProbeReplies.AnyAsync(reply => reply.ProbeId == id && !reply.Automatic && reply.Until < late - ReplyTime.Apart, cancel)) return new Refusal.Invalid("at", "after_reply");
        // Who moves a time moves a result: that is written down.
        if (probe.SentAt is { } before) store.LogLines.Add(new() { At = now, ByName = shopper.Name, Act = "probe.time", Subject = probe.Id.ToString(), Detail = JsonSerializer.Serialize(new { from = before, to = request.At }, Json) });
        probe.SentAt = request.At;
        if (probe.State == ProbeState.Lost) probe.State = ProbeState.Planned;
        await held.Keep(store, now, cancel);
        await writing.Commit(cancel);
        return probe;
    }
}
