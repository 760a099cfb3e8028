using System.Text.RegularExpressions;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Ground;

/// <summary>Somebody with a browser to whom the organisation belongs.</summary>
internal static partial class Owner
{
    private const string Mail = "owner@example.org", Password = "shlosha kafe hafuch";

    /// <summary>Makes the account.</summary>
    public static Task Settle(Site site, CancellationToken cancel) => Settle(site, new() { Id = Guid.CreateVersion7(), Name = "תמר", Mail = Mail, Role = Role.Owner, Reach = Reach.All, JoinedAt = TimeProvider.System.GetUtcNow().UtcDateTime }, cancel);

    /// <summary>Makes the account of somebody else, by whose mail they sign in.</summary>
    public static async Task Settle(Site site, MemberRow member, CancellationToken cancel)
    {
        await using var services = site.Services();
        var mail = member.Mail;
        var account = new Account { Id = member.Id, Name = member.Name, UserName = mail, NormalizedUserName = mail.ToUpperInvariant(), Email = mail, NormalizedEmail = mail.ToUpperInvariant(), SecurityStamp = Guid.CreateVersion7().ToString() };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await using var directory = services.GetRequiredService<Databases>().OpenDirectory();
        directory.Users.Add(account);
        directory.Memberships.Add(new() { AccountId = account.Id, Organisation = Site.Organisation });
        await directory.SaveChangesAsync(cancel);
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        store.Members.Add(member);
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>Comes in by the door.</summary>
    public static async Task SignIn(HttpClient client, CancellationToken cancel, string mail = Mail)
    {
        using var form = new FormUrlEncodedContent([new("mail", mail), new("password", Password), new("__RequestVerificationToken", await TokenOf(client, "/sign-in", cancel))]);
        using var answer = await client.PostAsync("/sign-in", form, cancel);
    }

    /// <summary>What a form of a page carries as proof that it is ours.</summary>
    public static async Task<string> TokenOf(HttpClient client, string page, CancellationToken cancel) => Token().Match(await client.GetStringAsync(page, cancel)).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
