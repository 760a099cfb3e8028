using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Enquiries;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>An answer that could not be taken, as it was typed.</summary>
/// <param name="Text">What was typed.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record AnswerAttempt(string Text, Faults Faults);

/// <summary>Answers whoever wrote, or tells them that somebody is at it. They read it on their page, and by mail where they left an address.</summary>
public sealed class AnswerEnquiry(Stores stores, ContactForms forms, ErrandRounds rounds, AnswerEnquiry.Means means)
{
    /// <summary>The longest answer, in characters.</summary>
    public const int LongestText = 10_000;

    // Whoever is answered has so long at least to read it.
    private static readonly TimeSpan ToRead = TimeSpan.FromDays(90);

    /// <summary>What it notes by.</summary>
    public sealed record Means(Log Log, ReplyTimes Replies);

    /// <summary>What is asked.</summary>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is one.</param>
    /// <param name="Text">The answer; null to say that somebody is at it.</param>
    public sealed record Request(Guid Id, string? Text);

    /// <summary>The enquiry that a voice is, or was added to.</summary>
    public static async Task<EnquiryTold?> Of(OrganisationStore store, Voice voice, CancellationToken cancel)
    {
        if (voice.Source != EnquiryVoice.Source) return null;
        var id = voice.Id;
        var found = await store.Enquiries.Where(enquiry => enquiry.VoiceId == id || store.EnquirySteps.Any(step => step.EnquiryKey == enquiry.Key && step.VoiceId == id)).Select(enquiry => (Guid?)enquiry.Key).SingleOrDefaultAsync(cancel);
        return found is { } key ? await EnquiryTold.Load(store, key, files: true, cancel) : null;
    }

    /// <summary>The voice of the enquiry of a number; null where it is not within reach.</summary>
    public async Task<Guid?> Numbered(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.VoicesSeenBy(reader);
        return await store.Enquiries.Where(enquiry => enquiry.Id == number && seen.Any(voice => voice.Id == enquiry.VoiceId)).Select(enquiry => (Guid?)enquiry.VoiceId).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Does it.</summary>
    public async Task<Result<EnquiryStep>> Run(Member member, Guid voice, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(request.Text, LongestText, "text", faults);
        if (request.Text is not null && text is null) return new Refusal.Invalid("text", "required");
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.VoicesSeenBy(member).AsNoTracking().SingleOrDefaultAsync(one => one.Id == voice, cancel) is not { } said || await Of(store, said, cancel) is not { } told) return new Refusal.NotFound();
        await using var writing = await store.BeginWriting(cancel);
        var kept = await Within(store, member, told, request with { Text = text }, cancel);
        if (kept.Refused) return kept;
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return kept;
    }

    /// <summary>Does it in a transaction that somebody else began, and ends.</summary>
    internal async Task<Result<EnquiryStep>> Within(OrganisationStore store, Member member, EnquiryTold told, Request request, CancellationToken cancel)
    {
        var (text, mails) = (request.Text, (await forms.Of(member.Organisation, cancel)).Mails);
        if (await store.EnquirySteps.AsNoTracking().SingleOrDefaultAsync(step => step.Id == request.Id, cancel) is { } known) return known.EnquiryKey == told.Enquiry.Key ? known : new Refusal.NotFound();
        // That somebody is at it is told once, until something is added.
        if (text is null && told.Story.State != EnquiryState.Waiting) return new Refusal.Conflict("changed_meanwhile");
        var (enquiry, now) = (told.Enquiry, means.Replies.Now);
        var step = new EnquiryStep
        {
            Id = request.Id, EnquiryKey = enquiry.Key, Kind = text is null ? StepKind.Seen : StepKind.Answered, At = now, MemberId = member.Id, Text = text,
        };
        if (text is not null && enquiry.Mail is not null && mails) (step.Mail, step.MailAt) = (MailState.Waiting, now);
        store.EnquirySteps.Add(step);
        if (step.Mail == MailState.Waiting) store.Errands.Add(new() { Kind = WriteStep.Errand, Subject = step.Id.ToString(), DueAt = now });
        if (text is not null && enquiry.Until < now + ToRead) await store.Enquiries.Where(one => one.Id == enquiry.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Until, now + ToRead), cancel);
        if (text is null) means.Log.Write(store, member, "enquiry.seen", enquiry.VoiceId.ToString());
        else means.Log.Write(store, member, "enquiry.answered", enquiry.VoiceId.ToString());
        store.LeaveForItsCase(step);
        await store.SaveChangesAsync(cancel);
        return step;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost(
        "/voices/{id:guid}/answer",
        async (Guid id, HttpContext context, Visit visit, AnswerEnquiry act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var seen = form.ContainsKey("seen");
            if (!Guid.TryParse(form["step"], out var step)) return Results.NotFound();
            var done = await act.Run(visit.Here, id, new(step, seen ? null : form["text"].ToString()), context.RequestAborted);
            if (done.Refusal is Refusal.Invalid && await context.RequestServices.GetRequiredService<ShowVoice>().Run(visit.Here, id, context.RequestAborted) is { } view)
                return new RazorComponentResult<VoicePage>(new { View = view, Attempt = new AnswerAttempt(form["text"].ToString(), Faults.Of(done.Refusal, Words.ResourceManager)) }) { StatusCode = Problems.StatusOf(done.Refusal) };
            if (done.Refusal is Refusal.NotFound or Refusal.Invalid) return Results.NotFound();
            if (!done.Refused) notices.Leave(seen ? Words.SeenSaved : Words.AnswerSaved, await Onward(context, visit, seen));
            return Redirects.SeeOther(visit.Path($"voices/{id}#enquiry"));
        }).Needs(Right.EnterVoices);

    // Whoever answered one goes on to the next that waits.
    private static async Task<(string, string)?> Onward(HttpContext context, Visit visit, bool seen) =>
        !seen && await context.RequestServices.GetRequiredService<ListEnquiries>().Next(visit.Here, context.RequestAborted) is not null ? (visit.Path("enquiries/next"), Enquiries.Words.ToNext) : null;
}
