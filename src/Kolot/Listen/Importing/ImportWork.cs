using System.Collections.Concurrent;
using System.Threading.Channels;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Brings files in, one after the other, beside everything else that this node does. What a node left behind is taken up by any.</summary>
public sealed class ImportWork(RunImport act, ImportTidying tidying, EntranceMembers members, ILogger<ImportWork> log) : BackgroundService
{
    private const int MostTries = 5;

    // In beats; in between, those organisations are looked after that this node has open anyway.
    private const int All = 60;
    private static readonly TimeSpan BeforeNextTry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    private readonly Channel<(string Organisation, Guid Import, int Tries)> line =
        System.Threading.Channels.Channel.CreateUnbounded<(string, Guid, int)>();
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> running = new();

    /// <summary>Has a file brought in as soon as the ones before it are.</summary>
    public void Begin(string organisation, Guid import) => line.Writer.TryWrite((organisation, import, 0));

    /// <summary>Stops an import, if this node is at it.</summary>
    public void Stop(Guid import)
    {
        if (running.TryGetValue(import, out var stopping)) stopping.Cancel();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tidied = Tidy(stoppingToken);
        await foreach (var (organisation, import, tries) in line.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Bring(organisation, import, tries, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Import {Import} of {Organisation} broke off, try {Tries}", import, organisation, tries + 1);
                // While the database is away nothing was tried.
                _ = Again(organisation, import, Outage.Is(fault) ? tries : Math.Min(tries + 1, MostTries), stoppingToken);
            }
        }

        await tidied;
    }

    private async Task Tidy(CancellationToken cancel)
    {
        for (var beat = 0; ; beat++)
        {
            try
            {
                foreach (var organisation in await tidying.Organisations(beat % All == 0, cancel)) await Tidy(organisation, cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                log.LogError(fault, "Files that wait to be brought in cannot be looked after now");
            }

            await Task.Delay(Beat, cancel);
        }
    }

    private async Task Tidy(string organisation, CancellationToken cancel)
    {
        try
        {
            foreach (var import in await tidying.LeftBehind(organisation, cancel))
                if (!running.ContainsKey(import)) Begin(organisation, import);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "Files of {Organisation} that wait to be brought in cannot be looked after now", organisation);
        }
    }

    private async Task Bring(string organisation, Guid import, int tries, CancellationToken cancel)
    {
        using var stopping = new CancellationTokenSource();
        running[import] = stopping;
        try
        {
            if (tries >= MostTries) await act.Fail(organisation, import, "broke_off", cancel);
            else if (await MemberOf(organisation, import, cancel) is { } by) await act.Run(by, import, stopping.Token, cancel);
            else await act.Fail(organisation, import, "member_left", cancel);
        }
        finally
        {
            running.TryRemove(import, out _);
        }
    }

    private async Task<Member?> MemberOf(string organisation, Guid import, CancellationToken cancel)
    {
        var by = await tidying.BroughtBy(organisation, import, cancel);
        return by == Guid.Empty ? CommandLineMember.Of(organisation) : await members.Find(organisation, by, cancel);
    }

    private async Task Again(string organisation, Guid import, int tries, CancellationToken cancel)
    {
        await Task.Delay(BeforeNextTry, cancel);
        line.Writer.TryWrite((organisation, import, tries));
    }
}
