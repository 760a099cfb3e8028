using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Notes that somebody asked for a new password.</summary>
/// <remarks>Nobody is looked up here: whether there is such an account shows neither in the answer nor in the time that it takes.</remarks>
public sealed class AskRecovery(Databases databases, RecoveryBell bell, IConfiguration configuration, TimeProvider clock)
{
    // Whoever floods the house with addresses fills no disk.
    internal const int MostWaiting = 1_000;

    // Nor does whoever writes one address again and again keep others from asking.
    private const int MostOfOne = 3;

    /// <summary>Whether links can be sent: only where it is said by which address people reach this house.</summary>
    public bool IsPossible => configuration["PublicAddress"] is { Length: > 0 };

    /// <summary>Notes it.</summary>
    public async Task<Result<string>> Run(string written, CancellationToken cancel)
    {
        if (Identities.Mail(written) is not { } mail || !PlainText.IsSound(mail)) return new Refusal.Invalid("mail", string.IsNullOrWhiteSpace(written) ? "required" : "not_a_mail");
        if (!IsPossible) return mail;
        var now = clock.GetUtcNow();
        await using var directory = databases.OpenDirectory();
        var waiting = directory.Recoveries.Where(row => row.DueAt != null && row.Tells == null);
        if (await waiting.CountAsync(cancel) < MostWaiting && await waiting.CountAsync(row => row.Mail == mail, cancel) < MostOfOne)
        {
            directory.Recoveries.Add(new() { Id = Guid.CreateVersion7(now), Mail = mail, AskedAt = now.UtcDateTime, DueAt = now.UtcDateTime });
            await directory.SaveChangesAsync(cancel);
            bell.Ring();
        }

        return mail;
    }

    /// <summary>The page, and what it sends.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "Whoever forgot their password cannot sign in.";
        routes.MapGet("/sign-in/forgotten", (AskRecovery act) => Page(act, "", null, asked: false)).OpenToAll(Why);
        routes.MapPost("/sign-in/forgotten", async (HttpContext context, AskRecovery act) =>
        {
            var mail = (await context.Request.ReadFormAsync(context.RequestAborted))["mail"].ToString();
            var done = await act.Run(mail, context.RequestAborted);
            return Page(act, mail, done.Refusal, asked: !done.Refused);
        }).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private static RazorComponentResult<ForgottenPage> Page(AskRecovery act, string mail, Refusal? refusal, bool asked) =>
        new(new { Mail = mail, Asked = asked, act.IsPossible, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Shell.Problems.StatusOf(refusal) };
}
