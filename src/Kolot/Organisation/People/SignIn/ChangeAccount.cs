using Kolot.Core;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Changes one's own name and language; the name also where colleagues see it.</summary>
public sealed class ChangeAccount(UserManager<Account> accounts, SignInManager<Account> door, DirectoryStore directory, Stores stores)
{
    /// <summary>What is asked.</summary>
    public sealed record Request(string Name, string Language);

    /// <summary>Changes it.</summary>
    public async Task<Result<Account>> Run(Guid id, Request request, CancellationToken cancel)
    {
        if (AccountFaults.OfName(request.Name) is { Count: > 0 } faults) return new Refusal.Invalid(faults);
        if (request.Language is not ("" or "he" or "en")) return new Refusal.Invalid("language", "unknown");
        if (await accounts.FindByIdAsync(id.ToString()) is not { } account) return new Refusal.NotFound();

        account.Name = request.Name.Trim();
        account.Language = request.Language.Length > 0 ? request.Language : null;
        var keeping = await accounts.UpdateAsync(account);
        if (!keeping.Succeeded) return new Refusal.Conflict("changed_meanwhile");
        await TellColleagues(account, cancel);
        await door.RefreshSignInAsync(account);
        return account;
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
        notices.Leave(Words.Saved);
        return Redirects.SeeOther("/account");
    }).OpenToMembers("Everybody may change their own particulars.");

    private async Task TellColleagues(Account account, CancellationToken cancel)
    {
        var organisations = await directory.Memberships.Where(row => row.AccountId == account.Id).Select(row => row.Organisation).ToListAsync(cancel);
        foreach (var organisation in organisations)
        {
            await using var store = await stores.Open(organisation, cancel);
            await store.Members.Where(row => row.Id == account.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, account.Name).SetProperty(row => row.Version, row => row.Version + 1), cancel);
        }
    }
}
