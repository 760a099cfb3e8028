using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Answering;

/// <summary>Takes in files that are given as answers, before what else was answered is looked at: a page that comes back does not ask for them again.</summary>
public sealed class AnswerFiles(Stores stores, IOptions<AnsweringSettings> settings, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The largest file.</summary>
    public const int MostBytes = 10 << 20;

    /// <summary>The most that one response may hold of them.</summary>
    public const int MostInAll = 25 << 20;

    /// <summary>How many one response may hold.</summary>
    public const int MostFiles = 5;

    /// <summary>The errand that removes what was never taken in.</summary>
    public const string Errand = "survey.file";

    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    // Until then what was sent with a page is gone or kept with its response, and what was left is heard.
    private static readonly TimeSpan Waiting = TimeSpan.FromDays(3);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Takes in what was sent with a screen, and says by which ids it is kept.</summary>
    public async Task<SendAnswers.Request> Take(Respondent respondent, SendAnswers.Request request, IFormFileCollection files, CancellationToken cancel)
    {
        Question[] asked = [.. respondent.Survey.Screens[request.Screen].Questions.Where(question => question.Kind == QuestionKind.File)];
        if (asked.Length == 0) return request;
        // What no person sent fills nothing.
        if (request.Trapped) return request with { Field = field => asked.Any(question => question.Key == field) ? [] : request.Field(field) };
        await using var store = await stores.Open(respondent.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var response = respondent.Token.Response;
        var here = await store.SurveyFiles.Where(file => file.ResponseId == response).ToListAsync(cancel);
        var (faults, values) = (new List<Fault>(), new Dictionary<string, IReadOnlyList<string>>());
        foreach (var question in asked)
        {
            var known = here.FirstOrDefault(file => file.Question == question.Key);
            if (files.GetFile(question.Key) is { Length: > 0 } sent && await Keep(store, respondent, (question.Key, sent), here, cancel) is var (kept, reason))
            {
                if (reason is not null) faults.Add(new(question.Key, reason));
                known = kept ?? known;
            }
            else if (known is not null && request.Field($"{question.Key}.without").Count > 0)
            {
                here.Remove(known);
                known = null;
            }

            values[question.Key] = known is null ? [] : [known.Id.ToString(), known.Name];
        }

        var gone = await store.SurveyFiles.Where(file => file.ResponseId == response).Select(file => file.Id).ToArrayAsync(cancel);
        await store.RemoveFiles([.. gone.Except(here.Select(file => file.Id))], cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return request with { Faults = faults, Field = field => values.TryGetValue(field, out var file) ? file : request.Field(field) };
    }

    /// <summary>Removes what was sent with a page that was never taken in.</summary>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        Guid[] responses = [.. errands.Select(errand => Guid.Parse(errand.Subject)).Distinct()];
        var there = await store.SurveyResponses.Where(response => responses.Contains(response.Id)).Select(response => response.Id).ToArrayAsync(cancel);
        var enquiries = await store.Enquiries.Where(enquiry => responses.Contains(enquiry.Key)).Select(enquiry => enquiry.Key).ToArrayAsync(cancel);
        var steps = await store.CaseSteps.Where(step => responses.Contains(step.Id)).Select(step => step.Id).ToArrayAsync(cancel);
        await store.RemoveFilesOf([.. responses.Except(there).Except(enquiries).Except(steps)], cancel);
    }

    // How much waits of what may never be answered: with pages that were not taken in, whose survey nobody knows yet, and with answers that are neither finished nor heard as they were left.
    private async Task<long> WaitingWith(OrganisationStore store, Guid survey, CancellationToken cancel)
    {
        var since = clock.GetUtcNow().UtcDateTime - Waiting;
        return await store.SurveyFiles.Where(file => file.KeptAt > since && !store.SurveyResponses.Any(response =>
            response.Id == file.ResponseId && (response.SurveyId != survey || response.FinishedAt != null || response.VoiceId != null))).SumAsync(file => (long)file.Bytes, cancel);
    }

    private async Task<(SurveyFile? Kept, string? Reason)> Keep(OrganisationStore store, Respondent respondent, (string Question, IFormFile File) sent, List<SurveyFile> here, CancellationToken cancel)
    {
        var (question, file) = sent;
        var others = here.Where(one => one.Question != question).ToArray();
        if (file.Length > MostBytes || others.Sum(one => (long)one.Bytes) + file.Length > MostInAll) return (null, "file_too_large");
        if (others.Length >= MostFiles) return (null, "too_many_files");
        if (await WaitingWith(store, respondent.Asked.Id, cancel) + file.Length > (long)settings.Value.WaitingMegabytes << 20) return (null, "no_room");
        await using var content = file.OpenReadStream();
        var bytes = new byte[file.Length];
        await content.ReadExactlyAsync(bytes, cancel);
        if (FileKind.Of(bytes.AsSpan(0, Math.Min(FileKind.Start, bytes.Length))) is not { } kind) return (null, "no_such_kind");
        var now = clock.GetUtcNow();
        var kept = new SurveyFile
        {
            Id = Guid.CreateVersion7(now), ResponseId = respondent.Token.Response, Question = question, Name = kind.Named(file.FileName), Kind = kind.MediaType, Bytes = bytes.Length, KeptAt = now.UtcDateTime,
        };
        foreach (var (number, part) in bytes.Chunk(PartStream.Size).Index()) store.FileParts.Add(new() { FileId = kept.Id, Number = number, Content = part });
        store.SurveyFiles.Add(kept);
        if (here.Count == 0) store.Errands.Add(new() { Kind = Errand, Subject = kept.ResponseId.ToString(), DueAt = now.UtcDateTime + Patience });
        here.RemoveAll(one => one.Question == question);
        here.Add(kept);
        return (kept, null);
    }
}
