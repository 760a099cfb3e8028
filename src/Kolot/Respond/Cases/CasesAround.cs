using Kolot.Core.Listen;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>The cases that some voices may belong to, with those that they open on the way.</summary>
internal sealed class CasesAround
{
    private readonly Dictionary<Guid, List<Case>> open = [];
    private readonly Dictionary<Guid, Case> ofVoice = [];
    private readonly Dictionary<(string Source, string Id), Guid> keys = [];
    private readonly HashSet<Guid> inCases = [];

    /// <summary>Which voices came to which cases.</summary>
    public List<CaseVoice> Joined { get; } = [];

    /// <summary>Loads and holds them.</summary>
    public static async Task<CasesAround> Of(OrganisationStore store, IReadOnlyList<Voice> voices, CancellationToken cancel)
    {
        var around = new CasesAround();
        foreach (var voice in voices.Where(voice => voice.SourceId is not null)) around.keys[(voice.Source, voice.SourceId ?? "")] = voice.Id;
        await around.ReadEarlier(store, voices, cancel);
        var customers = voices.Select(voice => voice.CustomerId).OfType<Guid>().Distinct().ToArray();
        if (customers.Length == 0) return around;
        foreach (var row in await Held(store, store.Cases.Where(row => row.ClosedAt == null && row.CustomerId != null && EF.Parameter(customers).Contains(row.CustomerId.Value)), cancel))
            around.OpenOf(row.CustomerId ?? Guid.Empty).Add(row);
        return around;
    }

    /// <summary>The open cases of a customer.</summary>
    public List<Case> OpenOf(Guid customer) => open.TryGetValue(customer, out var rows) ? rows : open[customer] = [];

    /// <summary>The case of the voice that this one was added to; null where there is none.</summary>
    public Case? After(Voice voice) =>
        WantedCalls.AddedTo(voice) is { } earlier && keys.TryGetValue((voice.Source, earlier), out var id) && ofVoice.TryGetValue(id, out var row) ? row : null;

    /// <summary>Notes that a voice opens a case; what it was added to belongs to it too.</summary>
    public void Open(Case row, Voice voice)
    {
        if (row.CustomerId is { } customer) OpenOf(customer).Add(row);
        Join(row, voice);
        if (WantedCalls.AddedTo(voice) is { } earlier && keys.TryGetValue((voice.Source, earlier), out var id) && inCases.Add(id)) Joined.Add(new() { CaseId = row.Id, VoiceId = id });
    }

    /// <summary>Notes that a voice belongs to a case.</summary>
    public void Join(Case row, Voice voice)
    {
        ofVoice[voice.Id] = row;
        if (inCases.Add(voice.Id)) Joined.Add(new() { CaseId = row.Id, VoiceId = voice.Id });
    }

    // What was said before, to which something was added now.
    private async Task ReadEarlier(OrganisationStore store, IReadOnlyList<Voice> voices, CancellationToken cancel)
    {
        foreach (var source in voices.Where(voice => WantedCalls.AddedTo(voice) is not null).GroupBy(voice => voice.Source))
        {
            var ids = source.Select(WantedCalls.AddedTo).OfType<string>().Distinct().ToArray();
            foreach (var key in await store.VoiceKeys.Where(key => key.Source == source.Key && EF.Parameter(ids).Contains(key.SourceId)).Select(key => new { key.SourceId, key.VoiceId }).ToListAsync(cancel))
                keys[(source.Key, key.SourceId)] = key.VoiceId;
        }

        // These themselves belong to no case yet.
        var earlier = keys.Values.Except(voices.Select(voice => voice.Id)).ToArray();
        if (earlier.Length == 0) return;
        var known = await store.CaseVoices.AsNoTracking().Where(one => EF.Parameter(earlier).Contains(one.VoiceId)).ToListAsync(cancel);
        inCases.UnionWith(known.Select(one => one.VoiceId));
        var cases = known.Select(one => one.CaseId).Distinct().ToArray();
        // What was merged into another goes on there.
        var into = await store.Cases.Where(row => EF.Parameter(cases).Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.MergedInto ?? row.Id, cancel);
        Guid[] wanted = [.. into.Values.Distinct()];
        var rows = (await Held(store, store.Cases.Where(row => EF.Parameter(wanted).Contains(row.Id)), cancel)).ToDictionary(row => row.Id);
        foreach (var one in known)
            if (into.TryGetValue(one.CaseId, out var id) && rows.TryGetValue(id, out var row)) ofVoice[one.VoiceId] = row;
    }

    // In one order, so that nobody waits for each other in a ring.
    private static async Task<List<Case>> Held(OrganisationStore store, IQueryable<Case> cases, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql())
        {
            var numbers = await cases.AsNoTracking().Select(row => row.Number).ToArrayAsync(cancel);
            if (numbers.Length == 0) return [];
            await store.Database.ExecuteSqlAsync($"select 1 from cases where number = any({numbers}) order by number for update", cancel);
        }

        return await cases.OrderBy(row => row.Number).ToListAsync(cancel);
    }
}
