using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Writes down who came in, or gave a wrong password, when and from where; a line is kept for two years, or as <see cref="SignInSettings.LogDays"/> says.</summary>
public sealed class SignInLog(Databases databases, IHttpContextAccessor web, TimeProvider clock, IOptions<SignInSettings> settings)
{
    private long swept;

    /// <summary>For how many days a line is kept.</summary>
    public int Days => settings.Value.LogDays;

    /// <summary>Adds a line.</summary>
    /// <param name="account">Whose account.</param>
    /// <param name="opened">Whether they came in.</param>
    /// <param name="cancel">Gives up.</param>
    public Task Note(Guid account, bool opened, CancellationToken cancel) => Keep(account, opened, null, cancel);

    /// <summary>Adds a line about something else than coming in.</summary>
    /// <param name="account">Whose account.</param>
    /// <param name="act">What: one of the acts of <see cref="SignInLine"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public Task NoteAct(Guid account, string act, CancellationToken cancel) => Keep(account, opened: false, act, cancel);

    /// <summary>An account's latest lines, the newest first: for whose it is.</summary>
    public async Task<IReadOnlyList<SignInLine>> OfOwn(Guid account, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await Latest(directory, account, cancel);
    }

    /// <summary>The same as an organisation may see it; null where the account opens others too, of which it is told nothing.</summary>
    public async Task<IReadOnlyList<SignInLine>?> SeenBy(string organisation, Guid account, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await ElsewhereToo(directory, organisation).AnyAsync(row => row.AccountId == account, cancel) ? null : await Latest(directory, account, cancel);
    }

    /// <summary>When each of some accounts last came in; without those who did not as long as lines are kept, and those that open other organisations too.</summary>
    public async Task<IReadOnlyDictionary<Guid, DateTime>> LastOf(string organisation, IReadOnlyList<Guid> accounts, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.SignIns.AsNoTracking().Where(line => line.Opened && accounts.Contains(line.AccountId)
                && !ElsewhereToo(directory, organisation).Any(row => row.AccountId == line.AccountId)).GroupBy(line => line.AccountId)
            .Select(lines => new { lines.Key, At = lines.Max(line => line.At) }).ToDictionaryAsync(last => last.Key, last => last.At, cancel);
    }

    /// <summary>Which of some accounts are asked for a code after the password.</summary>
    public async Task<IReadOnlySet<Guid>> WithSecondStep(IReadOnlyList<Guid> accounts, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.SecondSteps.Where(row => accounts.Contains(row.AccountId) && row.ConfirmedAt != null).Select(row => row.AccountId).ToHashSetAsync(cancel);
    }

    // Also of those who come in no more. Once a day is enough, by whoever comes first.
    private async Task Sweep(DirectoryStore directory, DateTimeOffset now, CancellationToken cancel)
    {
        var today = now.UtcTicks / TimeSpan.TicksPerDay;
        if (Interlocked.Exchange(ref swept, today) == today) return;
        var oldest = now.AddDays(-Days).UtcDateTime;
        await directory.SignIns.Where(line => line.At < oldest).ExecuteDeleteAsync(cancel);
    }

    private static Task<List<SignInLine>> Latest(DirectoryStore directory, Guid account, CancellationToken cancel) =>
        directory.SignIns.AsNoTracking().Where(line => line.AccountId == account).OrderByDescending(line => line.At).Take(20).ToListAsync(cancel);

    private static IQueryable<Membership> ElsewhereToo(DirectoryStore directory, string organisation) => directory.Memberships.Where(row => row.Organisation != organisation);

    private async Task Keep(Guid account, bool opened, string? act, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var directory = databases.OpenDirectory();
        await Sweep(directory, now, cancel);
        directory.SignIns.Add(new()
        {
            Id = Guid.CreateVersion7(now), AccountId = account, At = now.UtcDateTime, Opened = opened, Act = act,
            From = web.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        });
        await directory.SaveChangesAsync(cancel);
    }
}
