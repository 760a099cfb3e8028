using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Keeps accounts as Identity does, with the end of a lock by the house's clock.</summary>
/// <remarks>Identity compares the end of a lock with the clock of the machine. So what it sets and what it is told of are moved by as much as the two clocks differ.</remarks>
public sealed class AccountStore(DirectoryStore directory, TimeProvider clock, IdentityErrorDescriber words) : UserOnlyStore<Account, DirectoryStore, Guid>(directory, words)
{
    private TimeSpan Ahead => clock.GetUtcNow() - TimeProvider.System.GetUtcNow();

    /// <inheritdoc/>
    public override async Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken = default) =>
        await base.GetLockoutEndDateAsync(user, cancellationToken) - Ahead;

    /// <inheritdoc/>
    public override Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken = default) =>
        base.SetLockoutEndDateAsync(user, lockoutEnd + Ahead, cancellationToken);
}
