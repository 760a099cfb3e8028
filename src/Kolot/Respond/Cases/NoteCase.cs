using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Answering;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Respond.Attached;
using Kolot.Store;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Respond.Cases;

/// <summary>Notes something for colleagues that the customer does not see. Whoever stands in it after an @ is named.</summary>
public sealed class NoteCase(ChangeCase change)
{
    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case.</param>
    /// <param name="Text">What is noted.</param>
    public sealed record Request(ChangeCase.Which Which, string? Text);

    /// <summary>What was noted.</summary>
    /// <param name="Row">In which case.</param>
    /// <param name="Unknown">What stands in it after an @ and is nobody's name: nobody was told.</param>
    public sealed record Noted(Case Row, string? Unknown);

    /// <summary>Does it.</summary>
    public async Task<Result<Noted>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(request.Text, OpenCase.LongestText, "note", faults);
        if (text is null) faults.Add(new("note", "required"));
        if (faults.Count > 0 || text is null) return new Refusal.Invalid(faults);
        string? unknown = null;
        var done = await change.Run(member, request.Which, async held =>
        {
            var seers = await CaseSeers.Of(held.Store, held.Row, cancel);
            var named = Mentioned.In(text, seers.Here, seers.Sees);
            if (named.Beyond is not null) return new Refusal.Invalid("note", "mention_beyond");
            if (named.Several is not null) return new Refusal.Invalid("note", "mention_several");
            unknown = named.Unknown;
            return new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = CaseStepKinds.Noted, At = held.Now, ByMember = member.Id, Text = text, Details = named.People.Count == 0 ? null : CaseDetails.Of(("mentions", named.People)),
            };
        }, cancel);
        return done.Refusal is { } refusal ? refusal : new Noted(done.Value, unknown);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/notes", async (long number, HttpContext context, NoteCase act, CaseFiles files, CasePages pages) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var refused = await files.Take(pages.Member, number, form, context.RequestAborted);
        var noted = refused.Count > 0 ? new Refusal.Invalid(refused) : await act.Run(pages.Member, new(CasePages.Which(number, form) with { Seen = null }, form["note"]), context.RequestAborted);
        Result<Case> done = noted.Refusal is { } refusal ? refusal : noted.Value.Row;
        return await pages.After(context, number, "note", done, noted is { Refused: false, Value.Unknown: { } unknown } ? ContactWords.Put(Words.DoneNotedUnnamed, unknown) : Words.DoneNoted);
    }).Needs(Right.EnterVoices).WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20)));
}
