using Kolot.Core;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Changes one's own name and language; the name also where colleagues see it.</summary>
public sealed class ChangeAccount(UserManager<Account> accounts, SignInManager<Account> door, TellColleagues colleagues)
{
    /// <summary>What is asked.</summary>
    public sealed record Request(string Name, string Language);

    /// <summary>Changes it.</summary>
    /// <returns>The organisations where the name stays as it was, because they are closed for now.</returns>
    public async Task<Result<string[]>> Run(Guid id, Request request, CancellationToken cancel)
    {
        if (AccountFaults.OfName(request.Name) is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        if (request.Language is not ("" or "he" or "en")) return new Refusal.Invalid("language", "unknown");
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account) return new Refusal.NotFound();

        account.Name = request.Name.Trim();
        account.Language = request.Language.Length > 0 ? request.Language : null;
        var keeping = await accounts.UpdateAsync(account);
        if (!keeping.Succeeded) return new Refusal.Conflict("changed_meanwhile");
        await door.RefreshSignInAsync(account);
        return await colleagues.Run(account, cancel);
    }

    /// <summary>What the account's page sends.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/account", async Task<IResult> (
        HttpContext context, ChangeAccount act, AccountPages pages, Notices notices) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new Request(form["name"].ToString(), form["language"].ToString());
        var done = await act.Run(pages.Account, request, context.RequestAborted);
        if (done.Refused) return await pages.Show(request, done.Refusal, null);
        context.Response.Cookies.Delete(Language.Cookie);
        notices.Leave(done.Value is [] ? Words.Saved : Words.SavedNotIn);
        return Redirects.SeeOther("/account");
    }).OpenToMembers("Everybody may change their own particulars.");
}
