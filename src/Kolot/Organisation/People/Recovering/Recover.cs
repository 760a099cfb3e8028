using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Chooses a new password through the link that came by mail. Opening the link changes nothing: scanners of mail open every link.</summary>
public sealed class Recover(DirectoryStore directory, FreshPassword fresh, TimeProvider clock)
{
    /// <summary>Whether a link opens.</summary>
    public Task<bool> Opens(string secret, CancellationToken cancel) => Open(secret).AnyAsync(cancel);

    /// <summary>Spends the link and gives the password, or neither. Nobody is signed in by it.</summary>
    public async Task<Result<Account>> Run(string secret, string password, CancellationToken cancel)
    {
        var id = await Open(secret).Select(row => row.AccountId).SingleOrDefaultAsync(cancel);
        if (await directory.Users.SingleOrDefaultAsync(user => user.Id == id, cancel) is not { } account) return new Refusal.NotFound();
        if (Passwords.FaultOf(password, account.Email) is { } fault) return new Refusal.Invalid("password", fault);

        var now = clock.GetUtcNow().UtcDateTime;
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        // Of two who send it at once, one comes through.
        if (await Open(secret).ExecuteUpdateAsync(set => set.SetProperty(row => row.SpentAt, now), cancel) == 0) return new Refusal.NotFound();
        await fresh.Give(account, password, cancel);
        await writing.CommitAsync(cancel);
        await fresh.EndSessions(account, cancel);
        return account;
    }

    /// <summary>The page behind the link, and what it sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "The secret in the link is the permission.";
        routes.MapGet("/sign-in/recovery/{secret}", async (string secret, Recover act, CancellationToken cancel) =>
            Page(secret, await act.Opens(secret, cancel) ? null : new Refusal.NotFound())).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
        routes.MapPost("/sign-in/recovery/{secret}", async Task<IResult> (string secret, HttpContext context, Recover act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var done = await act.Run(secret, form["password"].ToString(), context.RequestAborted);
            if (done.Refused) return Page(secret, done.Refusal);
            notices.Leave(Words.Recovered);
            return Redirects.SeeOther($"/sign-in?to={Uri.EscapeDataString(AccountPages.AfterRecovery)}");
        }).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private static RazorComponentResult<RecoverPage> Page(string secret, Refusal? refusal) => new(new
    {
        Secret = secret, Open = refusal is not Refusal.NotFound, Faults = Faults.Of(refusal, SignIn.Words.ResourceManager),
    })
    {
        StatusCode = refusal is Refusal.NotFound ? StatusCodes.Status410Gone : Problems.StatusOf(refusal),
    };

    private IQueryable<Recovery> Open(string secret)
    {
        var (hash, now) = (EntranceKeys.HashOf(secret), clock.GetUtcNow().UtcDateTime);
        // The link went through one organisation's server: it opens nothing of another that was joined since.
        return directory.Recoveries.Where(row => row.SecretHash == hash && row.SpentAt == null && row.Until > now
            && directory.Memberships.Count(member => member.AccountId == row.AccountId) == 1);
    }
}
