using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Opens organisations' databases: those that exist, migrated when first opened.</summary>
public sealed class Stores(Databases databases, Migrator migrator)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> opened = new();

    /// <summary>Opens an organisation.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name, or it is closed; edges ask <see cref="Exists"/> first.</exception>
    public async Task<OrganisationStore> Open(string organisation, CancellationToken cancel) =>
        await Exists(organisation, cancel)
            ? databases.OpenOrganisation(organisation)
            : throw new KeyNotFoundException($"There is no organisation '{organisation}'.");

    /// <summary>Whether there is an organisation of that name and it is open. Migrates it when first asked.</summary>
    public async Task<bool> Exists(string organisation, CancellationToken cancel)
    {
        if (!Organisation.OrganisationName.IsValid(organisation)) return false;
        var opening = opened.GetOrAdd(organisation, name => new(() => FirstOpen(name)));
        try
        {
            if (await opening.Value.WaitAsync(cancel)) return true;
            opened.TryRemove(new(organisation, opening));
            return false;
        }
        catch (Exception) when (opening.Value.IsFaulted)
        {
            // One organisation's trouble is its own: the next caller tries again.
            opened.TryRemove(new(organisation, opening));
            throw;
        }
    }

    /// <summary>Makes an organisation's database and puts it in the directory.</summary>
    /// <returns>False if the name is taken.</returns>
    public async Task<bool> Found(string organisation, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        if (await directory.Placements.AnyAsync(placement => placement.Organisation == organisation, cancel)) return false;
        await migrator.MigrateOrganisation(organisation, cancel);
        directory.Placements.Add(new() { Organisation = organisation, FoundedAt = at });
        await directory.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<bool> FirstOpen(string organisation)
    {
        await using var directory = databases.OpenDirectory();
        if (!await directory.Placements.AnyAsync(placement => placement.Organisation == organisation)) return false;
        await migrator.MigrateOrganisation(organisation, CancellationToken.None);
        return true;
    }
}
