using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Shell;

/// <summary>Where people come by https and a request did not, as through a proxy whose word is not believed: no form can be guarded then, so the page says what to mend.</summary>
public sealed class Unlocked(IConfiguration configuration, ILogger<Unlocked> log)
{
    private int said;

    /// <summary>Whether the request came unlocked to a house that people reach by https.</summary>
    public bool Is(HttpContext context) => !context.Request.IsHttps && configuration["PublicAddress"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Whether nothing more went wrong than that: then the one line below is said of it, and no more.</summary>
    public bool IsAllOf(Exception fault, HttpContext context) =>
        Is(context) && fault is InvalidOperationException && fault.Message.Contains("AntiforgeryOptions.Cookie.SecurePolicy", StringComparison.Ordinal);

    /// <summary>Says what to mend, in both languages, for whoever sees it runs the house or will tell who does.</summary>
    public async Task Answer(HttpContext context)
    {
        if (Interlocked.Exchange(ref said, 1) == 0)
            log.LogError("A page was asked for by http, though PublicAddress is https: where a proxy stands in front, set ProxyHops (KOLOT_PROXYHOPS) to how many do");
        Language.Speak(context);
        // What drew the page that broke off would go on with that one first.
        var its = context.RequestServices;
        await using var scope = its.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        // 421: this house does not answer for that scheme (RFC 9110, 15.5.20); the same request through the right door is fine.
        await new RazorComponentResult<UnlockedPage>(new { Address = configuration["PublicAddress"] ?? "" }) { StatusCode = StatusCodes.Status421MisdirectedRequest }.ExecuteAsync(context);
        context.RequestServices = its;
    }
}
