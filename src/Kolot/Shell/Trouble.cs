using System.Diagnostics;
using Kolot.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Shell;

/// <summary>What is answered when there is no page to show: a sentence for people, problem details for programs.</summary>
public static class Trouble
{
    /// <summary>Whether a program asks, not a person.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api")
        || request.Path.Value?.Split('/', 4) is [_, _, "api", ..];

    /// <summary>The number of the request being answered, by which the log tells of it; null outside of any.</summary>
    public static string? RequestNumber => Activity.Current?.TraceId.ToString();

    public static IApplicationBuilder UseTrouble(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Answer,
            SuppressDiagnosticsCallback = fault => fault.HttpContext.RequestServices.GetRequiredService<Unlocked>().IsAllOf(fault.Exception, fault.HttpContext),
            StatusCodeSelector = fault => fault switch
            {
                // What Kestrel refuses, such as a body that is too large, says itself what it is.
                BadHttpRequestException bad => bad.StatusCode,
                // A form that cannot be read at all, such as one with a NUL in it.
                AntiforgeryValidationException => StatusCodes.Status400BadRequest,
                OrganisationClosedException => StatusCodes.Status503ServiceUnavailable,
                _ when Outage.Is(fault) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        return app.UseStatusCodePages(pages => Answer(pages.HttpContext));
    }

    private static Task Answer(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (status == StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0) context.Response.Headers.RetryAfter = "30";
        var request = RequestNumber ?? context.TraceIdentifier;
        var closed = context.Features.Get<IExceptionHandlerFeature>()?.Error is OrganisationClosedException;
        if (IsApi(context.Request)) return Problem(status, request, closed).ExecuteAsync(context);

        if (status == StatusCodes.Status405MethodNotAllowed && HttpMethods.IsGet(context.Request.Method) && ActAddress.PageOf(context) is { } page)
            return Redirects.SeeOther(page).ExecuteAsync(context);

        // What says so carries a form too.
        if (context.RequestServices.GetRequiredService<Unlocked>() is var unlocked && unlocked.Is(context)) return unlocked.Answer(context);
        Language.Speak(context);
        var shown = new { Status = status, RequestNumber = request, Closed = closed };
        return new RazorComponentResult<TroublePage>(shown) { StatusCode = status }.ExecuteAsync(context);
    }

    private static IResult Problem(int status, string request, bool closed)
    {
        var extensions = new Dictionary<string, object?> { ["request"] = request };
        if (status == StatusCodes.Status503ServiceUnavailable) extensions["code"] = closed ? "closed" : "away";
        return Results.Problem(statusCode: status, extensions: extensions);
    }
}
