using System.Collections.Concurrent;
using System.Security.Cryptography;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Writes what somebody is recognised by so that it cannot be read back: as tombstones are written, under the organisation's secret.</summary>
/// <remarks>What is kept by marks needs no erasing, and still holds where the same address comes again.</remarks>
public sealed class Marks(Databases databases, TimeProvider clock)
{
    // A restore may bring one more.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (byte[][] Secrets, long At)> known = new();

    /// <summary>The writer of an organisation's marks.</summary>
    public async ValueTask<MarkWriter> Of(string organisation, CancellationToken cancel)
    {
        if (known.TryGetValue(organisation, out var before) && clock.GetElapsedTime(before.At) < Remembered) return new(before.Secrets);
        await using var directory = databases.OpenDirectory();
        await Tombstones.SecretOf(directory, organisation, clock, cancel);
        await directory.SaveChangesAsync(cancel);
        var secrets = await directory.ErasureSecrets.AsNoTracking().Where(secret => secret.Organisation == organisation).OrderBy(secret => secret.Id).Select(secret => secret.Secret).ToArrayAsync(cancel);
        known[organisation] = (secrets, clock.GetTimestamp());
        return new(secrets);
    }
}

/// <summary>Writes marks under an organisation's secrets: the first for what is new, each for what may be known.</summary>
/// <param name="secrets">The secrets, the first of them for what is written now.</param>
public sealed class MarkWriter(byte[][] secrets)
{
    private const string AsWritten = "written\u001f";

    private readonly byte[][] secrets = secrets.Length > 0 ? secrets : throw new CryptographicException("Without a secret a mark would name whom it is of.");

    /// <summary>A mark of which nobody knows any more what it is of: only how it was written.</summary>
    public static string Written(byte[] kept) => AsWritten + Convert.ToHexString(kept);

    /// <summary>What is kept of a mark.</summary>
    public string Write(string mark) => Known(mark) ?? Convert.ToHexString(TombstoneMarks.Hash(secrets[0], mark));

    /// <summary>All that may have been kept of it.</summary>
    public IEnumerable<string> Readings(string mark) => Known(mark) is { } known ? [known] : secrets.Select(secret => Convert.ToHexString(TombstoneMarks.Hash(secret, mark)));

    /// <summary>Keys for one use, that live as long as the marks: the first for what is signed now, each for what may have been signed.</summary>
    public IReadOnlyList<byte[]> KeysFor(string use) => [.. secrets.Select(secret => TombstoneMarks.Hash(secret, $"key\u001f{use}"))];

    private static string? Known(string mark) => mark.StartsWith(AsWritten, StringComparison.Ordinal) ? mark[AsWritten.Length..] : null;
}
