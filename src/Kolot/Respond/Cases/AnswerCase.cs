using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Snippets;
using Kolot.Listen.Answering;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Respond.Attached;
using Kolot.Respond.Commitments;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Answers whoever a case is of, or asks them something. They read it on their own page, and by mail where there is an address; what was said on a call is written down.</summary>
public sealed class AnswerCase(ChangeCase change, AnswerEnquiry enquiries, ContactForms forms, Stores stores)
{
    /// <summary>What is asked.</summary>
    /// <param name="Which">Which case, and what was seen of it: nobody answers what changed meanwhile without having read it.</param>
    /// <param name="Text">What is said.</param>
    /// <param name="Asks">Whether the customer is awaited then.</param>
    /// <param name="Called">Whether it was said on a call.</param>
    public sealed record Request(ChangeCase.Which Which, string? Text, bool Asks, bool Called);

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var text = PlainText.Of(request.Text, AnswerEnquiry.LongestText, "text", faults);
        if (text is null) faults.Add(new("text", "required"));
        else if (SnippetText.Open(text).Count > 0) faults.Add(new("text", "unfilled"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var mails = (await forms.Of(member.Organisation, cancel)).Mails;
        return await change.Run(member, request.Which, async held =>
        {
            var step = new CaseStep
            {
                Id = request.Which.Id ?? Guid.Empty, Kind = request.Asks ? CaseStepKinds.Asked : CaseStepKinds.Answered, At = held.Now, ByMember = member.Id, Text = text, SeenByCustomer = true,
                Details = CaseDetails.Of(("way", request.Called ? "call" : "page")),
            };
            if (request.Called) return step;
            if (await ReachedBy.Open(held, mails, cancel) is not { } told) return new Refusal.Invalid("text", "nowhere_to_answer");
            var sent = await enquiries.Within(held.Store, member, told, new(step.Id == Guid.Empty ? step.Id = Guid.CreateVersion7(held.Now) : step.Id, text), cancel);
            return sent.Refusal is { } refusal ? refusal : step;
        }, cancel);
    }

    /// <summary>Where the answer that was just given stands, in a sentence: on a page, on its way by mail too, or written down alone.</summary>
    private async Task<string> Where(Member member, Case row, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var last = await store.CaseSteps.Where(step => step.CaseId == row.Id && step.Kind == CaseStepKinds.Answered).OrderByDescending(step => step.Number).Select(step => step.Id).FirstOrDefaultAsync(cancel);
        return await store.EnquirySteps.Where(step => step.Id == last).Select(step => (MailState?)step.Mail).SingleOrDefaultAsync(cancel) switch
        {
            null => Words.DoneWrittenDown,
            MailState.None => Words.DoneOnPage,
            _ => Words.DoneOnPageAndMailed,
        };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/{number:long}/answers", async (long number, HttpContext context, AnswerCase act, AfterAnswer after, CasePages pages) =>
    {
        var (form, cancel) = (await context.Request.ReadFormAsync(context.RequestAborted), context.RequestAborted);
        var asks = form["then"] == "await";
        var refused = await after.Files.Take(pages.Member, number, form, cancel);
        var done = refused.Count > 0 ? new Refusal.Invalid(refused) : await act.Run(pages.Member, new(CasePages.Which(number, form), form["text"], asks, form["way"] == "call"), cancel);
        if (done.Refused) return await pages.After(context, number, "answer", done, "");
        await after.Promised.Run(pages.Member, number, form["promised"], cancel);
        if (!Guid.TryParse(form["handTo"], out var team)) return await pages.After(context, number, "answer", done, asks ? Words.DoneAsked : await act.Where(pages.Member, done.Value, cancel));
        var handed = await after.Hand.Run(pages.Member, new(new(number), null, team, Words.HandedWithAnswer), cancel);
        // Whoever handed it to a team beyond their reach is led back to their own.
        return handed.Refused ? await pages.After(context, number, "answer", done, Words.DoneAnsweredNotHanded) : pages.ToList(Words.DoneAnsweredHanded);
    }).Needs(Right.EnterVoices).WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20)));

    /// <summary>What goes with an answer: its files, what was ticked to be noted as promised, and the team that has the rest.</summary>
    public sealed record AfterAnswer(CaseFiles Files, NotePromised Promised, HandOver Hand);
}

