using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Hands out evidence to whoever may have it: to be kept or looked at, never to be shown as a page of ours.</summary>
internal static class EvidenceFile
{
    /// <summary>Sends it part by part.</summary>
    public static IResult Send(HttpContext context, Stores stores, string organisation, ProbeEvidence found)
    {
        var headers = context.Response.Headers;
        (headers.XContentTypeOptions, headers.ContentSecurityPolicy, headers.CacheControl) = ("nosniff", "sandbox; default-src 'none'", "private, no-store");
        return Results.Stream(async body =>
        {
            await using var store = await stores.Open(organisation, context.RequestAborted);
            await foreach (var part in store.FileParts.AsNoTracking().Where(part => part.FileId == found.Id).OrderBy(part => part.Number).Select(part => part.Content).AsAsyncEnumerable().WithCancellation(context.RequestAborted))
                await body.WriteAsync(part, context.RequestAborted);
        }, EvidenceKind.Handed(found.Kind), found.Name);
    }
}
