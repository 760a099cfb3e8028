using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Mappings that an organisation keeps by name, so that next month's file comes in with one click.</summary>
public sealed class SavedMappings(Stores stores)
{
    /// <summary>Their names.</summary>
    public async Task<IReadOnlyList<string>> Names(string organisation, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.SavedMappings.OrderBy(saved => saved.Name).Select(saved => saved.Name).ToArrayAsync(cancel);
    }

    /// <summary>The mapping of a name; null if there is none.</summary>
    public async Task<ImportMapping?> Find(string organisation, string name, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var json = await store.SavedMappings.Where(saved => saved.Name == name).Select(saved => saved.Mapping).SingleOrDefaultAsync(cancel);
        return json is null ? null : MappingJson.Read(json);
    }

    /// <summary>Keeps a mapping by a name; one that has it already is replaced.</summary>
    public async Task Save(string organisation, string name, ImportMapping mapping, CancellationToken cancel)
    {
        name = name.Trim();
        await using var store = await stores.Open(organisation, cancel);
        var saved = await store.SavedMappings.SingleOrDefaultAsync(saved => saved.Name == name, cancel);
        if (saved is null) store.SavedMappings.Add(new() { Name = name, Mapping = MappingJson.Write(mapping) });
        else
        {
            saved.Mapping = MappingJson.Write(mapping);
            saved.Version++;
        }

        await store.SaveChangesAsync(cancel);
    }
}
