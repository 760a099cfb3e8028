using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Kolot.Running.Metrics;

/// <summary>Listens to what this house and its runtime measure, and writes it as Prometheus reads it.</summary>
public sealed class Measured : IDisposable
{
    /// <summary>The meter of all that Kolot itself measures.</summary>
    public const string Meter = "Kolot";

    private const string Runtime = "System.Runtime";
    private const int MostOfEach = 2_000;

    // What a label may say: kinds, codes and templates of addresses; never an organisation, nor what somebody sent.
    internal static readonly HashSet<string> Labels =
        ["http.request.method", "http.response.status_code", "http.route", "error.type", "gc.heap.generation", "cpu.mode", "outcome", "disk"];

    private readonly Lock turn = new();
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Series>> all = new();

    /// <summary>Listens from now on.</summary>
    public Measured(IMeterFactory house)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            var meter = instrument.Meter;
            if (meter.Name == Runtime || (meter.Scope == house && meter.Name is Meter or "Microsoft.AspNetCore.Hosting")) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>(Take);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => Take(instrument, value, tags, state));
        listener.Start();
    }

    /// <summary>All that was measured until now.</summary>
    public string Write()
    {
        // Two who ask at once would clear what the other is writing.
        lock (turn) return Text();
    }

    private string Text()
    {
        // What is only asked for says all that it has each time; what it no longer names is no more.
        foreach (var (instrument, series) in all)
            if (instrument.IsObservable) series.Clear();
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var (instrument, series) in all.OrderBy(one => one.Key.Name, StringComparer.Ordinal))
        {
            if (series.IsEmpty) continue;
            var name = NameOf(instrument);
            text.Append("# HELP ").Append(name).Append(' ').Append(OneLine(instrument.Description ?? instrument.Name)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(instrument)).Append('\n');
            foreach (var (labels, one) in series.OrderBy(one => one.Key, StringComparer.Ordinal)) one.Write(text, name, labels);
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var series = all.GetOrAdd(instrument, _ => new());
        var labels = Told(tags);
        if (!series.TryGetValue(labels, out var one))
        {
            if (series.Count >= MostOfEach) return;
            one = series.GetOrAdd(labels, _ => TypeOf(instrument) == "histogram" ? new Series.Spread() : IsAdded(instrument) ? new Series.Sum() : new Series.Last());
        }

        one.Take(value);
    }

    private static string Told(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var told = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            if (Labels.Contains(key)) told[key.Replace('.', '_')] = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
        return string.Join(',', told.Select(one => $"{one.Key}=\"{OneLine(one.Value).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
    }

    private static bool IsAdded(Instrument instrument) => KindOf(instrument) is "Counter`1" or "UpDownCounter`1";

    private static string TypeOf(Instrument instrument) => KindOf(instrument) switch
    {
        "Histogram`1" => "histogram",
        "Counter`1" or "ObservableCounter`1" => "counter",
        _ => "gauge",
    };

    private static string KindOf(Instrument instrument) => instrument.GetType().Name;

    private static string NameOf(Instrument instrument)
    {
        var name = string.Concat(instrument.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        name += instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return TypeOf(instrument) == "counter" ? name + "_total" : name;
    }

    private static string OneLine(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
