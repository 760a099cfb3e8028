using System.Net;
using System.Text.RegularExpressions;
using Kolot.Bench.Ground;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Numbers;

/// <summary>The scores page of a million answers, as an owner's browser gets it: how long the server takes, HTTP included.</summary>
internal static partial class PageBench
{
    private const string Mail = "owner@example.org", Password = "shlosha kafe hafuch";
    private const int Count = 1_000_000, Customers = 100_000, Pages = 120, Warm = 20;

    public static async Task Measure(Site numbers, string published, CancellationToken cancel)
    {
        var site = numbers.Beside("page");
        if (await AnswersOfYear.Stand(site, Count, Customers, cancel)) await Settle(site, cancel);
        await using var house = await House.Start(site, published, [], cancel);
        using var handler = new HttpClientHandler { CookieContainer = new() };
        using var client = new HttpClient(handler) { BaseAddress = house.Address };
        await SignIn(client, cancel);
        string[] pages = ["by=touchpoint", "by=channel&is.segment=segment-3", "by=is.segment", "days=90&by=touchpoint&is.plan=plan-1", "by=is.region&a=region-1&b=region-2"];
        var times = new List<double>();
        for (var page = 0; page < Warm + Pages; page++)
        {
            var took = await Asking.Once(client, $"/{Site.Organisation}/scores?{pages[page % pages.Length]}", cancel);
            if (page >= Warm) times.Add(took);
        }

        double[] sorted = [.. times.Order()];
        Figures.Line($"scores page, {Count:n0} answers, ms", $"{sorted.At(0.5):f1}", $"{sorted.At(0.95):f1}", "", "80", "", "  " + Figures.Met(sorted.At(0.95) < 80));
    }

    private static async Task Settle(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        var account = new Account { Id = Guid.CreateVersion7(), Name = "תמר", UserName = Mail, NormalizedUserName = Mail.ToUpperInvariant(), Email = Mail, NormalizedEmail = Mail.ToUpperInvariant(), SecurityStamp = Guid.CreateVersion7().ToString() };
        account.PasswordHash = new PasswordHasher<Account>().HashPassword(account, Password);
        await using var directory = services.GetRequiredService<Databases>().OpenDirectory();
        directory.Users.Add(account);
        directory.Memberships.Add(new() { AccountId = account.Id, Organisation = Site.Organisation });
        await directory.SaveChangesAsync(cancel);
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        store.Members.Add(new() { Id = account.Id, Name = account.Name, Mail = Mail, Role = Role.Owner, Reach = Reach.All, JoinedAt = TimeProvider.System.GetUtcNow().UtcDateTime });
        await store.SaveChangesAsync(cancel);
    }

    private static async Task SignIn(HttpClient client, CancellationToken cancel)
    {
        var token = Token().Match(await client.GetStringAsync("/sign-in", cancel)).Groups[1].Value;
        using var form = new FormUrlEncodedContent([new("mail", Mail), new("password", Password), new("__RequestVerificationToken", token)]);
        using var answer = await client.PostAsync("/sign-in", form, cancel);
        // The page says that it loads until it does not.
        for (var loading = true; loading;)
        {
            using var page = await client.GetAsync($"/{Site.Organisation}/scores", cancel);
            if (page.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The page answered {page.StatusCode}.");
            loading = page.Headers.Contains("Refresh");
            if (loading) await Task.Delay(200, cancel);
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
