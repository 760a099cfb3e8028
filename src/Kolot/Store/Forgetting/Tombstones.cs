using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Who was erased from an organisation, as far as that may be known: whether a mark is one of theirs.</summary>
public sealed class Forgotten
{
    /// <summary>Nobody.</summary>
    public static readonly Forgotten Nobody = new([], []);

    private readonly byte[][] secrets;
    private readonly Dictionary<string, Erasure> byHash;

    internal Forgotten(byte[][] secrets, Dictionary<string, Erasure> byHash) => (this.secrets, this.byHash) = (secrets, byHash);

    /// <summary>Whether nobody was erased here.</summary>
    public bool IsEmpty => byHash.Count == 0;

    /// <summary>When the last of them was erased.</summary>
    public DateTime Last => IsEmpty ? DateTime.UnixEpoch : byHash.Values.Max(erasure => erasure.At);

    /// <summary>By which erasure something was erased; null if it was not.</summary>
    public Erasure? By(string mark)
    {
        foreach (var secret in secrets)
            if (byHash.TryGetValue(Convert.ToHexString(TombstoneMarks.Hash(secret, mark)), out var erasure)) return erasure;
        return null;
    }

    /// <summary>Whether somebody was erased.</summary>
    public bool Has(WrittenIdentity identity) => !IsEmpty && By(TombstoneMarks.Of(identity)) is not null;
}

/// <summary>Keeps tombstones in the directory, and knows them on the way of everything that comes in.</summary>
public sealed class Tombstones(Databases databases, TimeProvider clock)
{
    // An erasure at another node is known here after this; what slipped in meanwhile goes when it is looked through once more.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private const int Together = 2_000;

    private readonly ConcurrentDictionary<string, Known> known = new();

    /// <summary>Who was erased from an organisation.</summary>
    public async ValueTask<Forgotten> Of(string organisation, CancellationToken cancel)
    {
        if (known.TryGetValue(organisation, out var before) && clock.GetElapsedTime(before.At) < Remembered) return before.Forgotten;
        var now = clock.GetTimestamp();
        await using var directory = databases.OpenDirectory();
        var erasures = directory.Erasures.Where(erasure => erasure.Organisation == organisation);
        // An erasure that met something new is entered once more, with more tombstones.
        var signature = (
            await erasures.CountAsync(cancel), await erasures.MaxAsync(erasure => (DateTime?)erasure.At, cancel),
            await directory.Tombstones.CountAsync(stone => stone.Organisation == organisation, cancel));
        var forgotten = before is not null && before.Signature == signature ? before.Forgotten : await Load(directory, organisation, cancel);
        known[organisation] = new(forgotten, signature, now);
        return forgotten;
    }

    /// <summary>The tombstones of some erasures only, as they stand.</summary>
    public async Task<Forgotten> Of(string organisation, IReadOnlyCollection<Guid> erasures, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await Load(directory, organisation, cancel, erasures);
    }

    /// <summary>Enters an erasure with its tombstones. Before anything is removed: what breaks off goes on by them.</summary>
    public async Task Enter(Erasure erasure, IEnumerable<string> marks, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var secret = await SecretOf(directory, erasure.Organisation, cancel);
        // The whole house signs in through the directory: of many marks some at a time. Without its erasure, entered with the last of them, a tombstone means nothing.
        var parts = marks.Distinct().Select(mark => TombstoneMarks.Hash(secret, mark)).Chunk(Together).DefaultIfEmpty([]).ToArray();
        foreach (var (index, hashes) in parts.Index())
        {
            await using var writing = await directory.Database.BeginTransactionAsync(cancel);
            await Enter(directory, erasure, hashes, cancel);
            if (index == parts.Length - 1 && !await directory.Erasures.AnyAsync(row => row.Organisation == erasure.Organisation && row.Id == erasure.Id, cancel)) directory.Erasures.Add(erasure);
            await directory.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }

        known.TryRemove(erasure.Organisation, out _);
    }

