using System.Globalization;
using Kolot.Organisation.People.Recovering;
using Kolot.Organisation.People.SecondStep;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary>That an organisation's provider says who somebody is.</summary>
/// <param name="Organisation">The one organisation that a session opens which begins so.</param>
/// <param name="ProvenAt">When they proved it to the provider; null where it does not say.</param>
public sealed record VouchedFor(string Organisation, DateTimeOffset? ProvenAt);

/// <summary>Begins a session: the one way in. One that is open in the same browser ends first, whoever's it is.</summary>
public sealed class BeginSession(SignInManager<Account> door, SecondSteps steps, SignInLog log, TimeProvider clock)
{
    private const string Only = "kolot:only";
    private const string Proven = "kolot:proven";
    private const string Begun = "kolot:begun";
    private const string Passkey = "kolot:passkey";

    /// <summary>Begins it.</summary>
    /// <param name="context">The request that it begins with.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="by">Who says so, where it is an organisation's provider; null for who proved it here.</param>
    /// <param name="steppedTwice">Whether the code was given too, where one is asked for.</param>
    /// <param name="byPasskey">Whether it was a passkey that opened, which is both steps at once.</param>
    public async Task Run(HttpContext context, Account account, CancellationToken cancel, VouchedFor? by = null, bool steppedTwice = false, bool byPasskey = false)
    {
        // No door may forget it. A provider asks for what it asks for.
        if (by is null && !steppedTwice && await steps.IsAsked(account.Id, cancel)) throw new InvalidOperationException("The second step was left out.");
        await door.SignOutAsync();
        // Whatever read the session that was open would write on under its key, which others may have seen: a fresh one makes a key of its own.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handlers = scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>();
        if (await handlers.GetHandlerAsync(context, IdentityConstants.ApplicationScheme) is not IAuthenticationSignInHandler way)
            throw new InvalidOperationException("Sessions are kept by no cookie.");
        var who = await door.CreateUserPrincipalAsync(account);
        var session = new AuthenticationProperties { IsPersistent = true };
        if (by is not null) session.Items[Only] = by.Organisation;
        if (byPasskey) session.Items[Passkey] = "1";
        if ((by is null ? clock.GetUtcNow() : by.ProvenAt) is { } proven) session.Items[Proven] = proven.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        session.Items[Begun] = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        await way.SignInAsync(who, session);
        // What is shown in the same answer belongs to whoever came in: its forms carry their token.
        context.User = who;
        await context.RequestServices.GetRequiredService<KnownBrowsers>().Meet(context, account, cancel);
        await log.Note(account.Id, opened: true, cancel);
    }

    /// <summary>The one organisation that a session opens; null for all of the account's.</summary>
    internal static string? OnlyOf(AuthenticationProperties? session) => session?.Items.TryGetValue(Only, out var only) == true ? only : null;

    /// <summary>Whether a passkey opened a session.</summary>
    internal static bool IsByPasskey(AuthenticationProperties? session) => session?.Items.ContainsKey(Passkey) == true;

    /// <summary>When a session began, by a proof of some kind; null for one that is older than this is kept.</summary>
    internal static DateTimeOffset? BegunAt(AuthenticationProperties? session) =>
        session?.Items.TryGetValue(Begun, out var kept) == true && long.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>When who is in a session last proved it. Renewing the session is no proof.</summary>
    internal static DateTimeOffset? ProvenAt(AuthenticationProperties? session) =>
        session?.Items.TryGetValue(Proven, out var kept) == true && long.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
