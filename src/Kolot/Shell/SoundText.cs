using Kolot.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Kolot.Shell;

/// <summary>Keeps texts that no database can look for out of addresses and forms, whatever act they are meant for.</summary>
public static class SoundText
{
    public static IApplicationBuilder UseSoundText(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (IsSound(context)) await next(context);
        else context.Response.StatusCode = StatusCodes.Status400BadRequest;
    });

    // A form that was not read yet is a file on its way in, which its act reads piece by piece.
    private static bool IsSound(HttpContext context) => PlainText.IsSound(context.Request.Path.Value)
        && context.Request.Query.All(IsSound) && context.Features.Get<IFormFeature>()?.Form?.All(IsSound) != false;

    private static bool IsSound(KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> field) =>
        PlainText.IsSound(field.Key) && field.Value.All(PlainText.IsSound);
}
