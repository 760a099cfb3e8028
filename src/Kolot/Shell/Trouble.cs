using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Shell;

/// <summary>What is answered when there is no page to show: a sentence for people, problem details for programs.</summary>
public static class Trouble
{
    /// <summary>Whether a program asks, not a person.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api")
        || request.Path.Value?.Split('/', 4) is [_, _, "api", ..];

    public static IApplicationBuilder UseTrouble(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Answer,
            // What Kestrel refuses, such as a body that is too large, says itself what it is.
            StatusCodeSelector = fault => fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        });
        return app.UseStatusCodePages(pages => Answer(pages.HttpContext));
    }

    private static Task Answer(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var request = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        if (IsApi(context.Request))
            return Results.Problem(statusCode: status, extensions: new Dictionary<string, object?> { ["request"] = request })
                .ExecuteAsync(context);

        Language.Speak(context);
        var page = new { Status = status, RequestNumber = request };
        return new RazorComponentResult<TroublePage>(page) { StatusCode = status }.ExecuteAsync(context);
    }
}
