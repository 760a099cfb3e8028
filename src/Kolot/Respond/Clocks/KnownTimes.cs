using System.Collections.Concurrent;
using Kolot.Core.Respond.Clocks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>How much time the places of an organisation give, as it holds now.</summary>
/// <param name="Places">What was decided, by place.</param>
/// <param name="Parents">The unit above each unit.</param>
public sealed record TimesHere(IReadOnlyDictionary<string, AnswerTimes> Places, IReadOnlyDictionary<Guid, Guid?> Parents)
{
    /// <summary>Whether anybody decided; where nobody did, what is usual holds.</summary>
    public bool AreDecided => Places.Count > 0;

    /// <summary>What holds: of the unit and channel, else of the unit, else of what the unit is part of, else of the channel, else of the organisation. As hours are found, so are times.</summary>
    public AnswerTimes Of(Guid? unit, Guid? channel)
    {
        var above = unit;
        for (var steps = 0; above is { } here && steps <= Parents.Count; steps++)
        {
            if (channel is not null && Own(here, channel) is { } both) return both;
            if (Own(here, null) is { } own) return own;
            above = Parents.GetValueOrDefault(here);
        }

        return (channel is null ? null : Own(null, channel)) ?? Own(null, null) ?? AnswerTimes.Usual;
    }

    /// <summary>What was decided for just this place; null where it follows the times around it.</summary>
    public AnswerTimes? Own(Guid? unit, Guid? channel) => Places.GetValueOrDefault(DecidedHours.PlaceOf(unit, channel));
}

/// <summary>Tells how much time organisations give, remembered for two seconds.</summary>
public sealed class KnownTimes(Stores stores, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, TimesHere Times)> known = new();

    /// <summary>The times of one that exists.</summary>
    public async ValueTask<TimesHere> Of(string organisation, CancellationToken cancel)
    {
        if (known.TryGetValue(organisation, out var last) && clock.GetElapsedTime(last.At) < Fresh) return last.Times;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var decided = await store.DecidedTimes.AsNoTracking().Where(row => row.Times != null && row.Number == store.DecidedTimes.Where(one => one.Place == row.Place).Max(one => one.Number)).ToListAsync(cancel);
        var parents = await store.Units.AsNoTracking().Select(unit => new { unit.Id, unit.ParentId }).ToDictionaryAsync(unit => unit.Id, unit => unit.ParentId, cancel);
        var times = new TimesHere(decided.ToDictionary(row => row.Place, row => AnswerTimesChange.Read(row.Times ?? "[]")), parents);
        known[organisation] = (now, times);
        return times;
    }

    /// <summary>Reads them anew at the next asking: something was decided here.</summary>
    public void Forget(string organisation) => known.TryRemove(organisation, out _);
}
