using System.Collections.Concurrent;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Tells the hours of service of organisations, remembered for two seconds: what changes on another node is known here after that.</summary>
public sealed class KnownHours(Stores stores, EntranceMembers members, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, HoursHere Hours)> known = new();

    /// <summary>The hours of one that exists.</summary>
    public async ValueTask<HoursHere> Of(string organisation, CancellationToken cancel)
    {
        if (known.TryGetValue(organisation, out var last) && last.At != 0 && clock.GetElapsedTime(last.At) < Fresh) return last.Hours;
        var now = clock.GetTimestamp();
        var zone = (await members.FaceOf(organisation, cancel)).TimeZone;
        await using var store = await stores.Open(organisation, cancel);
        var hours = new HoursHere(new(zone, await store.Units.AsNoTracking().ToListAsync(cancel), await store.Channels.AsNoTracking().ToListAsync(cancel)), await Holding(store).ToListAsync(cancel), last.Hours);
        known[organisation] = (now, hours);
        return hours;
    }

    /// <summary>Now.</summary>
    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Reads them anew at the next asking, and keeps the clocks of what did not change: something was decided here.</summary>
    public void Forget(string organisation)
    {
        if (known.TryGetValue(organisation, out var last)) known[organisation] = last with { At = 0 };
    }

    /// <summary>The decisions that hold.</summary>
    internal static IQueryable<DecidedHours> Holding(OrganisationStore store) =>
        store.DecidedHours.AsNoTracking().Where(row => row.Number == store.DecidedHours.Where(one => one.Place == row.Place).Max(one => one.Number));
}
