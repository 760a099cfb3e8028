using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.Passkeys;
using Kolot.Organisation.People.SecondStep;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Asks once more who it is, before an act that a session left open must not do. What was typed is kept meanwhile.</summary>
/// <remarks>A key has no session: what it may do is said by its scopes alone.</remarks>
public sealed class FreshProof(HeldForms forms, SecondSteps steps, IOptions<SignInSettings> settings, TimeProvider clock) : IMiddleware
{
    /// <summary>What the page holds besides a password.</summary>
    /// <param name="To">The page to go on to.</param>
    /// <param name="Held">The form that is to be sent again, sealed.</param>
    public sealed record Asked(string To, string? Held);

    /// <inheritdoc/>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var route = context.GetEndpoint()?.Metadata;
        var asks = (route?.GetMetadata<EntranceNeeds.FreshlyProven>() is not null && !IsFresh(visit))
            || (route?.GetMetadata<EntranceNeeds.OpenDoor>() is not { Members: false } && WasSignedOut(visit));
        if (!asks || !HasSession(visit)) await next(context);
        else await Ask(context, visit);
    }

    // What is of a time to come was written before the clock was set back: it would shut the organisation until that comes again.
    private bool WasSignedOut(Visit visit) => visit.Member?.SignedOutAt is { } at && at <= clock.GetUtcNow().UtcDateTime && !(visit.BegunAt?.UtcDateTime > at);

    private static bool HasSession(Visit visit) => visit.AccountId is { } account && (visit.Member is not { } member || member.Id == account);

    // A proof from a time to come was given before the clock was set back.
    private bool IsFresh(Visit visit) => visit.ProvenAt is { } at && clock.GetUtcNow() - at is var age && age <= settings.Value.ProofLasts && age > -settings.Value.ProofLasts;

    private async Task Ask(HttpContext context, Visit visit)
    {
        if (Trouble.IsApi(context.Request))
        {
            await Results.Problem(statusCode: StatusCodes.Status403Forbidden, extensions: new Dictionary<string, object?> { ["code"] = "fresh_proof" }).ExecuteAsync(context);
            return;
        }

        Language.Speak(context);
        var held = await HeldForms.Take(context) is { } form ? forms.Seal(form, visit.AccountId) : null;
        await (await Page(context, new(LeadsTo(context.Request), held), Faults.None, StatusCodes.Status403Forbidden)).ExecuteAsync(context);
    }

    private static string LeadsTo(HttpRequest asked) => asked.HttpContext.GetEndpoint()?.Metadata.GetMetadata<EntranceNeeds.FreshlyProven>() is { Instead: { } page }
        ? $"{asked.Path.Value?[..asked.Path.Value.LastIndexOf('/')]}/{page}"
        : asked.Path + asked.QueryString;

    /// <summary>Where a password is given.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "Everybody who is signed in may prove it.";
        routes.MapGet("/proof", (string? to, HttpContext context, FreshProof proof) => proof.Page(context, new(Redirects.Local(to), null), Faults.None, null)).OpenToMembers(Why);
        routes.MapPost("/proof", async Task<IResult> (HttpContext context, GiveProof act, FreshProof proof, HeldForms forms) =>
        {
            var visit = context.RequestServices.GetRequiredService<Visit>();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var asked = new Asked(Redirects.Local(form["to"].ToString()), form["held"].ToString());
            var done = await act.Run(context, visit.AccountId, form["password"].ToString(), form["code"].ToString());
            if (done.Refused) return await proof.Page(context, asked, Faults.Of(done.Refusal, OfTheCode(done.Refusal) ? SecondStep.Words.ResourceManager : Words.ResourceManager), StatusCodes.Status422UnprocessableEntity);
            return Onward(forms, asked, done.Value);
        }).OpenToMembers(Why).RequireRateLimiting(SignInSetup.Doors);
        routes.MapPost("/proof/passkey", async Task<IResult> (HttpContext context, EnterWithPasskey act, FreshProof proof, HeldForms forms) =>
        {
            var visit = context.RequestServices.GetRequiredService<Visit>();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var asked = new Asked(Redirects.Local(form["to"].ToString()), form["held"].ToString());
            // Whoever's provider vouches for them proves it there.
            Result<Account> done = visit is { Only: null, AccountId: { } who } ? await act.Run(context, form["state"], form["credential"].ToString(), who) : new Refusal.NotFound();
            return done.Refused
                ? await proof.Page(context, asked, Faults.Of(done.Refusal, Passkeys.Words.ResourceManager), StatusCodes.Status422UnprocessableEntity)
                : Onward(forms, asked, done.Value);
        }).OpenToMembers(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private static IResult Onward(HeldForms forms, Asked asked, Account account) => forms.Open(asked.Held, account.Id) is { } held
        ? new RazorComponentResult<SendAgainPage>(new { Held = held, As = account.Name })
        : Redirects.SeeOther(asked.To);

    private static bool OfTheCode(Refusal? refusal) => refusal is Refusal.Invalid { Faults: [{ Field: "code" }] };

    private async Task<RazorComponentResult<ProofPage>> Page(HttpContext context, Asked asked, Faults faults, int? status)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var challenge = visit.Only is null ? await context.RequestServices.GetRequiredService<EnterWithPasskey>().AskOf(context, visit.AccountId) : null;
        var withCode = visit.AccountId is { } account && visit.Only is null && await steps.IsAsked(account, CancellationToken.None);
        return new(new { visit.Only, Asked = asked, WithCode = withCode, Challenge = challenge, Faults = faults }) { StatusCode = status };
    }
}

/// <summary>Takes the password of whoever is signed in as a proof, with the code where one is asked for. Wrong ones count as at the door.</summary>
public sealed class GiveProof(SignInManager<Account> door, BeginSession begin, SecondSteps steps, SignInLog log)
{
    /// <summary>Goes on in a session of its own, which is proven now.</summary>
    public async Task<Result<Account>> Run(HttpContext context, Guid? who, string password, string code)
    {
        if (who is null || await door.UserManager.FindByIdAsync($"{who}") is not { } account) return new Refusal.NotFound();
        if (password.Length is 0 or > Passwords.Most) return new Refusal.Invalid("password", "wrong_password");
        if (!(await door.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded)
        {
            await log.Note(account.Id, opened: false, context.RequestAborted);
            return new Refusal.Invalid("password", "wrong_password");
        }

        if (await steps.IsAsked(account.Id, context.RequestAborted) && !await steps.Takes(account.Id, code, context.RequestAborted)) return new Refusal.Invalid("code", "wrong_code");
        // Whoever came in by a passkey did so by two steps, and still has.
        await begin.Run(context, account, context.RequestAborted, steppedTwice: true, byPasskey: context.RequestServices.GetRequiredService<Visit>().ByPasskey);
        return account;
    }
}
