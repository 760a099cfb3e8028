using Kolot.Listen.Sharing;
using Kolot.Shell;

namespace Kolot.Listen.Answering;

/// <summary>What a browser remembers of a survey: whose answer it began, so that it is taken up again and not given twice.</summary>
public sealed class AnswerCookie(AnswerTokens tokens, Respondents respondents)
{
    private const string Name = "kolot-answering";
    private const string Turn = "kolot-turn";

    // Where many answer at one browser, or one answers many times, it remembers nothing. Nor of a personal link: it opens by itself where they stopped, and whoever opens the survey after them is somebody else.
    private static bool Remembers(AnswerToken token) => token.Link is null && token.Way is not ("kiosk" or "trial" or "feedback");

    /// <summary>What it remembers; null where it knows of nothing.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[NameIn(context)];

    /// <summary>Remembers who stands at a kiosk now, until the next one begins.</summary>
    public static void BeginTurn(HttpContext context, Visit visit, Respondent respondent) =>
        context.Response.Cookies.Append(Turn, respondent.Token.Response.ToString(), Kept(context, visit, respondent.Asked));

    /// <summary>Whether somebody else stands at the kiosk by now: no way back in the browser leads to what the one before gave.</summary>
    public static bool IsTurnOver(HttpContext context, AnswerToken token) => token.Link is null && context.Request.Cookies[Turn] is { } turn && turn != token.Response.ToString();

    /// <summary>Leaves in it whose answer it is. What it leaves is told.</summary>
    public string Leave(HttpContext context, Visit visit, Respondent respondent)
    {
        var carried = tokens.Seal(respondent.Organisation, respondent.Token with { Begun = true });
        if (Remembers(respondent.Token))
        {
            var options = Options(context, visit.Path($"s/{respondent.Asked.Code}"), TimeSpan.FromDays(30));
            context.Response.Cookies.Append(NameIn(context), carried, options);
        }

        return carried;
    }

    /// <summary>Whose answer a page is that was opened before this browser began, or finished, another: it is one answer, or the second of the same people.</summary>
    public async Task<Respondent> OneOf(HttpContext context, Respondent respondent, CancellationToken cancel)
    {
        var token = respondent.Token;
        if (token.Begun || token.Link is not null || !Remembers(token) || Read(context) is not { } kept) return respondent;
        if (await respondents.Of(respondent.Organisation, respondent.Asked, kept, cancel) is not { } before || !Remembers(before.Token)) return respondent;
        // The page was gone back to, or sent from a second tab.
        if (before.Token.Response == token.Response) return Sent(before);
        if (token.Again) return respondent;
        if (before.IsDone) return respondent with { Token = token with { Again = true } };
        return before.Token.Number == token.Number ? Sent(before) : respondent;

        // What stood beside the page that was sent is what was read.
        Respondent Sent(Respondent whole) => whole with { Token = whole.Token with { Notice = token.Notice ?? whole.Token.Notice } };
    }

    // Two whom a site proved to be two are not one for answering at one browser.
    private static string NameIn(HttpContext context) => context.RequestServices.GetRequiredService<Doorway>().Proof is { } proof ? $"{Name}-{proof}" : Name;

    private static CookieOptions Kept(HttpContext context, Visit visit, AskedSurvey asked) => Options(context, visit.Path($"s/{asked.Code}"), null);

    /// <summary>How a browser keeps what it remembers, also of a page within one of another site.</summary>
    internal static CookieOptions Options(HttpContext context, string path, TimeSpan? age)
    {
        // There a browser keeps only what says that it may be kept there, for that site alone; and only where the way is sealed.
        var framed = context.Request.IsHttps && context.RequestServices.GetRequiredService<Doorway>().Site is not null;
        var options = new CookieOptions { Path = path, MaxAge = age, HttpOnly = true, IsEssential = true, SameSite = framed ? SameSiteMode.None : SameSiteMode.Lax, Secure = context.Request.IsHttps };
        if (framed) options.Extensions.Add("Partitioned");
        return options;
    }
}
