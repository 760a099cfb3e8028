using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Attached;

/// <summary>The files of a case: those that came with its voices, and those that were attached to what was answered or noted, each by the id of its step.</summary>
/// <remarks>Kinds, sizes and the removal of what was never sent are those of the contact form: see <see cref="ContactFiles"/>.</remarks>
public sealed class CaseFiles(Stores stores, ContactFiles files, HandOutFile hand)
{
    /// <summary>The files that are shown with a case.</summary>
    /// <param name="OfSteps">By the step with which they were written.</param>
    /// <param name="OfVoices">By the voice with which they came.</param>
    public sealed record Shown(ILookup<Guid, SurveyFile> OfSteps, ILookup<Guid, SurveyFile> OfVoices);

    /// <summary>Those of a case that whoever asks has before them.</summary>
    public static async Task<Shown> Of(OrganisationStore store, Case row, CancellationToken cancel)
    {
        var id = row.Id;
        var steps = await store.SurveyFiles.AsNoTracking().Where(file => store.CaseSteps.Any(step => step.CaseId == id && step.Id == file.ResponseId)).OrderBy(file => file.Question).ToListAsync(cancel);
        var answers = await (from voice in store.CaseVoices where voice.CaseId == id join response in store.SurveyResponses on voice.VoiceId equals response.VoiceId join file in store.SurveyFiles on response.Id equals file.ResponseId select new { voice.VoiceId, file }).AsNoTracking().ToListAsync(cancel);
        var written = await (from voice in store.CaseVoices where voice.CaseId == id join enquiry in store.Enquiries on voice.VoiceId equals enquiry.VoiceId join file in store.SurveyFiles on enquiry.Key equals file.ResponseId select new { voice.VoiceId, file }).AsNoTracking().ToListAsync(cancel);
        return new(steps.ToLookup(file => file.ResponseId), answers.Concat(written).OrderBy(one => one.file.Id).ToLookup(one => one.VoiceId, one => one.file));
    }

    /// <summary>What is attached to something that was not sent yet.</summary>
    public async Task<IReadOnlyList<SurveyFile>> Waiting(Member member, Guid step, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await IsFree(store, step, cancel) ? await files.Of(member.Organisation, step, cancel) : [];
    }

    /// <summary>Takes in what is attached to an answer or a note, by the id that its page drew; lets go of what is to be left out.</summary>
    /// <returns>Why something could not be.</returns>
    public async Task<IReadOnlyList<Fault>> Take(Member member, long number, IFormCollection form, CancellationToken cancel)
    {
        if (!Guid.TryParse(form["step"], out var step) || step == Guid.Empty) return [];
        await using (var store = await stores.Open(member.Organisation, cancel))
            if (!await store.CasesSeenBy(member).AnyAsync(row => row.Number == number, cancel) || !await IsFree(store, step, cancel)) return [];
        return (await files.Take(member.Organisation, step, form, cancel)).Faults;
    }

    /// <summary>A file of a case within reach; null where there is none.</summary>
    public async Task<SurveyFile?> Find(Member reader, long number, Guid file, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.CasesSeenBy(reader).Where(row => row.Number == number);
        return await store.SurveyFiles.AsNoTracking().SingleOrDefaultAsync(one => one.Id == file && seen.Any(row =>
            store.CaseSteps.Any(step => step.CaseId == row.Id && step.Id == one.ResponseId)
            || store.CaseVoices.Any(voice => voice.CaseId == row.Id && (store.SurveyResponses.Any(response => response.Id == one.ResponseId && response.VoiceId == voice.VoiceId)
                || store.Enquiries.Any(enquiry => enquiry.Key == one.ResponseId && enquiry.VoiceId == voice.VoiceId)))), cancel);
    }

    /// <summary>Hands it out.</summary>
    public IResult Send(HttpContext context, Member reader, SurveyFile found) => hand.Send(context, reader.Organisation, found);

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/cases/{number:long}/files/{file:guid}", async (long number, Guid file, HttpContext context, Visit visit, CaseFiles act) =>
        await act.Find(visit.Here, number, file, context.RequestAborted) is { } found ? act.Send(context, visit.Here, found) : Results.NotFound()).Needs(Right.ReadVoices);

    // Whoever sends a form says under which id its files are kept: never under one that is something else's, nor with what was sent already.
    private static async Task<bool> IsFree(OrganisationStore store, Guid step, CancellationToken cancel) =>
        !await store.CaseSteps.AnyAsync(one => one.Id == step, cancel) && !await store.Enquiries.AnyAsync(one => one.Key == step, cancel) && !await store.EnquirySteps.AnyAsync(one => one.Id == step, cancel)
        && !await store.SurveyResponses.AnyAsync(one => one.Id == step, cancel);
}
