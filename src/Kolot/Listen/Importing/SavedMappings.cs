using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Mappings that an organisation keeps by name, so that next month's file comes in with one click.</summary>
public sealed class SavedMappings(Stores stores)
{
    private const int LongestName = 200;

    /// <summary>Their names.</summary>
    public async Task<IReadOnlyList<string>> Names(string organisation, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.SavedMappings.OrderBy(saved => saved.Name).Select(saved => saved.Name).ToArrayAsync(cancel);
    }

    /// <summary>What is kept by a name; null if nothing is.</summary>
    public async Task<SavedMapping?> Find(string organisation, string name, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.SavedMappings.AsNoTracking().SingleOrDefaultAsync(saved => saved.Name == name, cancel);
    }

    /// <summary>Keeps a mapping by a name.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="name">The name.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="seen">The version of that name which is replaced; null if there was none. Another that says something else is not overwritten.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Result<SavedMapping>> Save(string organisation, string name, ImportMapping mapping, int? seen, CancellationToken cancel)
    {
        name = name.Trim();
        if (name.Length > LongestName) return new Refusal.Invalid("saveAs", "too_long");
        var json = MappingJson.Write(mapping);
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var saved = await store.SavedMappings.SingleOrDefaultAsync(saved => saved.Name == name, cancel);
        if (saved is null) store.SavedMappings.Add(saved = new() { Name = name, Mapping = json });
        else if (saved.Mapping == json) return saved;
        else if (saved.Version != seen) return new Refusal.Invalid("saveAs", "mapping_taken");
        else (saved.Mapping, saved.Version) = (json, saved.Version + 1);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return saved;
    }
}
