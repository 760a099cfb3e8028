using Kolot.Core.Demo;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>The people of the demonstration, in the directory.</summary>
public sealed class DemoCast(Databases databases, Migrator migrator, UserManager<Account> accounts, TimeProvider clock)
{
    /// <summary>The password of all of them: there is nothing here that is anybody's.</summary>
    public const string Password = "shkedim ve-agasim";

    /// <summary>When the planting is.</summary>
    public DateTime Now { get; } = clock.GetUtcNow().UtcDateTime;

    /// <summary>The organisation's today: the year ends with the day before.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Now, TimeZoneInfo.FindSystemTimeZoneById(DemoPlace.TimeZone)));

    /// <summary>Makes the directory ready.</summary>
    public Task Prepare(CancellationToken cancel) => migrator.MigrateDirectory(cancel);

    /// <summary>Whether they belong to the organisation: it is planted whole.</summary>
    public async Task<bool> IsIn(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.Memberships.AnyAsync(row => row.Organisation == DemoOrganisation.Code, cancel);
    }

    /// <summary>Makes their accounts, and what the organisation is to know of them, in the order of the cast.</summary>
    public async Task<IReadOnlyList<MemberRow>> Enter(CancellationToken cancel)
    {
        var members = new List<MemberRow>();
        var hash = accounts.PasswordHasher.HashPassword(new() { Name = "" }, Password);
        foreach (var told in DemoOrganisation.Cast)
        {
            cancel.ThrowIfCancellationRequested();
            var account = await accounts.FindByEmailAsync(told.Mail) ?? await Make(told, hash);
            members.Add(new() { Id = account.Id, Name = told.Name, Mail = told.Mail, Role = told.Role, Reach = told.Reach, JoinedAt = Now.AddYears(-1) });
        }

        return members;
    }

    /// <summary>Lets the directory know that they belong: from then on the organisation counts.</summary>
    public async Task Join(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var mails = DemoOrganisation.Cast.Select(member => member.Mail).ToArray();
        foreach (var id in await directory.Users.Where(account => mails.Contains(account.Email)).Select(account => account.Id).ToListAsync(cancel))
            directory.Memberships.Add(new() { AccountId = id, Organisation = DemoOrganisation.Code });
        await directory.SaveChangesAsync(cancel);
    }

    private async Task<Account> Make(DemoMember told, string hash)
    {
        var account = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = told.Name, UserName = told.Mail, Email = told.Mail, PasswordHash = hash };
        var making = await accounts.CreateAsync(account);
        return making.Succeeded ? account : throw new InvalidOperationException(string.Join(' ', making.Errors.Select(error => error.Description)));
    }
}
