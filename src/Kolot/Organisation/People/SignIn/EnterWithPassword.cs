using Kolot.Core;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Lets somebody in who knows the password.</summary>
/// <remarks>An unknown address, a wrong password and a locked account get one answer, after about the same time.</remarks>
public sealed class EnterWithPassword(SignInManager<Account> door, IPasswordHasher<Account> hasher, BeginSession begin, SignInLog log)
{
    private static readonly Account Nobody = new() { Name = "" };
    private static string? nobodysHash;

    /// <summary>What is typed at the door.</summary>
    public sealed record Request(string Mail, string Password);

    /// <summary>Begins a session.</summary>
    public async Task<Result<Account>> Run(HttpContext context, Request request)
    {
        if (string.IsNullOrWhiteSpace(request.Mail)) return new Refusal.Invalid("mail", "required");
        if (request.Password.Length is 0 or > Core.Organisation.Passwords.Most) return new Refusal.Invalid("password", "wrong_sign_in");

        var account = await door.UserManager.FindByEmailAsync(request.Mail.Trim());
        if (account is null || await door.UserManager.IsLockedOutAsync(account))
        {
            nobodysHash ??= hasher.HashPassword(Nobody, "");
            hasher.VerifyHashedPassword(Nobody, nobodysHash, request.Password);
            return new Refusal.Invalid("password", "wrong_sign_in");
        }

        var checking = await door.CheckPasswordSignInAsync(account, request.Password, lockoutOnFailure: true);
        if (!checking.Succeeded)
        {
            await log.Note(account.Id, opened: false, context.RequestAborted);
            return new Refusal.Invalid("password", "wrong_sign_in");
        }

        await begin.Run(context, account, context.RequestAborted);
        return account;
    }

    /// <summary>The door's page, and knocking at it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (string? to, Visit visit) =>
                visit.AccountId is not null ? Redirects.SeeOther(Redirects.Local(to)) : Page(to, "", Faults.None))
            .OpenToAll("Who is to sign in is not known yet.");
        routes.MapPost("/sign-in", async (HttpContext context, EnterWithPassword act) =>
            {
                var form = await context.Request.ReadFormAsync(context.RequestAborted);
                var (to, mail) = (form["to"].ToString(), form["mail"].ToString());
                var done = await act.Run(context, new(mail, form["password"].ToString()));
                return done.Refused ? Page(to, mail, Faults.Of(done.Refusal, Words.ResourceManager)) : Redirects.SeeOther(Redirects.Local(to));
            })
            .OpenToAll("Who is to sign in is not known yet.").RequireRateLimiting(SignInSetup.Doors);
        routes.MapPost("/sign-out", async (SignInManager<Account> door) =>
            {
                await door.SignOutAsync();
                return Redirects.SeeOther("/sign-in");
            })
            .OpenToAll("A session that ended meanwhile may be left once more.");
    }

    private static RazorComponentResult<SignInPage> Page(string? to, string mail, Faults faults) =>
        new(new { To = to, Mail = mail, Faults = faults }) { StatusCode = faults.Any ? StatusCodes.Status422UnprocessableEntity : null };
}
