using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Places;

/// <summary>Adds a unit, channel, stage or touchpoint, renames or moves one, retires or restores one.</summary>
public sealed class ChangeNamed(Stores stores, EntranceMembers members, Log log, TimeProvider clock)
{
    /// <summary>What is asked for.</summary>
    /// <param name="Kind">Of which kind.</param>
    /// <param name="Code">Which one; null for a new one.</param>
    /// <param name="Draft">What it is to say.</param>
    public sealed record Request(NamedKind Kind, string? Code, NamedDraft Draft);

    /// <summary>Keeps it, unless somebody changed it since the draft was begun.</summary>
    public async Task<Result<NamedTerms>> Run(Member member, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var rows = await NamedRows.Load(store, request.Kind, cancel);
        var known = request.Code is null ? null : rows.Find(request.Code);
        if (request.Code is not null && known is null) return new Refusal.NotFound();

        var decided = Naming.Decide(request.Draft, known, rows.Ground(member));
        if (decided.Refusal is { } refusal) return refusal;
        var before = known is null ? null : NamedTerms.Of(known);
        if (known is not null && before == decided.Value) return decided;

        var named = known ?? Naming.New(request.Kind, Guid.CreateVersion7(clock.GetUtcNow()), decided.Value);
        if (known is null) store.Add(named);
        else Naming.Become(named, decided.Value);
        if (known is not null) named.Version++;
        log.Write(store, member, $"{NamedKinds.LogWord(request.Kind)}.{(known is null ? "added" : "changed")}", named.Code, new { before, after = decided.Value });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }
        catch (DbUpdateException) when (before?.Code != decided.Value.Code)
        {
            // Another node gave the code away between our reading and our writing.
            return new Refusal.Invalid("code", "taken");
        }

        members.Forget(member.Organisation);
        return decided;
    }

    /// <summary>The page of one, of a new one, and what is posted from them.</summary>
    public static void Map(RouteGroupBuilder settings, NamedKind kind)
    {
        var path = NamedKinds.PathOf(kind);
        settings.MapGet($"/{path}/new", async (string? above, NamedPages pages, CancellationToken cancel) =>
            await pages.Form(new(kind, null, new NamedDraft { Above = above }), null, cancel)).Needs(Right.SetUp);
        settings.MapGet($"/{path}/{{code}}", async (string code, NamedPages pages, CancellationToken cancel) =>
            await pages.Form(new(kind, code, new NamedDraft()), null, cancel)).Needs(Right.SetUp);
        settings.MapPost($"/{path}/new", (HttpContext context, ChangeNamed act, NamedPages pages) => Post(context, act, pages, new(kind, null, new())))
            .Needs(Right.SetUp);
        settings.MapPost($"/{path}/{{code}}", (string code, HttpContext context, ChangeNamed act, NamedPages pages) =>
            Post(context, act, pages, new(kind, code, new()))).Needs(Right.SetUp);
    }

    private static async Task<IResult> Post(HttpContext context, ChangeNamed act, NamedPages pages, Request request)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        request = request with { Draft = DraftOf(form) };
        var done = await act.Run(pages.Visit.Here, request, context.RequestAborted);
        if (done.Refused) return await pages.Form(request, done.Refusal, context.RequestAborted);
        pages.Notices.Leave(request.Code is null ? Words.Added : Words.Saved);
        return Redirects.SeeOther(pages.Visit.Path(NamedKinds.ListOf(request.Kind)) + "#" + done.Value.Code);
    }

    // What the form did not hold was not said, and stays as it was.
    private static NamedDraft DraftOf(IFormCollection form)
    {
        string? Typed(string field) => form.TryGetValue(field, out var value) ? value.ToString() : null;
        return new()
        {
            Code = Typed("code"), Name = Typed("name"), NameEn = Typed("nameEn"), Above = Typed("above"),
            Icon = Typed("icon"), Share = Typed("share"), Retired = Typed("retired"),
            Version = int.TryParse(Typed("version"), out var version) ? version : null,
        };
    }
}
