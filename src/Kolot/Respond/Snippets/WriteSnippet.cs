using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Snippets;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Snippets;

/// <summary>The only way to ready words for whoever acts.</summary>
internal static class SnippetsSeen
{
    /// <summary>Those that a member may use: the organisation's, and their own.</summary>
    public static IQueryable<Snippet> SnippetsSeenBy(this OrganisationStore store, Member member)
    {
        var self = (Guid?)member.Id;
        return store.Snippets.Where(one => one.MemberId == null || one.MemberId == self);
    }

    /// <summary>Those that a member may change: their own, and the organisation's where they set things up.</summary>
    public static IQueryable<Snippet> SnippetsKeptBy(this OrganisationStore store, Member member)
    {
        var (self, sets) = ((Guid?)member.Id, member.May(Right.SetUp));
        return store.Snippets.Where(one => one.MemberId == self || (sets && one.MemberId == null));
    }
}

/// <summary>Writes words that are ready to be put into an answer, and takes them off.</summary>
public sealed class WriteSnippet(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>The most that an organisation has, and that one member has of their own.</summary>
    public const int Most = 200;

    /// <summary>What is asked.</summary>
    public sealed record Request
    {
        /// <summary>Which; null for new ones.</summary>
        public Guid? Id { get; init; }

        /// <summary>The version that was begun from.</summary>
        public int? Version { get; init; }

        /// <summary>By what they are found.</summary>
        public string? Name { get; init; }

        /// <summary>In Hebrew.</summary>
        public string? Text { get; init; }

        /// <summary>In English.</summary>
        public string? TextEn { get; init; }

        /// <summary>To which team the case goes then.</summary>
        public Guid? Unit { get; init; }

        /// <summary>Whether they are for all; else for whoever writes them.</summary>
        public bool Shared { get; init; }
    }

    /// <summary>Writes them.</summary>
    public async Task<Result<Snippet>> Run(Member member, Request request, CancellationToken cancel)
    {
        var read = SnippetDraft.Read(request.Name, request.Text, request.TextEn);
        if (read.Refusal is { } refusal) return refusal;
        if (request.Shared && !member.May(Right.SetUp)) return new Refusal.NotAllowed();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var row = request.Id is { } id ? await store.SnippetsKeptBy(member).SingleOrDefaultAsync(one => one.Id == id, cancel) : null;
        if (request.Id is not null && row is null) return new Refusal.NotFound();
        if (row is not null && row.Version != request.Version) return new Refusal.Conflict("changed_meanwhile");
        if (request.Unit is { } unit && !await store.Units.AnyAsync(one => one.Id == unit && !one.Retired, cancel)) return new Refusal.Invalid("unit", "unknown");
        var whose = request.Shared ? (Guid?)null : member.Id;
        if (row is null && await store.Snippets.CountAsync(one => one.MemberId == whose, cancel) >= Most) return new Refusal.Invalid("name", "too_many");
        if (row is null) store.Snippets.Add(row = new() { Id = Guid.CreateVersion7(now), Name = "" });
        (row.Name, row.Text, row.TextEn, row.UnitId, row.MemberId) = (read.Value.Name, read.Value.Text, read.Value.TextEn, request.Unit, whose);
        (row.WrittenBy, row.WrittenAt, row.Version) = (member.Id, now, row.Version + 1);
        log.Write(store, member, "snippet.written", row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Takes them off.</summary>
    public async Task<Result<Snippet>> Remove(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.SnippetsKeptBy(member).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } row) return new Refusal.NotFound();
        store.Snippets.Remove(row);
        log.Write(store, member, "snippet.removed", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }
}
