using System.IO.Compression;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell;

namespace Kolot.Listen.Answering;

/// <summary>A page that customers answer on. Its style stands in the page, which is all that a telephone has to fetch.</summary>
/// <param name="page">The page.</param>
/// <param name="survey">The survey, in one of whose languages it speaks.</param>
internal sealed class StyledPage(IResult page, Survey? survey) : IResult
{
    /// <summary>Which page it is of those that are the same for all, and what this one has of its own in place of each mark; null for one of somebody's own.</summary>
    public (SamePage Which, string[] Carried)? Same { get; init; }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        AnswerStyle.Allow(httpContext);
        Language.Speak(LanguageOf(survey));
        var (request, response) = (httpContext.Request, httpContext.Response);
        response.Headers.Vary = "Accept-Encoding";
        if (Same is { } same && survey is not null)
        {
            await Send(httpContext, (await SamePages.Of(survey, same.Which, () => Draw(httpContext))).For(same.Carried, TakesGzip(request)));
            return;
        }

        if (!TakesGzip(request))
        {
            await page.ExecuteAsync(httpContext);
            return;
        }

        // On a slow network the page is there in one go: what it repeats of what was sent is never beside a secret that stays the same.
        var body = response.Body;
        response.Headers.ContentEncoding = "gzip";
        var packed = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true);
        response.Body = packed;
        try
        {
            await page.ExecuteAsync(httpContext);
        }
        finally
        {
            await packed.DisposeAsync();
            response.Body = body;
        }
    }

    private async Task<ReadOnlyMemory<byte>> Draw(HttpContext context)
    {
        var body = context.Response.Body;
        using var drawn = new MemoryStream();
        context.Response.Body = drawn;
        try
        {
            await page.ExecuteAsync(context);
            return drawn.ToArray();
        }
        finally
        {
            context.Response.Body = body;
        }
    }

    private static async Task Send(HttpContext context, byte[] bytes)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (TakesGzip(context.Request)) response.Headers.ContentEncoding = "gzip";
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request) => request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    /// <summary>In one of the survey's languages: whoever reads another sees the words as they were written, and those around them alike.</summary>
    public static string LanguageOf(Survey? survey) => survey is null || survey.Languages.Contains(Language.Here) ? Language.Here : survey.Languages[0];
}
