using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Privacy;

/// <summary>Writes the draft of a notice in one language, and publishes it as the next version, which stays as it is.</summary>
public sealed class WriteNotice(Stores stores, KnownNotices known, Log log, TimeProvider clock)
{
    /// <summary>What is written.</summary>
    /// <param name="Language">In which language.</param>
    /// <param name="Text">The text.</param>
    /// <param name="Version">The version of the draft that was begun from; null where there was none.</param>
    /// <param name="Publish">Whether people are to read it from now on.</param>
    public sealed record Request(string Language, string? Text, int? Version, bool Publish);

    /// <summary>All versions in one language, and what to begin the next from.</summary>
    public sealed record Shown(string Language, string? Typed, PrivacyNotice? Draft, IReadOnlyList<PrivacyNotice> Published);

    /// <summary>Keeps the draft, and publishes it if that was asked.</summary>
    public async Task<Result<PrivacyNotice>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (!NoticeChange.Languages.Contains(request.Language)) return new Refusal.NotFound();
        var decided = NoticeChange.Decide(request.Text, request.Publish);
        if (decided.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var last = await store.PrivacyNotices.Where(notice => notice.Language == request.Language).OrderByDescending(notice => notice.Number).FirstOrDefaultAsync(cancel);
        var draft = last is { PublishedAt: null } ? last : null;
        if (draft?.Version != request.Version) return new Refusal.Conflict("changed_meanwhile");
        if (draft is null) store.PrivacyNotices.Add(draft = new() { Language = request.Language, Number = (last?.Number ?? 0) + 1, Text = decided.Value });
        else (draft.Text, draft.Version) = (decided.Value, draft.Version + 1);
        if (request.Publish) (draft.PublishedAt, draft.PublishedBy) = (clock.GetUtcNow().UtcDateTime, member.Id);
        log.Write(store, member, request.Publish ? "notice.published" : "notice.drafted", request.Language, new { draft.Number });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await writing.Commit(cancel);
        known.Forget(member.Organisation);
        return draft;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/notices", async (Stores stores, Visit visit, CancellationToken cancel) =>
        {
            await using var store = await stores.Open(visit.Here.Organisation, cancel);
            var all = await store.PrivacyNotices.AsNoTracking().OrderBy(notice => notice.Number).ToListAsync(cancel);
            return new RazorComponentResult<NoticesPage>(new { All = (IReadOnlyList<PrivacyNotice>)all });
        }).NeedsWholeReach(Right.SetRetention);
        organisation.MapGet("/settings/notices/{language}", (string language, Visit visit, WriteNotice act, CancellationToken cancel) => act.Page(visit.Here, language, null, null, cancel))
            .NeedsWholeReach(Right.SetRetention);
        organisation.MapPost("/settings/notices/{language}", async (string language, HttpContext context, Visit visit, WriteNotice act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var text = form["text"].ToString();
            var publish = form["publish"] == "true";
            var done = await act.Run(visit.Here, new(language, text, form.Version(), publish), context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page(visit.Here, language, text, refusal, context.RequestAborted);
            notices.Leave(publish ? Words.Published : Words.DraftSaved);
            return Redirects.SeeOther(visit.Path($"settings/notices/{language}"));
        }).NeedsWholeReach(Right.SetRetention);
    }

    private async Task<IResult> Page(Member member, string language, string? typed, Refusal? refusal, CancellationToken cancel)
    {
        if (!NoticeChange.Languages.Contains(language)) return Results.NotFound();
        await using var store = await stores.Open(member.Organisation, cancel);
        var all = await store.PrivacyNotices.AsNoTracking().Where(notice => notice.Language == language).OrderByDescending(notice => notice.Number).ToListAsync(cancel);
        var shown = new Shown(language, typed, all.Find(notice => notice.PublishedAt is null), [.. all.Where(notice => notice.PublishedAt is not null)]);
        return new RazorComponentResult<NoticePage>(new { View = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }
}
