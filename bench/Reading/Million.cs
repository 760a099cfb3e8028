using System.Diagnostics;
using System.Security.Cryptography;
using Kolot.Bench.Ground;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Reading;

/// <summary>A million voices over two years, in an organisation of 106 units; made once for each schema and kept between runs.</summary>
internal static class Million
{
    public const int Count = 1_000_000;

    /// <summary>The region whose branches are looked at; a reader of it sees a fifth.</summary>
    public const string Region = "region-2";

    /// <summary>One branch of it.</summary>
    public const string Branch = "branch-2-7";

    public static async Task<Site> Stand(StoreKind kind, CancellationToken cancel)
    {
        var site = await Site.Of("million", kind) ?? throw new InvalidOperationException($"{kind} is not there.");
        var marker = Path.Combine(site.Folder, "made");
        var version = Version();
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancel) == version) return site;
        await site.Clear();
        await site.Found(cancel);
        await Fill(site, cancel);
        Directory.CreateDirectory(site.Folder);
        await File.WriteAllTextAsync(marker, version, cancel);
        return site;
    }

    private static async Task Fill(Site site, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        await PlantUnits(store, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var voices = new Voices(await Voices.NamesIn(store, cancel), now.AddDays(-730), now.AddMinutes(-1), Count);
        await using (var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel))
        {
            foreach (var batch in Enumerable.Range(0, Count).Chunk(2_000))
                await BareInserts.Keep(connection, [.. batch.Select(voices.Read)], cancel);
        }

        await store.Errands.ExecuteDeleteAsync(cancel);
        // What each database does by itself within minutes of such a load.
        store.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        string[] settle = site.Kind == StoreKind.Postgres
            ? ["vacuum analyze voices", "vacuum analyze voice_words", "vacuum analyze voice_keys"]
            : ["pragma wal_checkpoint(truncate)"];
        foreach (var statement in settle) await store.Database.ExecuteSqlRawAsync(statement, cancel);
        Console.WriteLine($"  made {Count:n0} voices in {clock.Elapsed.TotalSeconds:f0} s");
    }

    private static async Task PlantUnits(OrganisationStore store, CancellationToken cancel)
    {
        var root = await store.Units.SingleAsync(cancel);
        for (var region = 0; region < 5; region++)
        {
            var above = new Unit { Id = Guid.CreateVersion7(), Code = $"region-{region}", Name = $"מחוז {region}", ParentId = root.Id };
            store.Units.Add(above);
            for (var branch = 0; branch < 20; branch++)
                store.Units.Add(new() { Id = Guid.CreateVersion7(), Code = $"branch-{region}-{branch}", Name = $"סניף {branch}", ParentId = above.Id });
        }

        await store.SaveChangesAsync(cancel);
    }

    private static string Version()
    {
        var assembly = typeof(Databases).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var script = assembly.GetManifestResourceStream(name) ?? Stream.Null;
            using var memory = new MemoryStream();
            script.CopyTo(memory);
            hash.AppendData(memory.ToArray());
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
