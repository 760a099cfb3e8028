using Kolot.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Begins a session: the one way in. One that is open in the same browser ends first, whoever's it is.</summary>
public sealed class BeginSession(SignInManager<Account> door, SignInLog log)
{
    /// <summary>What a session that opens one organisation alone keeps its name under.</summary>
    public const string Only = "kolot:only";

    /// <summary>Begins it.</summary>
    /// <param name="context">The request that it begins with.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="only">The one organisation that it opens, where that organisation's provider vouched for whom; null for all of the account's.</param>
    public async Task Run(HttpContext context, Account account, CancellationToken cancel, string? only = null)
    {
        await door.SignOutAsync();
        // Whatever read the session that was open would write on under its key, which others may have seen: a fresh one makes a key of its own.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handlers = scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>();
        if (await handlers.GetHandlerAsync(context, IdentityConstants.ApplicationScheme) is not IAuthenticationSignInHandler way)
            throw new InvalidOperationException("Sessions are kept by no cookie.");
        var who = await door.CreateUserPrincipalAsync(account);
        var session = new AuthenticationProperties { IsPersistent = true };
        if (only is not null) session.Items[Only] = only;
        await way.SignInAsync(who, session);
        // What is shown in the same answer belongs to whoever came in: its forms carry their token.
        context.User = who;
        await log.Note(account.Id, opened: true, cancel);
    }
}
