using System.Security.Cryptography;
using Kolot.Organisation.People.SecondStep;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Organisation.People.Recovering;

/// <summary><c>kolot member reset MAIL [--second-step]</c>: for whoever runs the machine, when somebody forgot theirs and no mail can help. Open sessions end.</summary>
public static class ResetMember
{
    private const string Signs = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Gives the account a password of its own and prints it.</summary>
    /// <returns>0 if there is such an account.</returns>
    public static async Task<int> Run(IServiceProvider services, CommandArguments words, CancellationToken cancel)
    {
        if (words.All is not ["reset", var mail] || await Reset(services, mail, words.Has("second-step"), cancel) is not { } password)
        {
            Console.Error.WriteLine("kolot member reset MAIL [--second-step]: there is no account of that mail address.");
            return 1;
        }

        Console.WriteLine($"The password of {mail} is now {password}");
        return 0;
    }

    /// <summary>Gives it.</summary>
    /// <returns>The password; null if there is no such account.</returns>
    public static async Task<string?> Reset(IServiceProvider services, string mail, bool secondStepToo, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(mail) is not { } account) return null;
        var password = RandomNumberGenerator.GetString(Signs, 16);
        var fresh = scope.ServiceProvider.GetRequiredService<FreshPassword>();
        await fresh.Give(account, password, cancel);
        if (secondStepToo) await scope.ServiceProvider.GetRequiredService<SetUpSecondStep>().End(account.Id, cancel);
        await fresh.EndSessions(account, cancel);
        return password;
    }
}
