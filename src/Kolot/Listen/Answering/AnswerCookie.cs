using Kolot.Shell;

namespace Kolot.Listen.Answering;

/// <summary>What a browser remembers of a survey: whose answer it began, so that it is taken up again and not given twice.</summary>
public sealed class AnswerCookie(AnswerTokens tokens, Respondents respondents)
{
    private const string Name = "kolot-answering";

    // Where many answer at one browser, or one answers many times, it remembers nothing.
    private static bool Remembers(AnswerToken token) => token.Way is not ("kiosk" or "trial" or "feedback");

    /// <summary>What it remembers; null where it knows of nothing.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[Name];

    /// <summary>Leaves in it whose answer it is. What it leaves is told.</summary>
    public string Leave(HttpContext context, Visit visit, Respondent respondent)
    {
        var carried = tokens.Seal(respondent.Organisation, respondent.Token with { Begun = true });
        if (Remembers(respondent.Token))
            context.Response.Cookies.Append(Name, carried, new()
            {
                Path = visit.Path($"s/{respondent.Asked.Code}"), MaxAge = TimeSpan.FromDays(30), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps,
            });
        return carried;
    }

    /// <summary>Whose answer a page is that was opened before this browser began, or finished, another: it is one answer, or the second of the same people.</summary>
    public async Task<Respondent> OneOf(HttpContext context, Respondent respondent, CancellationToken cancel)
    {
        var token = respondent.Token;
        if (token.Begun || token.Link is not null || !Remembers(token) || Read(context) is not { } kept) return respondent;
        if (await respondents.Of(respondent.Organisation, respondent.Asked, kept, cancel) is not { } before || !Remembers(before.Token)) return respondent;
        // The page was gone back to, or sent from a second tab.
        if (before.Token.Response == token.Response) return before;
        if (token.Again) return respondent;
        if (before.IsDone) return respondent with { Token = token with { Again = true } };
        return before.Token.Number == token.Number ? before : respondent;
    }
}
