using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Lets in whom an organisation's provider vouches for: into that organisation, and nowhere else.</summary>
/// <remarks>
/// An account may belong to several organisations, and each trusts its own provider alone. So the session that begins here opens the one organisation,
/// and neither the others nor the account's password.
/// </remarks>
public sealed class EnterBySignOn(DirectoryStore directory, UserManager<Account> accounts, SignOnMembers members, BeginSession begin)
{
    /// <summary>The provider that an organisation trusts; null if none.</summary>
    public Task<SignOnProvider?> ProviderOf(string organisation, CancellationToken cancel) => members.ProviderOf(organisation, cancel);

    /// <summary>Begins a session, and makes the account and the member where they are new.</summary>
    /// <returns>Refused at <c>provider</c> with: <c>mail_unknown</c>, <c>no_place</c>, <c>join_first</c>, <c>member_left</c>, <c>not_asked_for</c>.</returns>
    public async Task<Result<Account>> Run(HttpContext context, string organisation, SignOnProvider provider, Vouched who)
    {
        var cancel = context.RequestAborted;
        // Nobody's account is made who may not come in.
        if (await members.PlaceOf(organisation, provider, who, cancel) is not { } place) return new Refusal.Invalid("provider", "no_place");
        var login = new UserLoginInfo(organisation, $"{provider.Issuer} {who.Subject}", null);
        var known = await accounts.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        var found = known is null ? await ByMail(organisation, who, cancel) : known;
        if (found.Refusal is { } refusal) return refusal;
        var account = found.Value;
        if (await members.Keep(organisation, account, place, cancel) is { } shut) return shut;
        // Only now, for whoever may come in: broken off here, the next sign-in goes on.
        if (known is null && !(await accounts.AddLoginAsync(account, login)).Succeeded) return new Refusal.Invalid("provider", "not_asked_for");
        if (!await directory.Memberships.AnyAsync(row => row.AccountId == account.Id && row.Organisation == organisation, cancel))
        {
            directory.Memberships.Add(new() { AccountId = account.Id, Organisation = organisation });
            await directory.SaveChangesAsync(cancel);
        }

        await begin.Run(context, account, cancel, new VouchedFor(organisation, who.ProvenAt));
        return account;
    }

    // At first the mail address says who it is: it must be theirs.
    private async Task<Result<Account>> ByMail(string organisation, Vouched who, CancellationToken cancel)
    {
        if (who.Mail is not { } mail || !who.MailIsVerified || Identities.Mail(mail) is null) return new Refusal.Invalid("provider", "mail_unknown");
        if (await accounts.FindByEmailAsync(mail) is { } there)
            // An owner chooses the provider: its word alone makes nobody a member who has an account of their own and never asked to join.
            return there.PasswordHash is null || await members.WasHere(organisation, there.Id, cancel) ? there : new Refusal.Invalid("provider", "join_first");
        var name = who.Name is { } told && AccountFaults.OfName(told).Count == 0 ? told.Trim() : mail[..mail.IndexOf('@', StringComparison.Ordinal)];
        var account = new Account { Id = members.NewId(), Name = name, UserName = mail, Email = mail };
        return (await accounts.CreateAsync(account)).Succeeded ? account : new Refusal.Invalid("provider", "not_asked_for");
    }
}
