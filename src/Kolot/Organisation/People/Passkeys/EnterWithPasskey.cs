using Kolot.Core;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>Lets somebody in by a passkey: what their machine holds, and the finger, face or number that opens it there. Both steps at once.</summary>
public sealed class EnterWithPasskey(IPasskeyHandler<Account> handler, Challenges challenges, UserManager<Account> accounts, BeginSession begin)
{
    private const string Purpose = "enter";

    // Longer than any browser sends.
    private const int Most = 16 * 1024;

    /// <summary>What the door asks a browser to sign. It names no account: the browser offers those that it holds.</summary>
    public async Task<Challenge> Ask(HttpContext context)
    {
        var asked = await handler.MakeRequestOptionsAsync(null, context);
        return new(asked.RequestOptionsJson, challenges.Seal(Purpose, asked.AssertionState));
    }

    /// <summary>The same of one account, as a proof; null where it has no passkey.</summary>
    public async Task<Challenge?> AskOf(HttpContext context, Guid? who) =>
        who is { } known && await accounts.FindByIdAsync($"{known}") is { } account && (await accounts.GetPasskeysAsync(account)).Count > 0 ? await Ask(context) : null;

    /// <summary>Begins a session for whoever signed it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="state">What was sealed into the page.</param>
    /// <param name="credential">What the browser answered, as JSON.</param>
    /// <param name="who">Whose it must be; null at the door.</param>
    public async Task<Result<Account>> Run(HttpContext context, string? state, string credential, Guid? who = null)
    {
        if (credential.Length is 0 or > Most || challenges.Open(Purpose, state) is not { } asked) return new Refusal.Invalid("passkey", "passkey_over");
        var signed = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = asked });
        if (!signed.Succeeded || (who is not null && signed.User.Id != who)) return new Refusal.Invalid("passkey", "passkey_unknown");
        if (!await challenges.Spend(state, context.RequestAborted)) return new Refusal.Invalid("passkey", "passkey_over");
        var counted = await accounts.AddOrUpdatePasskeyAsync(signed.User, signed.Passkey);
        if (!counted.Succeeded) return new Refusal.Invalid("passkey", "passkey_over");
        await begin.Run(context, signed.User, context.RequestAborted, steppedTwice: true, byPasskey: true);
        return signed.User;
    }

    /// <summary>What the door's page sends, and the page that asks for a proof.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey", async (HttpContext context, EnterWithPasskey act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = new EnterWithPassword.Typed("", form["to"].ToString(), form["held"].ToString());
            var done = await act.Run(context, form["state"], form["credential"].ToString());
            return done.Refused
                ? await EnterWithPassword.Page(context, typed, Faults.Of(done.Refusal, Words.ResourceManager), StatusCodes.Status422UnprocessableEntity)
                : await EnterWithPassword.Onward(context, done.Value, typed);
        }).OpenToAll("Who is to sign in is not known yet.").RequireRateLimiting(SignInSetup.Doors);
    }
}
