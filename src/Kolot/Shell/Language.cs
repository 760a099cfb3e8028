using System.Globalization;

namespace Kolot.Shell;

/// <summary>Which language a page speaks: asked for in the address, chosen before, the member's, or Hebrew.</summary>
public static class Language
{
    public const string Cookie = "kolot-language";

    /// <summary>What members may choose; what customers see is also in Arabic and Russian.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["he", "en"];

    private static readonly string[] Known = ["he", "en", "ar", "ru"];

    /// <summary>The name of a language in itself.</summary>
    public static string NameOf(string code) => code switch
    {
        "he" => "עברית",
        "ar" => "العربية",
        "ru" => "Русский",
        _ => "English",
    };

    public static string Here => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Speaks the visitor's language for the rest of the request. Comes after the visit is known.</summary>
    public static IApplicationBuilder UseLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        Speak(context);
        return next(context);
    });

    /// <summary>Sets the language of the current flow; error pages call it again, for they run outside of the inner flow.</summary>
    public static void Speak(HttpContext context) => Speak(Of(context));

    /// <summary>Speaks a language for the rest of the current flow.</summary>
    public static void Speak(string chosen)
    {
        var culture = CultureInfo.GetCultureInfo(chosen switch { "he" => "he-IL", "en" => "en-GB", _ => chosen });
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }

    /// <summary>Keeps a choice of language and goes back to where it was made.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/language", async (HttpContext context) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var language = form["language"].ToString();
        if (Known.Contains(language))
            context.Response.Cookies.Append(Cookie, language, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(400),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            });
        return Redirects.SeeOther(Redirects.Local(form["back"]));
    }).DisableAntiforgery().AllowAnonymous();

    private static string Of(HttpContext context)
    {
        string?[] wishes =
        [
            context.Request.Query["lang"],
            context.Request.Cookies[Cookie],
            context.RequestServices.GetRequiredService<Visit>().DefaultLanguage,
        ];
        return wishes.FirstOrDefault(wish => Known.Contains(wish)) ?? "he";
    }
}
