using Kolot.Core;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>One's own passkeys.</summary>
public sealed class PasskeyPages(OwnPasskeys passkeys, UserManager<Account> accounts, Visit visit)
{
    /// <summary>Shows them, with what was refused.</summary>
    public async Task<IResult> Show(HttpContext context, string name, Refusal? refusal)
    {
        if (await Account() is not { } account) return Results.NotFound();
        return new RazorComponentResult<PasskeysPage>(new
        {
            Passkeys = await passkeys.Of(account), Challenge = await passkeys.Ask(context, account), Name = name, Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        { StatusCode = Problems.StatusOf(refusal) };
    }

    /// <summary>The page, and what it sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Here = "/account/passkeys";
        var own = routes.MapGroup("").OpenToMembers("Everybody may guard their own account better.").NeedsFreshProof();
        own.MapGet(Here, (HttpContext context, PasskeyPages pages) => pages.Show(context, "", null));
        own.MapPost(Here, async (HttpContext context, PasskeyPages pages, OwnPasskeys act, Notices notices) =>
        {
            if (await pages.Account() is not { } account) return Results.NotFound();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var name = form["name"].ToString();
            var done = await act.Add(context, account, form["state"], form["credential"].ToString(), name);
            if (done.Refused) return await pages.Show(context, name, done.Refusal);
            notices.Leave(Words.Added);
            return Redirects.SeeOther(Here);
        });
        own.MapPost(Here + "/{id}/removal", async (string id, PasskeyPages pages, OwnPasskeys act, Notices notices, CancellationToken cancel) =>
        {
            if (await pages.Account() is not { } account || Id(id) is not { } credential) return Results.NotFound();
            await act.Remove(account, credential, cancel);
            notices.Leave(Words.Removed);
            return Redirects.SeeOther(Here);
        });
    }

    private async Task<Account?> Account() => visit.AccountId is { } id ? await accounts.FindByIdAsync($"{id}") : null;

    private static byte[]? Id(string text)
    {
        try
        {
            return WebEncoders.Base64UrlDecode(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
