using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Kolot.Listen.Keeping;
using Kolot.Store;

namespace Kolot.Listen;

/// <summary>The lines in which voices wait to be kept, one for each organisation.</summary>
public sealed class HearingLines(Databases databases, ErrandRounds rounds, IMeterFactory meters, DecideVoices decide) : IAsyncDisposable
{
    private readonly Counter<long> heard = meters.Create("Kolot").CreateCounter<long>("kolot.voices.heard", "{voice}", "Voices that were taken in, by what came of them.");
    private readonly ConcurrentDictionary<string, Lazy<HearingLine>> lines = new();

    /// <summary>Counts what came of voices.</summary>
    public void Count(IReadOnlyList<Heard> kept)
    {
        if (!heard.Enabled) return;
        foreach (var outcome in kept.CountBy(one => one.Outcome)) heard.Add(outcome.Value, new KeyValuePair<string, object?>("outcome", outcome.Key.ToString().ToLowerInvariant()));
    }

    /// <summary>How many voices wait at this node.</summary>
    public int Waiting => lines.Values.Where(line => line.IsValueCreated).Sum(line => line.Value.Waiting);

    /// <summary>How many of an organisation do.</summary>
    public int WaitingIn(string organisation) => lines.TryGetValue(organisation, out var line) && line.IsValueCreated ? line.Value.Waiting : 0;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines.Values) await line.Value.DisposeAsync();
    }

    /// <summary>An organisation's line.</summary>
    internal HearingLine Of(string organisation) => lines.GetOrAdd(organisation, name => new(() => new HearingLine(
        databases.Waiting,
        async cancel => new VoiceKeeper(await databases.Connect(name, cancel), databases.GateOf(name)),
        () => rounds.Ring(name),
        decide.Next))).Value;
}
