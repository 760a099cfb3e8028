using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Says of a signal that it was seen, and what it was.</summary>
public sealed class MarkSeen(Stores stores, TimeProvider clock)
{
    /// <summary>The longest note.</summary>
    public const int Longest = 300;

    /// <summary>Marks one's own signal, with a note or without.</summary>
    public async Task<Result<Signal>> Run(Member member, Guid id, string? note, CancellationToken cancel)
    {
        if (note?.Trim() is { Length: > Longest }) return new Refusal.Invalid("note", "too_long");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.SignalsOf(member).SingleOrDefaultAsync(signal => signal.Id == id, cancel) is not { } signal) return new Refusal.NotFound();
        signal.SeenAt ??= clock.GetUtcNow().UtcDateTime;
        signal.Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return signal;
    }

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/signals/{id:guid}/seen", async (Guid id, HttpContext context, Visit visit, MarkSeen act, AlertsView view) =>
    {
        var note = (await context.Request.ReadFormAsync(context.RequestAborted))["note"].ToString();
        var done = await act.Run(visit.Here, id, note, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused)
            return new RazorComponentResult<AlertsPage>(new { View = await view.Run(visit.Here, context.RequestAborted), Noted = id, Note = note, Faults = Faults.Of(done.Refusal, Words.ResourceManager) })
            {
                StatusCode = Problems.StatusOf(done.Refusal),
            };
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.Seen);
        return Redirects.SeeOther(visit.Path("alerts"));
    }).Needs(Right.ReadScores);
}
