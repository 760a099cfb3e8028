using Kolot.Running;
using Microsoft.Extensions.Options;

namespace Kolot.Shell;

/// <summary>What a browser may do with our pages: nothing that they do not need.</summary>
public static class SecurityHeaders
{
    // Style attributes carry lengths of bars and clocks; rules come from our stylesheet only.
    internal const string Policy =
        "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

    /// <summary>Sets them on every answer. Where people reach the house by TLS, browsers are told to come by nothing else for a year.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var house = app.ApplicationServices.GetRequiredService<IOptions<HouseSettings>>().Value;
        var locked = house.PublicAddress?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
        return app.Use((context, next) => Guard(context, next, locked));
    }

    private static Task Guard(HttpContext context, RequestDelegate next, bool locked)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.Remove("blazor-enhanced-nav"); // We have no such script to tell.
            headers.TryAdd("Content-Security-Policy", Policy);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            if (locked) headers.TryAdd("Strict-Transport-Security", "max-age=31536000");

            // A page is one member's: no cache on the way may keep it.
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
