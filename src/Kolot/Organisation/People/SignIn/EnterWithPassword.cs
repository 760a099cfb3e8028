using Kolot.Core;
using Kolot.Organisation.People.Passkeys;
using Kolot.Organisation.People.SecondStep;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Lets somebody in who knows the password.</summary>
/// <remarks>An unknown address, a wrong password and a locked account get one answer, after about the same time.</remarks>
public sealed class EnterWithPassword(SignInManager<Account> door, IPasswordHasher<Account> hasher, SignInLog log)
{
    private static readonly Account Nobody = new() { Name = "" };
    private static string? nobodysHash;

    /// <summary>What is typed at the door.</summary>
    public sealed record Request(string Mail, string Password);

    /// <summary>What the door's page holds besides a password.</summary>
    /// <param name="Mail">The address, as typed.</param>
    /// <param name="To">Where one wanted to go.</param>
    /// <param name="Held">A form that is to be sent again after signing in, sealed.</param>
    public sealed record Typed(string Mail, string? To, string? Held);

    /// <summary>Whose password it is. Nobody is signed in by it yet.</summary>
    public async Task<Result<Account>> Run(HttpContext context, Request request)
    {
        if (string.IsNullOrWhiteSpace(request.Mail)) return new Refusal.Invalid("mail", "required");
        if (request.Password.Length is 0 or > Core.Organisation.Passwords.Most) return new Refusal.Invalid("password", "wrong_sign_in");

        var account = await door.UserManager.FindByEmailAsync(request.Mail.Trim());
        // Who comes by single sign-on alone has no password: that must not be quicker to say either.
        if (account?.PasswordHash is null || await door.UserManager.IsLockedOutAsync(account))
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

        return account;
    }

    /// <summary>The door's page, and knocking at it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "Who is to sign in is not known yet.";
        routes.MapGet("/sign-in", async Task<IResult> (string? to, HttpContext context, Visit visit) =>
            visit.AccountId is not null ? Redirects.SeeOther(Redirects.Local(to)) : await Page(context, new("", to, null), Faults.None, null)).OpenToAll(Why);
        routes.MapPost("/sign-in", async (HttpContext context, EnterWithPassword act, SecondSteps steps, HalfWayIn halfWay, BeginSession begin) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = new Typed(form["mail"].ToString(), form["to"].ToString(), form["held"].ToString());
            var done = await act.Run(context, new(typed.Mail, form["password"].ToString()));
            if (done.Refused) return await Page(context, typed, Faults.Of(done.Refusal, Words.ResourceManager), StatusCodes.Status422UnprocessableEntity);
            if (await steps.IsAsked(done.Value.Id, context.RequestAborted)) return EnterWithCode.Page(halfWay.Seal(done.Value), typed, Faults.None, null);
            await begin.Run(context, done.Value, context.RequestAborted);
            return await Onward(context, done.Value, typed);
        }).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
        routes.MapPost("/sign-out", async (HttpContext context, Visit visit, IAntiforgery guard, SignInManager<Account> door) =>
        {
            // Left already, in another window or by a second click: there is nothing more that a token could guard.
            if (visit.AccountId is null) return Redirects.SeeOther("/sign-in");
            if (!await guard.IsRequestValidAsync(context)) return Results.BadRequest();
            await door.SignOutAsync();
            return Redirects.SeeOther("/sign-in");
        }).DisableAntiforgery().OpenToAll("A session that ended meanwhile may be left once more.");
    }

    /// <summary>Where somebody goes who came in just now.</summary>
    internal static async Task<IResult> Onward(HttpContext context, Account account, Typed typed)
    {
        var directory = context.RequestServices.GetRequiredService<DirectoryStore>();
        // Whoever else signs in at this browser is not shown what the last one typed; where it is not known any more who that was, not in an organisation that is not theirs.
        return context.RequestServices.GetRequiredService<HeldForms>().Open(typed.Held, account.Id) is { } held && await directory.Memberships.AnyAsync(
            membership => membership.AccountId == account.Id && membership.Organisation == held.Organisation, context.RequestAborted)
            ? new RazorComponentResult<SendAgainPage>(new { Held = held, As = account.Name })
            : Redirects.SeeOther(Redirects.Local(typed.To));
    }

    /// <summary>The door's page.</summary>
    internal static async Task<RazorComponentResult<SignInPage>> Page(HttpContext context, Typed typed, Faults faults, int? status)
    {
        var challenge = await context.RequestServices.GetRequiredService<EnterWithPasskey>().Ask(context);
        return new(new { Typed = typed, Challenge = challenge, Faults = faults }) { StatusCode = status };
    }
}
