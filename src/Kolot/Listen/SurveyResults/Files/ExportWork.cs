using System.Threading.Channels;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Writes exports one after the other, beside everything else that this node does. What a node left behind is taken up by any.</summary>
public sealed class ExportWork(RunExport act, ExportFiles files, Leases leases, ExportPlaces places) : BackgroundService
{
    private const int MostTries = 3;

    // In beats; in between, those organisations are looked after that this node has open anyway.
    private const int All = 60;
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    private readonly Channel<(string Organisation, Guid Export)> line = System.Threading.Channels.Channel.CreateUnbounded<(string, Guid)>();
    private readonly Dictionary<Guid, int> tries = [];

    /// <summary>Has one written as soon as those before it are.</summary>
    public void Begin(string organisation, Guid export) => line.Writer.TryWrite((organisation, export));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var looked = Look(stoppingToken);
        await foreach (var (organisation, export) in line.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await leases.While($"export:{export}", held => act.Run(organisation, export, held), stoppingToken);
                tries.Remove(export);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                await Trouble(organisation, export, fault, stoppingToken);
            }
        }

        await looked;
    }

    // What fails is taken up again at the next look, and given up in the end; while the database is away nothing was tried.
    private async Task Trouble(string organisation, Guid export, Exception fault, CancellationToken cancel)
    {
        places.Log.LogError(fault, "The export {Export} of {Organisation} broke off", export, organisation);
        if (Outage.Is(fault)) return;
        tries[export] = tries.GetValueOrDefault(export) + 1;
        if (tries[export] < MostTries) return;
        try
        {
            await act.Fail(organisation, export, cancel);
            tries.Remove(export);
        }
        catch (Exception again) when (!cancel.IsCancellationRequested)
        {
            places.Log.LogError(again, "That the export {Export} of {Organisation} broke off cannot be written down now", export, organisation);
        }
    }

    private async Task Look(CancellationToken cancel)
    {
        for (var beat = 0; ; beat++)
        {
            try
            {
                foreach (var organisation in await places.Of(beat % All == 0, cancel))
                    foreach (var export in await files.Unwritten(organisation, cancel)) Begin(organisation, export);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                places.Log.LogError(fault, "Exports that were left behind cannot be looked for now");
            }

            await Task.Delay(Beat, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested) return;
        }
    }
}

/// <summary>The organisations whose exports this node looks after.</summary>
public sealed class ExportPlaces(Databases databases, Stores stores, ILogger<ExportWork> log)
{
    /// <summary>Where trouble is told.</summary>
    internal ILogger<ExportWork> Log => log;

    /// <summary>All, or those that this node has open anyway.</summary>
    public async Task<IReadOnlyList<string>> Of(bool all, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var names = await directory.Placements.Select(placement => placement.Organisation).ToArrayAsync(cancel);
        return [.. names.Where(name => all || stores.IsOpen(name))];
    }
}
