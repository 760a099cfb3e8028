using System.Globalization;
using Kolot.Bench.Answering;
using Kolot.Bench.Asking;
using Kolot.Bench.Benchmarks;
using Kolot.Bench.Forgetting;
using Kolot.Bench.Ground;
using Kolot.Bench.Ingest;
using Kolot.Bench.Inviting;
using Kolot.Bench.Numbers;
using Kolot.Bench.Reading;
using Kolot.Store;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var name = args.ElementAtOrDefault(0);
if (name == EfHost.Name) return await EfHost.Run(args[1..]);

var benches = new Dictionary<string, Func<Site, CancellationToken, Task>>
{
    ["ingest"] = IngestBench.Run,
    ["import"] = ImportBench.Run,
    ["search"] = SearchBench.Run,
    ["stream"] = StreamBench.Run,
    ["start"] = StartBench.Run,
    ["erasure"] = ErasureBench.Run,
    ["numbers"] = NumbersBench.Run,
    ["asking"] = AskingBench.Run,
    ["exports"] = ExportBench.Run,
    ["inviting"] = InvitingBench.Run,
    ["planning"] = PlanningRows.Run,
    ["contact"] = ContactRows.Run,
    ["sending"] = SendingRows.Run,
    ["answering"] = AnsweringBench.Run,
    ["clocks"] = ClockRows.Run,
    ["loop"] = LoopRows.Run,
    ["inbox"] = InboxRows.Run,
    ["study"] = StudyBench.Run,
};
if (name is null || !benches.TryGetValue(name, out var bench))
{
    await Console.Error.WriteLineAsync($"./kolot bench NAME [sqlite|postgres]   where NAME is one of: {string.Join(", ", benches.Keys)}");
    return 2;
}

// A measurement that does not end is no measurement.
using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(30));
var kinds = args.ElementAtOrDefault(1) is { } wished ? [Enum.Parse<StoreKind>(wished, ignoreCase: true)] : Enum.GetValues<StoreKind>();
foreach (var kind in kinds)
{
    if (await Site.Of(name, kind) is not { } site)
    {
        Console.WriteLine($"{kind}: not there. Name a server in {Site.Postgres} to measure on it.");
        continue;
    }

    Console.WriteLine($"\n{name} on {kind}, {Machine.Describe()}");
    await bench(site, patience.Token);
    Console.WriteLine($"Load when it ended: {Machine.Load()}");
}

return 0;
