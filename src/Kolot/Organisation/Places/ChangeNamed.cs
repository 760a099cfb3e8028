using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Organisation.Places;

/// <summary>Adds a unit, channel, stage or touchpoint, renames or moves one, retires or restores one.</summary>
public sealed class ChangeNamed(Stores stores, EntranceMembers members, Log log, TimeProvider clock)
{
    /// <summary>What is asked for.</summary>
    /// <param name="Kind">Of which kind.</param>
    /// <param name="Id">Which one; null for a new one.</param>
    /// <param name="Draft">What it is to say.</param>
    public sealed record Request(NamedKind Kind, Guid? Id, NamedDraft Draft);

    /// <summary>Keeps it, unless somebody changed it since the draft was begun.</summary>
    public async Task<Result<NamedTerms>> Run(Member member, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await NamedRows.Lock(store, request.Kind, cancel);
        var rows = await NamedRows.All(store, request.Kind, cancel);
        var known = request.Id is { } id ? rows.Find(id) : null;
        if (request.Id is not null && known is null) return new Refusal.NotFound();

        var decided = Naming.Decide(request.Draft, known, rows.Ground(member));
        if (decided.Refusal is { } refusal) return refusal;
        var before = known is null ? null : NamedTerms.Of(known);
        if (known is not null && before == decided.Value) return decided;

        var named = known ?? Naming.New(request.Kind, Guid.CreateVersion7(clock.GetUtcNow()), decided.Value);
        if (known is null) store.Add(named);
        else Naming.Become(named, decided.Value);
        if (known is not null) named.Version++;
        log.Write(store, member, $"{NamedKinds.LogWord(request.Kind)}.{(known is null ? "added" : "changed")}", named.Code, new { before, after = decided.Value });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        members.Forget(member.Organisation);
        return decided;
    }

    /// <summary>The page of one, of a new one, and what is posted from them.</summary>
    public static void Map(RouteGroupBuilder settings, NamedKind kind)
    {
        var path = NamedKinds.PathOf(kind);
        settings.MapGet($"/{path}/new", async (string? above, NamedPages pages, CancellationToken cancel) =>
            await pages.Form(new(kind, null, new NamedDraft { Above = above }), null, cancel)).NeedsSetUp(kind);
        settings.MapGet($"/{path}/{{id:guid}}", async (Guid id, NamedPages pages, CancellationToken cancel) =>
            await pages.Form(new(kind, id, new NamedDraft()), null, cancel)).NeedsSetUp(kind);
        settings.MapPost($"/{path}/new", (HttpContext context, ChangeNamed act, NamedPages pages) => Post(context, act, pages, new(kind, null, new())))
            .NeedsSetUp(kind);
        settings.MapPost($"/{path}/{{id:guid}}", (Guid id, HttpContext context, ChangeNamed act, NamedPages pages) =>
            Post(context, act, pages, new(kind, id, new()))).NeedsSetUp(kind);
    }

    private static async Task<IResult> Post(HttpContext context, ChangeNamed act, NamedPages pages, Request request)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        request = request with { Draft = DraftOf(form) };
        var done = await act.Run(pages.Visit.Here, request, context.RequestAborted);
        if (done.Refused) return await pages.Form(request, done.Refusal, context.RequestAborted);
        pages.Notices.Leave(request.Id is null ? Words.Added : Words.Saved);
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
            Version = form.Version(),
        };
    }
}
