using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>An organisation's database could not be brought to what this version needs, so it stays closed until somebody has looked.</summary>
public sealed class OrganisationClosedException(string organisation, Exception because)
    : Exception($"The organisation '{organisation}' is closed: its database could not be brought up to date.", because);

/// <summary>Opens organisations' databases: those that exist, migrated when first opened.</summary>
public sealed class Stores(Databases databases, Migrator migrator, TimeProvider clock, ILogger<Stores> log)
{
    /// <summary>How long a closed one is left alone after each try to open it; in the end, as long as after the last.</summary>
    private static readonly TimeSpan[] LeftAlone = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private readonly ConcurrentDictionary<string, Lazy<Task<bool>>> opened = new();
    private readonly ConcurrentDictionary<string, Closed> closed = new();

    /// <summary>Opens an organisation.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name; edges ask <see cref="Exists"/> first.</exception>
    /// <exception cref="OrganisationClosedException">It could not be migrated.</exception>
    public async Task<OrganisationStore> Open(string organisation, CancellationToken cancel) =>
        await Exists(organisation, cancel)
            ? databases.OpenOrganisation(organisation)
            : throw new KeyNotFoundException($"There is no organisation '{organisation}'.");

    /// <summary>Opens an organisation for what goes through much of it once, beside everybody else's work: in little memory of its own.</summary>
    public async Task<OrganisationStore> OpenSparing(string organisation, CancellationToken cancel) =>
        await Exists(organisation, cancel)
            ? databases.OpenOrganisation(organisation, sparing: true)
            : throw new KeyNotFoundException($"There is no organisation '{organisation}'.");

    /// <summary>Whether there is an organisation of that name. Migrates it when first asked.</summary>
    /// <exception cref="OrganisationClosedException">It could not be migrated. After a while, which grows, the next to ask tries again.</exception>
    public async Task<bool> Exists(string organisation, CancellationToken cancel)
    {
        if (!Organisation.OrganisationName.IsValid(organisation)) return false;
        if (closed.TryGetValue(organisation, out var shut) && clock.GetElapsedTime(shut.At) < shut.LeftAlone) throw new OrganisationClosedException(organisation, shut.Because);
        var opening = opened.GetOrAdd(organisation, name => new(() => FirstOpen(name)));
        try
        {
            if (await opening.Value.WaitAsync(cancel)) return true;
            opened.TryRemove(new(organisation, opening));
            return false;
        }
        catch (Exception) when (opening.Value.IsFaulted)
        {
            // One organisation's trouble is its own: a later caller tries again.
            opened.TryRemove(new(organisation, opening));
            throw;
        }
    }

    /// <summary>Whether it was opened by this node already, so that opening it again takes no time.</summary>
    public bool IsOpen(string organisation) => opened.TryGetValue(organisation, out var opening) && opening is { IsValueCreated: true, Value.IsCompletedSuccessfully: true };

    /// <summary>Makes an organisation's database and puts it in the directory.</summary>
    /// <returns>False if the name is taken.</returns>
    public async Task<bool> Found(string organisation, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        if (await directory.Placements.AnyAsync(placement => placement.Organisation == organisation, cancel)) return false;
        // A database with voices that the directory does not know is somebody's: left by a restore that broke off, or by a lost directory.
        await migrator.MigrateOrganisation(organisation, cancel);
        await using (var store = databases.OpenOrganisation(organisation))
            if (await store.Voices.AnyAsync(cancel) || await store.Customers.AnyAsync(cancel)) return false;
        directory.Placements.Add(new() { Organisation = organisation, FoundedAt = at });
        await directory.SaveChangesAsync(cancel);
        return true;
    }

    private async Task<bool> FirstOpen(string organisation)
    {
        await using var directory = databases.OpenDirectory();
        if (await directory.Placements.SingleOrDefaultAsync(placement => placement.Organisation == organisation) is not { } placement) return false;
        try
        {
            await migrator.MigrateOrganisation(organisation, CancellationToken.None);
        }
        catch (Exception fault) when (!Outage.Is(fault))
        {
            log.LogCritical(fault, "The organisation {Organisation} stays closed: its database could not be brought up to date", organisation);
            var tries = closed.GetValueOrDefault(organisation)?.Tries ?? 0;
            closed[organisation] = new(fault, clock.GetTimestamp(), LeftAlone[Math.Min(tries, LeftAlone.Length - 1)], tries + 1);
            placement.ClosedBecause = fault.Message;
            await directory.SaveChangesAsync();
            throw new OrganisationClosedException(organisation, fault);
        }

        closed.TryRemove(organisation, out _);
        if (placement.ClosedBecause is null) return true;
        placement.ClosedBecause = null;
        await directory.SaveChangesAsync();
        return true;
    }

    private sealed record Closed(Exception Because, long At, TimeSpan LeftAlone, int Tries);
}