/// <summary>Where a customer reads what they are answered in a case: the page of their enquiry. Whoever did not write through the form is given one, where they can be mailed its address.</summary>
internal static class ReachedBy
{
    /// <summary>The way of an enquiry that nobody wrote: it was made so that a case can be answered.</summary>
    public const string OfCase = "case";

    // So long they can look at it at least.
    private static readonly TimeSpan ToRead = TimeSpan.FromDays(90);

    /// <summary>The enquiry of a case, the newest first; null where there is none yet.</summary>
    public static async Task<Enquiry?> Known(OrganisationStore store, Guid row, CancellationToken cancel) => await store.Enquiries.AsNoTracking()
        .Where(enquiry => store.CaseVoices.Any(voice => voice.CaseId == row && (voice.VoiceId == enquiry.VoiceId || store.EnquirySteps.Any(step => step.EnquiryKey == enquiry.Key && step.VoiceId == voice.VoiceId))))
        .OrderByDescending(enquiry => enquiry.Id).FirstOrDefaultAsync(cancel);

    /// <summary>The mail address of a customer; null where none is known.</summary>
    public static async Task<string?> Mail(OrganisationStore store, Guid? customer, CancellationToken cancel) =>
        customer is null ? null : await store.Identities.Where(one => one.CustomerId == customer && one.Kind == "mail").OrderBy(one => one.Id).Select(one => one.Value).FirstOrDefaultAsync(cancel);

    /// <summary>The enquiry in which a case is answered, made where there is none; null where nobody can be reached.</summary>
    /// <param name="held">The case.</param>
    /// <param name="mails">Whether mail goes out: a page whose address nobody is told reaches nobody.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<EnquiryTold?> Open(ChangeCase.Held held, bool mails, CancellationToken cancel)
    {
        var (store, row) = (held.Store, held.Row);
        if (await Known(store, row.Id, cancel) is { } known) return await EnquiryTold.Load(store, known.Key, files: false, cancel);
        if (!mails || await Mail(store, row.CustomerId, cancel) is not { } mail) return null;
        var said = await store.Voices.AsNoTracking().Where(voice => store.CaseVoices.Any(one => one.CaseId == row.Id && one.VoiceId == voice.Id)).OrderBy(voice => voice.Place).FirstOrDefaultAsync(cancel);
        if (said is null) return null;
        var name = await store.Customers.Where(customer => customer.Id == row.CustomerId).Select(customer => customer.Name).SingleOrDefaultAsync(cancel);
        var enquiry = new Enquiry
        {
            Key = Guid.CreateVersion7(held.Now), VoiceId = said.Id, Topic = "", Kind = KindOf(row.Kind), Language = said.Language is "en" or "ar" or "ru" ? said.Language : "he", Way = OfCase, Name = name, Mail = mail,
            At = row.OpenedAt, Until = held.Now + ToRead,
        };
        store.Enquiries.Add(enquiry);
        store.EnquirySteps.Add(new() { Id = Guid.CreateVersion7(held.Now), EnquiryKey = enquiry.Key, Kind = StepKind.Received, At = row.OpenedAt, VoiceId = said.Id });
        await store.SaveChangesAsync(cancel);
        return await EnquiryTold.Load(store, enquiry.Key, files: false, cancel);
    }

    private static TopicKind KindOf(CaseKind kind) => kind switch
    {
        CaseKind.Question => TopicKind.Question,
        CaseKind.Request => TopicKind.Request,
        CaseKind.Praise => TopicKind.Praise,
        _ => TopicKind.Complaint,
    };
}
