using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation;

/// <summary>Recognises systems by their keys. A key is looked up once in a while and remembered by its hash.</summary>
public sealed class EntranceKeys(Databases databases, TimeProvider clock)
{
    /// <summary>What every key begins with, so that a leaked one can be recognised.</summary>
    public const string Beginning = "kolot_";

    // A key revoked on another node stays open here for as long as this, however the clock is set meanwhile.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<Hash, Known> known = new();

    /// <summary>What the key may do in the organisation; null if it opens nothing there.</summary>
    public ValueTask<Member?> Recognise(string organisation, ReadOnlySpan<char> secret, CancellationToken cancel)
    {
        if (!secret.StartsWith(Beginning, StringComparison.Ordinal) || secret.Length > 80) return new((Member?)null);
        var hash = Hash.Of(secret);
        if (!known.TryGetValue(hash, out var found) || clock.GetElapsedTime(found.At) > Remembered) return Find(organisation, hash, cancel);
        return new(In(organisation, found.Member));
    }

    /// <summary>The key of an id, as long as it opens; null if it does not, or is none of that organisation.</summary>
    public async Task<Member?> Find(string organisation, Guid id, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var key = await directory.AccessKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.Organisation == organisation && row.RevokedAt == null, cancel);
        return key is null ? null : MemberOf(key);
    }

    /// <summary>Whether the key opened something on this node not long ago. It may be revoked since.</summary>
    public bool HasOpened(ReadOnlySpan<char> secret) => secret.Length <= 80 && known.TryGetValue(Hash.Of(secret), out var found) && found.Member is not null;

    /// <summary>Forgets what this node remembers of an organisation's keys.</summary>
    public void Forget(string organisation)
    {
        foreach (var (hash, found) in known)
            if (found.Member?.Organisation == organisation) known.TryRemove(hash, out _);
    }

    /// <summary>SHA-256 of a secret. Secrets are long and random: guessing one by timing is out of reach.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private async ValueTask<Member?> Find(string organisation, Hash hash, CancellationToken cancel)
    {
        var bytes = hash.ToBytes();
        var (at, now) = (clock.GetTimestamp(), clock.GetUtcNow().UtcDateTime);
        await using var directory = databases.OpenDirectory();
        var key = await directory.AccessKeys.AsNoTracking()
            .SingleOrDefaultAsync(row => row.SecretHash == bytes && row.RevokedAt == null, cancel);
        if (key is not null) await NoteUse(directory, key, now, cancel);

        if (known.Count > Most) known.Clear();
        var member = key is null ? null : MemberOf(key);
        known[hash] = new(member, at);
        return In(organisation, member);
    }

    private static async Task NoteUse(DirectoryStore directory, AccessKey key, DateTime now, CancellationToken cancel)
    {
        if (key.UsedAt > now.AddHours(-1)) return;
        await directory.AccessKeys.Where(row => row.Id == key.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
    }

    private static Member MemberOf(AccessKey key)
    {
        var rights = key.Scopes.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Where(scope => Enum.TryParse<Right>(scope, out _)).Select(Enum.Parse<Right>).ToHashSet();
        return new(key.Organisation, key.Id, key.Name, rights, Reach.All, null);
    }

    private static Member? In(string organisation, Member? member) => member?.Organisation == organisation ? member : null;

    private sealed record Known(Member? Member, long At);

    private readonly record struct Hash(ulong A, ulong B, ulong C, ulong D)
    {
        public static Hash Of(ReadOnlySpan<char> secret)
        {
            Span<byte> text = stackalloc byte[320];
            Span<byte> hash = stackalloc byte[32];
            SHA256.HashData(text[..Encoding.UTF8.GetBytes(secret, text)], hash);
            var parts = MemoryMarshal.Cast<byte, ulong>(hash);
            return new(parts[0], parts[1], parts[2], parts[3]);
        }

        public byte[] ToBytes() => MemoryMarshal.AsBytes<ulong>([A, B, C, D]).ToArray();
    }
}
