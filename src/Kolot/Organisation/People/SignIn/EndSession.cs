using Kolot.Shell;
using Microsoft.AspNetCore.Authentication;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Ends one of one's own sessions, or all but the one at hand.</summary>
public sealed class EndSession(Sessions sessions)
{
    /// <summary>Ends it. A session of somebody else is not found, and nothing happens.</summary>
    public Task Run(Guid account, string id, CancellationToken cancel) => sessions.Revoke(account, session => session.Id == id, cancel);

    /// <summary>Ends all but this one.</summary>
    public Task RunForOthers(Guid account, string? own, CancellationToken cancel) =>
        sessions.Revoke(account, session => session.Id != own, cancel);

    /// <summary>What the account's page sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "Everybody may end their own sessions.";
        routes.MapPost("/account/sessions/{id}/closure", async (string id, EndSession act, AccountPages pages, Notices notices, CancellationToken cancel) =>
        {
            await act.Run(pages.Account, id, cancel);
            notices.Leave(Words.SessionEnded);
            return Redirects.SeeOther("/account");
        }).OpenToMembers(Why);
        routes.MapPost("/account/sessions/closure", async (HttpContext context, EndSession act, AccountPages pages, Notices notices) =>
        {
            await act.RunForOthers(pages.Account, Sessions.IdOf(await context.AuthenticateAsync()), context.RequestAborted);
            notices.Leave(Words.OthersEnded);
            return Redirects.SeeOther("/account");
        }).OpenToMembers(Why);
    }
}
