using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>Hands out a file that was given with a voice to whoever may read the voice: to be kept, never to be shown as a page of ours.</summary>
public sealed class HandOutFile(Stores stores)
{
    /// <summary>What is known of it; null where the voice is not within reach, or has no such file.</summary>
    public async Task<SurveyFile?> Find(Member reader, Guid voice, Guid file, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.VoicesSeenBy(reader).Where(one => one.Id == voice);
        return await store.SurveyFiles.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Id == file && seen.Any()
                && (store.SurveyResponses.Any(response => response.Id == one.ResponseId && response.VoiceId == voice) || store.Enquiries.Any(enquiry => enquiry.Key == one.ResponseId && enquiry.VoiceId == voice)), cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet(
        "/voices/{id:guid}/files/{file:guid}",
        async (Guid id, Guid file, HttpContext context, Visit visit, HandOutFile act) =>
            await act.Find(visit.Here, id, file, context.RequestAborted) is { } found ? act.Send(context, visit.Here.Organisation, found) : Results.NotFound()).Needs(Right.ReadVoices);

    /// <summary>Hands out one that whoever asks may have.</summary>
    public IResult Send(HttpContext context, string organisation, SurveyFile found)
    {
        var headers = context.Response.Headers;
        (headers.XContentTypeOptions, headers.ContentSecurityPolicy, headers.CacheControl) = ("nosniff", "sandbox; default-src 'none'", "private, no-store");
        return Results.Stream(body => Write(organisation, found.Id, body, context.RequestAborted), FileKind.Handed(found.Kind), found.Name);
    }

    private async Task Write(string organisation, Guid file, Stream body, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await foreach (var part in store.FileParts.AsNoTracking().Where(part => part.FileId == file).OrderBy(part => part.Number).Select(part => part.Content).AsAsyncEnumerable().WithCancellation(cancel))
            await body.WriteAsync(part, cancel);
    }
}
