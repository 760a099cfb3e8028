using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Shell;

/// <summary>Every act from a form proves that it comes from our own page; a route must say so to be left out.</summary>
public static class FormGuard
{
    public static IApplicationBuilder UseForms(this IApplicationBuilder app)
    {
        app.Use(async (context, next) =>
        {
            if (!Guarded(context) || await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
                await next(context);
            else
                await Refuse(context);
        });
        return app.UseAntiforgery();
    }

    // A proof that is too old, as after the browser was closed or another signed in, is no reason to lose what was typed.
    private static async Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        if (await HeldForms.Take(context) is not { } held) return;
        var who = context.RequestServices.GetRequiredService<Visit>().MemberName;
        await new RazorComponentResult<SendAgainPage>(new { Held = held, As = who }) { StatusCode = StatusCodes.Status400BadRequest }.ExecuteAsync(context);
    }

    // Only what a browser can be made to send from elsewhere with the member's cookies: JSON and a key need a permission we never give.
    private static bool Guarded(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return false;
        if (context.GetEndpoint() is not { } endpoint || context.Request.HasJsonContentType()) return false;
        return endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation ?? !ShowsKey(context.Request);
    }

    private static bool ShowsKey(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
}
