using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Knows a browser again by a cookie that it was given when an account came in there first, and has the account told by mail of one that has none.</summary>
/// <remarks>The cookie opens nothing. Whoever removes it is told once more.</remarks>
public sealed class KnownBrowsers(Databases databases, RecoveryBell bell, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "kolot-known";

    // At a counter where many sign in, those who did so last.
    private const int Most = 12;

    private static readonly TimeSpan Lasting = TimeSpan.FromDays(400);

    private readonly IDataProtector protector = protection.CreateProtector("Kolot.KnownBrowsers");

    /// <summary>Looks at the browser that an account came in from. Before the sign-in log has the line.</summary>
    public async Task Meet(HttpContext context, Account account, CancellationToken cancel)
    {
        var known = Read(context);
        if (!known.Contains(account.Id)) await Tell(context, account, cancel);
        var kept = string.Join(',', known.Where(id => id != account.Id).Prepend(account.Id).Take(Most).Select(id => id.ToString("N")));
        context.Response.Cookies.Append(Cookie, protector.Protect(kept), new()
        {
            HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = Lasting, IsEssential = true,
        });
    }

    private async Task Tell(HttpContext context, Account account, CancellationToken cancel)
    {
        if (account is not { Email: { } mail, PasswordHash: not null }) return;
        var now = clock.GetUtcNow();
        await using var directory = databases.OpenDirectory();
        // Whoever comes in for the first time knows of it.
        if (!await directory.SignIns.AnyAsync(line => line.AccountId == account.Id && line.Opened, cancel)) return;
        if (await directory.Recoveries.CountAsync(row => row.DueAt != null, cancel) >= AskRecovery.MostWaiting) return;
        directory.Recoveries.Add(new()
        {
            Id = Guid.CreateVersion7(now), Mail = mail, AskedAt = now.UtcDateTime, DueAt = now.UtcDateTime, Tells = Recovery.StrangeBrowser,
            Browser = BrowserName.Of(context.Request.Headers.UserAgent.ToString()), From = context.Connection.RemoteIpAddress?.ToString(),
        });
        await directory.SaveChangesAsync(cancel);
        bell.Ring();
    }

    private Guid[] Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } kept) return [];
        try
        {
            return [.. protector.Unprotect(kept).Split(',').Select(Guid.Parse)];
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return []; // Of another house, or of none.
        }
    }
}
