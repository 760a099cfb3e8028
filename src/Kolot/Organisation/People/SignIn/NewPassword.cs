using System.Security.Cryptography;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.SignIn;

/// <summary><c>kolot new-password MAIL</c>: for whoever runs the machine, when somebody forgot theirs. Open sessions end.</summary>
public static class NewPassword
{
    private const string Signs = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Gives the account a password of its own and prints it.</summary>
    /// <returns>0 if there is such an account.</returns>
    public static async Task<int> Run(IServiceProvider services, CommandArguments words, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (words.Plain is not { } mail || await accounts.FindByEmailAsync(mail) is not { } account)
        {
            Console.Error.WriteLine("kolot new-password MAIL: there is no account of that mail address.");
            return 1;
        }

        var password = RandomNumberGenerator.GetString(Signs, 16);
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        account.LockoutEnd = null;
        account.AccessFailedCount = 0;
        await accounts.UpdateSecurityStampAsync(account);
        await services.GetRequiredService<Sessions>().Revoke(account.Id, _ => true, cancel);
        Console.WriteLine($"The password of {account.Email} is now {password}");
        return 0;
    }
}
