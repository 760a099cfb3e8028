using Microsoft.AspNetCore.Antiforgery;

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
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
        });
        return app.UseAntiforgery();
    }

    // Only what a browser can be made to send from elsewhere with the member's cookies: JSON needs a permission we never give.
    private static bool Guarded(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)) return false;
        if (context.GetEndpoint() is not { } endpoint || context.Request.HasJsonContentType()) return false;
        return endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation ?? !Trouble.IsApi(context.Request);
    }
}
