using Kolot.Core.Listen;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;
using Kolot.Shell;

namespace Kolot.Listen.Sharing;

/// <summary>By which way somebody came to a survey, and what of it goes along from page to page: known once per request.</summary>
public sealed class Doorway(KnownWays ways, KioskWatch watch, TimeProvider clock)
{
    // What is said in the address and holds for all that follows.
    private static readonly string[] Lasting = ["way", "frame", "who", "until", "sign", "kiosk"];
    private static readonly string[] Said = ["qr", "site", "mail", "kiosk", "feedback"];

    private IQueryCollection query = QueryCollection.Empty;
    private string? from;
    private SiteProof? proven;

    /// <summary>The way that the address tells; null where it tells none.</summary>
    public string? Way { get; private set; }

    /// <summary>What goes along in the address of the next page, with an ampersand before it; or nothing.</summary>
    public string Along { get; private set; } = "";

    /// <summary>The site that the page stands on, which is told when somebody is done; null where it stands for itself.</summary>
    public string? Site { get; private set; }

    /// <summary>Who answers, where that site proved it.</summary>
    public HeardCustomer? Customer => proven?.Customer;

    /// <summary>What tells those apart whom a site proved; null where it proved nobody.</summary>
    public string? Proof => proven?.Mark;

    /// <summary>The survey, by its code.</summary>
    public string? Code { get; private set; }

    /// <summary>Where a kiosk begins anew.</summary>
    public string? Start { get; private set; }

    /// <summary>Where what is done with answers can be read on another device: a kiosk leads nowhere else.</summary>
    public string Notice { get; private set; } = "";

    /// <summary>Whether many answer at one device, one after another.</summary>
    public bool IsKiosk => Way == "kiosk";

    /// <summary>What the pages are marked with, for their style.</summary>
    public string? Mark => IsKiosk ? "kiosk" : Site is not null ? "framed" : null;

    /// <summary>Opens it, before a route that leads through it.</summary>
    public static async ValueTask<object?> Open(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var services = invocation.HttpContext.RequestServices;
        await services.GetRequiredService<Doorway>().Open(invocation.HttpContext, services.GetRequiredService<Visit>());
        return await next(invocation);
    }

    /// <summary>The address of this page in another language.</summary>
    public string In(string language) =>
        $"?lang={language}{string.Concat(query.Where(field => field.Key != "lang").SelectMany(field => field.Value.OfType<string>().Select(value => $"&{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(value)}")))}";

    /// <summary>Tells of what was finished whether it is play; null where nothing is doubted.</summary>
    public Func<SurveyWalk, bool>? Doubt(string organisation, AnswerToken token) => token.Way == "kiosk"
        ? walk => watch.IsPlay((organisation, token.Survey, $"{from} {query["kiosk"]}"), walk, token.Response, token.OpenedAt)
        : null;

    private async ValueTask Open(HttpContext context, Visit visit)
    {
        query = context.Request.Query;
        from = visit.From;
        Way = query["way"].ToString() is { Length: > 0 } way && Said.Contains(way) ? way : null;
        Along = string.Concat(Lasting.Where(name => query[name].ToString() is { Length: > 0 and <= 300 }).Select(name => $"&{name}={Uri.EscapeDataString(query[name].ToString())}"));
        Code = context.GetRouteValue("code") as string;
        Notice = $"{context.Request.Host}{visit.Path("privacy")}";
        if (IsKiosk && Code is not null) Start = visit.Path($"s/{Code}?{Along[1..]}&lang={Language.Here}");
        if (visit.Organisation is not { } organisation || (!query.ContainsKey("frame") && !query.ContainsKey("who"))) return;
        var known = await ways.Of(organisation, context.RequestAborted);
        Site = query["frame"].ToString() is var site && known.Origins.Contains(site) ? site : null;
        proven = SiteSignature.Proven(known.Secret, new(query["who"], query["until"], query["sign"]), clock.GetUtcNow());
    }
}
