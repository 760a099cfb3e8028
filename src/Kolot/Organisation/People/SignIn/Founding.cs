using Kolot.Core.Organisation;
using Kolot.Organisation.Template;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SignIn;

/// <summary>Founds an organisation with its first owner. Broken off halfway, it can be done again, by the same owner or another.</summary>
public sealed class Founding(Databases databases, Stores stores, Log log, TimeProvider clock)
{
    /// <summary>What is founded.</summary>
    /// <param name="Organisation">Its name in addresses.</param>
    /// <param name="Name">Its name in its own language.</param>
    /// <param name="NameEn">Its name in English, if any.</param>
    /// <param name="Language">The language it speaks first.</param>
    /// <param name="TimeZone">Its time zone.</param>
    public sealed record Plan(string Organisation, string Name, string? NameEn, string Language, string TimeZone);

    /// <summary>Whether the name can be had: free, or left by a founding that broke off.</summary>
    public async Task<bool> IsFree(string organisation, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return !await directory.Memberships.AnyAsync(row => row.Organisation == organisation, cancel);
    }

    /// <summary>Founds it. Last of all the directory learns who belongs to it: from then on it counts.</summary>
    public async Task Found(Plan plan, Account owner, CancellationToken cancel)
    {
        if (!await IsFree(plan.Organisation, cancel)) throw new InvalidOperationException($"The organisation '{plan.Organisation}' has members already.");
        var now = clock.GetUtcNow().UtcDateTime;
        await stores.Found(plan.Organisation, now, cancel);
        await using (var store = await stores.Open(plan.Organisation, cancel))
        {
            await using var writing = await store.BeginWriting(cancel);
            // What a founding that broke off left: the directory knows of no member, so nobody has come in yet.
            await store.Members.ExecuteDeleteAsync(cancel);
            if (await store.Profiles.ExecuteDeleteAsync(cancel) == 0) OrganisationTemplate.Plant(store, now);
            store.Profiles.Add(ProfileOf(plan));
            store.Members.Add(new()
            {
                Id = owner.Id, Name = owner.Name, Mail = owner.Email ?? "", Role = Role.Owner, Reach = Reach.All, JoinedAt = now,
            });
            log.Write(store, new(plan.Organisation, owner.Id, owner.Name, Rights.For(Role.Owner), Reach.All, null), "organisation.founded", plan.Organisation);
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }

        await using var directory = databases.OpenDirectory();
        directory.Memberships.Add(new() { AccountId = owner.Id, Organisation = plan.Organisation });
        await directory.SaveChangesAsync(cancel);
    }

    private static Profile ProfileOf(Plan plan) => new()
    {
        Name = plan.Name,
        NameEn = plan.NameEn,
        Language = plan.Language,
        Languages = plan.Language == "he" ? "he,en" : "en,he",
        TimeZone = plan.TimeZone,
        Colour = "#ffd84d",
    };
}