    // Somebody who came back and is erased again is the later erasure's.
    private static async Task Enter(DirectoryStore directory, Erasure erasure, byte[][] hashes, CancellationToken cancel)
    {
        if (directory.Database.IsNpgsql())
        {
            await directory.Database.ExecuteSqlAsync(
                $"""
                insert into tombstones (organisation, hash, erasure_id) select {erasure.Organisation}, hash, {erasure.Id} from unnest({hashes}) hash
                on conflict (organisation, hash) do update set erasure_id = excluded.erasure_id
                """, cancel);
            return;
        }

        // In one statement: whoever signs in meanwhile waits for that alone, and not for two thousand.
        var listed = JsonSerializer.Serialize(hashes.Select(Convert.ToHexString));
        await directory.Database.ExecuteSqlAsync(
            $"""
            insert into tombstones (organisation, hash, erasure_id) select {erasure.Organisation}, unhex(value), {erasure.Id} from json_each({listed}) where true
            on conflict (organisation, hash) do update set erasure_id = excluded.erasure_id
            """, cancel);
    }

    /// <summary>Copies to an organisation that is restored what is here of it, under whatever name: it is known by the moment of its founding.</summary>
    public async Task Follow(string organisation, DateTime foundedAt, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var (from, to) = (foundedAt.AddMilliseconds(-1), foundedAt.AddMilliseconds(1));
        var names = await directory.ErasureSecrets.Where(secret => secret.FoundedAt > from && secret.FoundedAt < to && secret.Organisation != organisation)
            .Select(secret => secret.Organisation).Distinct().ToArrayAsync(cancel);
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        foreach (var name in names)
        {
            await directory.Database.ExecuteSqlAsync(
                $"""
                insert into erasure_secrets (organisation, id, founded_at, secret)
                select {organisation}, id, founded_at, secret from erasure_secrets where organisation = {name} on conflict do nothing
                """, cancel);
            await directory.Database.ExecuteSqlAsync(
                $"""
                insert into erasures (organisation, id, at, "by", by_name, keeps_scores, counts, ended_at)
                select {organisation}, id, at, "by", by_name, keeps_scores, counts, ended_at from erasures where organisation = {name} on conflict do nothing
                """, cancel);
            await directory.Database.ExecuteSqlAsync(
                $"""
                insert into tombstones (organisation, hash, erasure_id)
                select {organisation}, hash, erasure_id from tombstones where organisation = {name} on conflict do nothing
                """, cancel);
        }

        await writing.CommitAsync(cancel);
        known.TryRemove(organisation, out _);
    }

    private Task<byte[]> SecretOf(DirectoryStore directory, string organisation, CancellationToken cancel) => SecretOf(directory, organisation, clock, cancel);

    /// <summary>The secret under which marks are written; made where there is none, for the caller to save.</summary>
    internal static async Task<byte[]> SecretOf(DirectoryStore directory, string organisation, TimeProvider clock, CancellationToken cancel)
    {
        if (await directory.ErasureSecrets.Where(secret => secret.Organisation == organisation).OrderBy(secret => secret.Id).FirstOrDefaultAsync(cancel) is { } known)
            return known.Secret;
        var placement = await directory.Placements.AsNoTracking().SingleAsync(placement => placement.Organisation == organisation, cancel);
        var made = new ErasureSecret
        {
            Organisation = organisation, Id = Guid.CreateVersion7(clock.GetUtcNow()), FoundedAt = placement.FoundedAt, Secret = RandomNumberGenerator.GetBytes(32),
        };
        directory.ErasureSecrets.Add(made);
        return made.Secret;
    }

    private static async Task<Forgotten> Load(
        DirectoryStore directory, string organisation, CancellationToken cancel, IReadOnlyCollection<Guid>? only = null)
    {
        var secrets = await directory.ErasureSecrets.Where(secret => secret.Organisation == organisation).Select(secret => secret.Secret).ToArrayAsync(cancel);
        var erasures = await directory.Erasures.AsNoTracking().Where(erasure => erasure.Organisation == organisation).ToDictionaryAsync(erasure => erasure.Id, cancel);
        var stones = await directory.Tombstones.AsNoTracking().Where(stone => stone.Organisation == organisation).ToArrayAsync(cancel);
        return new(secrets, stones.Where(stone => erasures.ContainsKey(stone.ErasureId) && only?.Contains(stone.ErasureId) != false)
            .ToDictionary(stone => Convert.ToHexString(stone.Hash), stone => erasures[stone.ErasureId]));
    }

    private sealed record Known(Forgotten Forgotten, (int, DateTime?, int) Signature, long At);
}
