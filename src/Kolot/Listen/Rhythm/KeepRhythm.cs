using Kolot.Core;
using Kolot.Core.Listen.Rhythm;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Rhythm;

/// <summary>Puts a line into the programme's plan, changes it, and takes it out.</summary>
public sealed class KeepRhythm(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>Adds one, or changes the one of that id unless somebody changed it since the draft was begun.</summary>
    public async Task<Result<RhythmLine>> Run(Member member, Guid? id, RhythmDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var channels = await store.Channels.ToDictionaryAsync(channel => channel.Code, channel => channel.Id, cancel);
        var touchpoints = await store.Touchpoints.ToDictionaryAsync(point => point.Code, point => point.Id, cancel);
        var decided = RhythmChange.Decide(draft, channels.Keys, touchpoints.Keys);
        if (decided.Refusal is { } refusal) return refusal;
        var line = id is { } known ? await store.RhythmLines.SingleOrDefaultAsync(row => row.Id == known, cancel) : null;
        if (id is not null && line is null) return new Refusal.NotFound();
        if (line is not null && line.Version != draft.Version) return new Refusal.Conflict("changed_meanwhile");
        if (line is null && await store.RhythmLines.CountAsync(cancel) >= RhythmChange.MostLines) return new Refusal.Conflict("too_many");
        var now = clock.GetUtcNow();
        if (line is null) store.RhythmLines.Add(line = new() { Id = Guid.CreateVersion7(now), Name = "", MadeAt = now.UtcDateTime });
        else line.Version++;
        (line.Name, line.Expected, line.Per) = decided.Value;
        line.ChannelId = draft.Channel is { Length: > 0 } channel ? channels[channel] : null;
        line.TouchpointId = draft.Touchpoint is { Length: > 0 } touchpoint ? touchpoints[touchpoint] : null;
        return await Keep(store, writing, member, ("rhythm.changed", line), cancel);
    }

    /// <summary>Takes one out. What was heard stays heard.</summary>
    public async Task<Result<RhythmLine>> Remove(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.RhythmLines.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } line) return new Refusal.NotFound();
        store.Remove(line);
        return await Keep(store, writing, member, ("rhythm.removed", line), cancel);
    }

    private async Task<Result<RhythmLine>> Keep(OrganisationStore store, Writing writing, Member member, (string Act, RhythmLine Line) done, CancellationToken cancel)
    {
        log.Write(store, member, done.Act, done.Line.Id.ToString(), new { done.Line.Name, done.Line.Expected, per = done.Line.Per.ToString().ToLowerInvariant() });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return done.Line;
    }
}
