using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Kolot.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Keeps sessions in the directory, so that any node knows them and each can be revoked. The cookie holds only a key.</summary>
public sealed class Sessions(Databases databases, IDataProtectionProvider protection, TimeProvider clock) : ITicketStore
{
    /// <summary>How long a session lasts that is not used.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromDays(14);

    // A session revoked on another node goes on here for as long as this, however the clock is set meanwhile.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Noted = TimeSpan.FromMinutes(5);
    private const int Most = 10_000;

    private readonly IDataProtector protector = protection.CreateProtector("Kolot.Sessions");
    private readonly ConcurrentDictionary<string, (AuthenticationTicket Ticket, long At)> known = new();

    /// <summary>The session of a request, as it is listed among the account's own.</summary>
    public static string? IdOf(AuthenticateResult result) => result.Properties?.Items.TryGetValue(nameof(Sessions), out var id) == true ? id : null;

    /// <summary>Whose session ended that the request came with; null where it came with none, or that is not known.</summary>
    public static Guid? WhoseEnded(HttpContext context) => context.Items[typeof(Sessions)] as Guid?;

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket) => Store(ticket, null, CancellationToken.None);

    /// <inheritdoc/>
    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) => Store(ticket, httpContext, cancellationToken);

    /// <inheritdoc/>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var id = Hash(key);
        var account = AccountOf(ticket);
        var kept = protector.Protect(TicketSerializer.Default.Serialize(ticket));
        await using var directory = databases.OpenDirectory();
        // A session is one account's until it ends: another begins one of its own (BeginSession).
        await directory.SessionTickets.Where(row => row.Id == id && row.AccountId == account)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Ticket, kept).SetProperty(row => row.EndsAt, End(ticket)));
        known.TryRemove(id, out _);
    }

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Retrieve(key, null, CancellationToken.None);

    /// <inheritdoc/>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) => Retrieve(key, httpContext, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string key) => End(Hash(key));

    /// <summary>An account's sessions, the newest first.</summary>
    public async Task<IReadOnlyList<SessionTicket>> Of(Guid account, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var directory = databases.OpenDirectory();
        return await directory.SessionTickets.AsNoTracking().Where(row => row.AccountId == account && row.EndsAt > now)
            .OrderByDescending(row => row.BegunAt).ToListAsync(cancel);
    }

    /// <summary>Ends one session of an account, or all but one.</summary>
    public async Task Revoke(Guid account, Func<SessionTicket, bool> which, CancellationToken cancel)
    {
        foreach (var session in (await Of(account, cancel)).Where(which)) await End(session.Id);
    }

    private async Task<string> Store(AuthenticationTicket ticket, HttpContext? context, CancellationToken cancel)
    {
        // It travels sealed in the cookie: so it is known whose session it was also after that ended.
        var key = $"{WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32))}.{AccountOf(ticket):N}";
        var now = clock.GetUtcNow();
        await using var directory = databases.OpenDirectory();
        await directory.SessionTickets.Where(row => row.EndsAt < now.UtcDateTime).ExecuteDeleteAsync(cancel);
        directory.SessionTickets.Add(new()
        {
            Id = Hash(key),
            AccountId = AccountOf(ticket),
            Ticket = protector.Protect(TicketSerializer.Default.Serialize(ticket)),
            BegunAt = now.UtcDateTime,
            EndsAt = End(ticket),
            Browser = BrowserName.Of(context?.Request.Headers.UserAgent),
            From = context?.Connection.RemoteIpAddress?.ToString(),
            UsedAt = now.UtcDateTime,
        });
        await directory.SaveChangesAsync(cancel);
        return key;
    }

    private async Task<AuthenticationTicket?> Retrieve(string key, HttpContext? context, CancellationToken cancel)
    {
        var id = Hash(key);
        if (known.TryGetValue(id, out var kept) && clock.GetElapsedTime(kept.At) < Remembered) return kept.Ticket;

        var (at, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        await using var directory = databases.OpenDirectory();
        var row = await directory.SessionTickets.AsNoTracking().SingleOrDefaultAsync(ticket => ticket.Id == id && ticket.EndsAt > now.UtcDateTime, cancel);
        if (row is null || Open(row.Ticket) is not { } ticket)
        {
            if (context is not null && Guid.TryParse(key.AsSpan(key.LastIndexOf('.') + 1), out var whose)) context.Items[typeof(Sessions)] = whose;
            return null;
        }


        ticket.Properties.Items[nameof(Sessions)] = id;
        if (context is not null && !((now.UtcDateTime - row.UsedAt)?.Duration() < Noted)) await NoteUse(directory, id, context, now.UtcDateTime);
        if (known.Count > Most) known.Clear();
        known[id] = (ticket, at);
        return ticket;
    }

    // Nobody is kept out because this could not be written down.
    private static async Task NoteUse(DirectoryStore directory, string id, HttpContext context, DateTime now)
    {
        var from = context.Connection.RemoteIpAddress?.ToString();
        try
        {
            await directory.SessionTickets.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now).SetProperty(row => row.From, from));
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
        }
    }

    private async Task End(string id)
    {
        known.TryRemove(id, out _);
        await using var directory = databases.OpenDirectory();
        await directory.SessionTickets.Where(row => row.Id == id).ExecuteDeleteAsync();
    }

    private DateTime End(AuthenticationTicket ticket) => (ticket.Properties.ExpiresUtc ?? clock.GetUtcNow() + Lasting).UtcDateTime;

    private AuthenticationTicket? Open(byte[] kept)
    {
        try
        {
            return TicketSerializer.Default.Deserialize(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null; // Written with keys that are gone: one signs in again.
        }
    }

    private static Guid AccountOf(AuthenticationTicket ticket) =>
        Guid.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Nobody's session."));

    private static string Hash(string key) => Convert.ToHexStringLower(EntranceKeys.HashOf(key));
}
