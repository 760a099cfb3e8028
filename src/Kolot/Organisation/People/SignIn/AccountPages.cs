using Kolot.Core;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary>One's own page: particulars, password, sessions.</summary>
public sealed class AccountPages(IHttpContextAccessor web, Visit visit, UserManager<Account> accounts, Sessions sessions)
{
    /// <summary>Whose page it is.</summary>
    public Guid Account => visit.AccountId ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>Where one goes who changed the password: it names what opens besides.</summary>
    public const string AfterChange = "/account?password=changed";

    /// <summary>The same for whoever chose one in place of a lost one.</summary>
    public const string AfterRecovery = "/account?password=recovered";

    /// <summary>Shows it, with what was typed and refused.</summary>
    public async Task<IResult> Show(ChangeAccount.Request? typed, Refusal? particulars, Refusal? password, string? after = null)
    {
        if (web.HttpContext is not { } context || await accounts.FindByIdAsync(Account.ToString()) is not { } account) return Results.NotFound();
        return new RazorComponentResult<AccountPage>(new
        {
            Mail = account.Email ?? "",
            Typed = typed ?? new(account.Name, account.Language ?? ""),
            Particulars = Faults.Of(particulars, Words.ResourceManager),
            PasswordFaults = Faults.Of(password, Words.ResourceManager),
            Open = await sessions.Of(Account, context.RequestAborted),
            HasSecondStep = await context.RequestServices.GetRequiredService<SecondStep.SecondSteps>().IsAsked(Account, context.RequestAborted),
            After = after,
            PasskeyCount = (await accounts.GetPasskeysAsync(account)).Count,
            SignIns = await context.RequestServices.GetRequiredService<SignInLog>().OfOwn(Account, context.RequestAborted),
            Own = Sessions.IdOf(await context.AuthenticateAsync()),
        })
        { StatusCode = particulars is null && password is null ? null : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>The page.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/account", (string? password, AccountPages pages) => pages.Show(null, null, null, password)).OpenToMembers("Everybody sees their own account.");
}
