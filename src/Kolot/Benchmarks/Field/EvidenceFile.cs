using Kolot.Benchmarks.Studies;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Hands out evidence to whoever may have it: to be kept or looked at, never to be shown as a page of ours.</summary>
internal static class EvidenceFile
{
    /// <summary>Whether a shopper sees it: whoever grades again sees no mail as it came, for it says whose it is, and when it was written; its words stand on the page.</summary>
    public static bool IsFor(StudyShopper shopper, ProbeEvidence found, IEnumerable<ProbeReply> replies) => !shopper.GradesAgain || replies.All(reply => reply.Id != found.Id);

    /// <summary>A name that says nothing of whose it is, nor of when.</summary>
    public static string Neutral(ProbeEvidence found, int number) => StudyWords.Put(Words.EvidenceNumbered, number) + Path.GetExtension(found.Name);

    /// <summary>Sends it part by part.</summary>
    /// <param name="context">To whom.</param>
    /// <param name="stores">From where.</param>
    /// <param name="organisation">Whose.</param>
    /// <param name="found">Which.</param>
    /// <param name="name">By what name; its own where none is given.</param>
    public static IResult Send(HttpContext context, Stores stores, string organisation, ProbeEvidence found, string? name = null)
    {
        var headers = context.Response.Headers;
        (headers.XContentTypeOptions, headers.ContentSecurityPolicy, headers.CacheControl) = ("nosniff", "sandbox; default-src 'none'", "private, no-store");
        return Results.Stream(async body =>
        {
            await using var store = await stores.Open(organisation, context.RequestAborted);
            await foreach (var part in store.FileParts.AsNoTracking().Where(part => part.FileId == found.Id).OrderBy(part => part.Number).Select(part => part.Content).AsAsyncEnumerable().WithCancellation(context.RequestAborted))
                await body.WriteAsync(part, context.RequestAborted);
        }, EvidenceKind.Handed(found.Kind), name ?? found.Name);
    }
}
