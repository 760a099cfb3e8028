using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Changes one's own password, and ends all other sessions: whoever knew the old one is out. Wrong ones count as at the door.</summary>
public sealed class ChangePassword(SignInManager<Account> door, Sessions sessions, DirectoryStore directory, SignInLog log)
{
    /// <summary>What is asked.</summary>
    public sealed record Request(string Current, string New);

    /// <summary>Changes it.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="session">The session that goes on.</param>
    /// <param name="request">The two passwords.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Account>> Run(Guid id, string? session, Request request, CancellationToken cancel)
    {
        if (await door.UserManager.FindByIdAsync(id.ToString()) is not { } account) return new Refusal.NotFound();
        if (Passwords.FaultOf(request.New, account.Email) is { } fault) return new Refusal.Invalid("newPassword", fault);
        if (request.Current.Length is 0 or > Passwords.Most) return new Refusal.Invalid("currentPassword", "wrong_password");
        if (!(await door.CheckPasswordSignInAsync(account, request.Current, lockoutOnFailure: true)).Succeeded)
        {
            await log.Note(id, opened: false, cancel);
            return new Refusal.Invalid("currentPassword", "wrong_password");
        }

        var changing = await door.UserManager.ChangePasswordAsync(account, request.Current, request.New);
        if (!changing.Succeeded) return new Refusal.Invalid("currentPassword", "wrong_password");
        // A link that lies in a mailbox opens no more: its password was not lost.
        await directory.Recoveries.Where(row => row.AccountId == id).ExecuteDeleteAsync(cancel);
        await sessions.Revoke(id, other => other.Id != session, cancel);
        await door.RefreshSignInAsync(account);
        return account;
    }

    /// <summary>What the account's page sends.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/account/password", async Task<IResult> (
        HttpContext context, ChangePassword act, AccountPages pages, Notices notices) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var session = Sessions.IdOf(await context.AuthenticateAsync());
        var request = new Request(form["currentPassword"].ToString(), form["newPassword"].ToString());
        var done = await act.Run(pages.Account, session, request, context.RequestAborted);
        if (done.Refused) return await pages.Show(null, null, done.Refusal);
        notices.Leave(Words.PasswordChanged);
        return Redirects.SeeOther(AccountPages.AfterChange);
    }).OpenToMembers("Everybody may change their own password.").RequireRateLimiting(SignInSetup.Doors);
}
