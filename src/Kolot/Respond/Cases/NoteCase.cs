using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Respond.Attached;
using Kolot.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Notes something for colleagues that the customer does not see. Whoever stands in it after an @ is named.</summary>
public sealed class NoteCase(ChangeCase change)
{
    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case.</param>
    /// <param name="Text">What is noted.</param>
    public sealed record Request(ChangeCase.Which Which, string? Text);

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(request.Text, OpenCase.LongestText, "note", faults);
        if (text is null) faults.Add(new("note", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return await change.Run(member, request.Which, async held =>
        {
            var names = await held.Store.Members.Where(row => row.LeftAt == null).Select(row => new { row.Id, row.Name }).ToListAsync(cancel);
            var named = names.Where(one => text?.Contains("@" + one.Name, StringComparison.OrdinalIgnoreCase) == true).Select(one => one.Id).ToArray();
            return new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = CaseStepKinds.Noted, At = held.Now, ByMember = member.Id, Text = text, Details = named.Length == 0 ? null : CaseDetails.Of(("mentions", named)),
            };
        }, cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/notes", async (long number, HttpContext context, NoteCase act, CaseFiles files, CasePages pages) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var refused = await files.Take(pages.Member, number, form, context.RequestAborted);
        var done = refused.Count > 0 ? new Refusal.Invalid(refused) : await act.Run(pages.Member, new(CasePages.Which(number, form) with { Seen = null }, form["note"]), context.RequestAborted);
        return await pages.After(context, number, "note", done, Words.DoneNoted);
    }).Needs(Right.EnterVoices).WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20)));
}
