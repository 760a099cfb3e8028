using System.Collections.Concurrent;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Privacy;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen;

/// <summary>What organisations call their channels, touchpoints and units, and whom they forgot, remembered for a few seconds.</summary>
public sealed class KnownNames(Stores stores, Tombstones tombstones, KnownNotices notices, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (long At, Names Names)> known = new();

    /// <summary>An organisation's names; what was renamed or added counts within five seconds, on this node at once after <see cref="Forget"/>.</summary>
    public async ValueTask<Names> Of(string organisation, CancellationToken cancel)
    {
        var published = (await notices.Of(organisation, cancel)).Codes;
        if (known.TryGetValue(organisation, out var last) && clock.GetElapsedTime(last.At) < Fresh && ReferenceEquals(last.Names.Notices, published)) return last.Names;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var names = new Names(
            await Codes(store.Channels, cancel), await Codes(store.Touchpoints, cancel), await Codes(store.Units, cancel))
        {
            Notices = published,
        };
        known[organisation] = (now, names);
        return names;
    }

    /// <summary>Who was erased from an organisation.</summary>
    public ValueTask<Forgotten> ForgottenOf(string organisation, CancellationToken cancel) => tombstones.Of(organisation, cancel);

    /// <summary>Reads the names anew at the next asking.</summary>
    public void Forget(string organisation) => known.TryRemove(organisation, out _);

    // What is retired is still known: a branch that closed may be spoken of for years.
    private static async Task<Dictionary<string, Guid>> Codes<T>(IQueryable<T> rows, CancellationToken cancel) where T : class, INamed =>
        await rows.ToDictionaryAsync(row => row.Code, row => row.Id, StringComparer.OrdinalIgnoreCase, cancel);
}
