using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Lets somebody join by an invitation, with an account that is there or a new one.</summary>
public sealed class Join(Stores stores, DirectoryStore directory, UserManager<Account> accounts, JoinKeeping keeping)
{
    /// <summary>What somebody new tells.</summary>
    public sealed record Request(string Name, string Password);

    /// <summary>How an invitation stands.</summary>
    /// <param name="Link">The invitation.</param>
    /// <param name="Open">Whether it still opens.</param>
    /// <param name="Known">The account of that mail address, if there is one.</param>
    public sealed record Standing(JoinLink Link, bool Open, Account? Known);

    /// <summary>Looks at an invitation; null when there is none.</summary>
    public async Task<Standing?> Look(string organisation, string secret, DateTime now, CancellationToken cancel)
    {
        var hash = EntranceKeys.HashOf(secret);
        await using var store = await stores.Open(organisation, cancel);
        return await store.JoinLinks.AsNoTracking().SingleOrDefaultAsync(row => row.SecretHash == hash, cancel) is { } link
            ? new(link, link.SpentAt is null && link.Until > now, await accounts.FindByEmailAsync(link.Mail))
            : null;
    }

    /// <summary>Joins: with the account that is signed in, or with a new one.</summary>
    /// <param name="organisation">Where.</param>
    /// <param name="standing">The invitation, as it was just looked at.</param>
    /// <param name="signedIn">Who is signed in, if anybody.</param>
    /// <param name="request">What somebody new tells.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Account>> Run(string organisation, Standing standing, Guid? signedIn, Request request, CancellationToken cancel)
    {
        if (!standing.Open) return new Refusal.NotFound();
        if (standing.Known is { } known && known.Id != signedIn) return new Refusal.NotAllowed();
        if (standing.Known is null && signedIn is not null) return new Refusal.NotAllowed();

        var account = standing.Known;
        if (account is null)
        {
            var faults = AccountFaults.Of(request.Name, standing.Link.Mail, request.Password);
            if (faults.Count > 0) return new Refusal.Invalid(faults);
            account = new() { Id = keeping.NewId(), Name = request.Name.Trim(), UserName = standing.Link.Mail, Email = standing.Link.Mail };
            var making = await accounts.CreateAsync(account, request.Password);
            if (!making.Succeeded) return new Refusal.Conflict("changed_meanwhile");
        }

        // The directory first: broken off here, the invitation is still open and joining can be repeated.
        if (!await directory.Memberships.AnyAsync(row => row.AccountId == account.Id && row.Organisation == organisation, cancel))
        {
            directory.Memberships.Add(new() { AccountId = account.Id, Organisation = organisation });
            await directory.SaveChangesAsync(cancel);
        }

        return await keeping.Keep(organisation, standing.Link, account, cancel) ? account : new Refusal.NotFound();
    }
}
