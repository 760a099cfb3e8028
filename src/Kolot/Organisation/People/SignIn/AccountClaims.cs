using System.Security.Claims;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.People.SignIn;

/// <summary>What a session tells of its account: the name and the language, so that no page must ask the directory.</summary>
public sealed class AccountClaims(UserManager<Account> accounts, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Account>(accounts, options)
{
    /// <inheritdoc/>
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Account user)
    {
        var claims = await base.GenerateClaimsAsync(user);
        claims.AddClaim(new(EntranceSetup.NameClaim, user.Name));
        if (user.Language is { } language) claims.AddClaim(new(EntranceSetup.LanguageClaim, language));
        return claims;
    }
}
