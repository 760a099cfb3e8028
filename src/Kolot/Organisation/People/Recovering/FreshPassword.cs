using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Gives an account a password in place of one that was lost: whoever knew the old one is out, and who was locked out is not any more.</summary>
public sealed class FreshPassword(UserManager<Account> accounts, DirectoryStore directory, Sessions sessions, TimeProvider clock)
{
    /// <summary>Gives it, in the transaction that is open. Links that were sent open no more.</summary>
    public async Task Give(Account account, string password, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        var kept = await accounts.UpdateSecurityStampAsync(account);
        if (!kept.Succeeded) throw new InvalidOperationException("The account was changed meanwhile.");
        await directory.Recoveries.Where(row => row.AccountId == account.Id && row.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SpentAt, now.UtcDateTime), cancel);
        // Whoever was in with the old one may have added a key of their own.
        await directory.UserPasskeys.Where(passkey => passkey.UserId == account.Id).ExecuteDeleteAsync(cancel);
        directory.SignIns.Add(new() { Id = Guid.CreateVersion7(now), AccountId = account.Id, At = now.UtcDateTime, Act = SignInLine.PasswordReset });
        await directory.SaveChangesAsync(cancel);
    }

    /// <summary>Ends all sessions, once it is kept.</summary>
    public Task EndSessions(Account account, CancellationToken cancel) => sessions.Revoke(account.Id, _ => true, cancel);
}
