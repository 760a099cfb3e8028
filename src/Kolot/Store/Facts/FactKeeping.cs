using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kolot.Store.Facts;

/// <summary>Writes what is counted to this node's files: when it was loaded, now and then, and when the program ends; removes those that nobody may or wants to have.</summary>
public sealed class FactKeeping(FactImages images, FactFiles files, FactFilesUnwatched unwatched, ILogger<FactKeeping> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);
    private const int BeatsOfTidying = 3;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(20);

    // So much is read from the feed in a second or two.
    private const long WorthWriting = 20_000;

    private readonly Dictionary<string, long> tried = [];

    /// <summary>Writes what is due.</summary>
    /// <param name="ending">Whether there is no later time.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Write(bool ending, CancellationToken cancel)
    {
        foreach (var (organisation, facts) in images.Loaded)
        {
            if (facts.View is not { } view || !(view.Count >= files.From) || !IsDue(organisation, facts, ending)) continue;
            tried[organisation] = files.Clock.GetTimestamp();
            await Write(organisation, facts, cancel);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beats = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Guarded(async () =>
            {
                await Write(ending: false, stoppingToken);
                if (beats++ % BeatsOfTidying == 0) await unwatched.Remove([.. images.Loaded.Select(one => one.Organisation)], stoppingToken);
            });
            await Task.Delay(Beat, files.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var patience = new CancellationTokenSource(AtTheEnd);
        await Guarded(() => Write(ending: true, patience.Token));
    }

    // Right after it was loaded from the store; later only what makes a difference to who starts next, and before the feed forgets.
    private bool IsDue(string organisation, HeldFacts facts, bool ending)
    {
        if (ending) return facts.Unwritten is null or > WorthWriting;
        if (!tried.TryGetValue(organisation, out var at))
        {
            if (facts.Unwritten is null) return true;
            tried[organisation] = at = files.Clock.GetTimestamp();
        }

        var waited = files.Clock.GetElapsedTime(at);
        return waited > Between && (facts.Unwritten is null or > WorthWriting || (facts.Unwritten > 0 && waited > 12 * Between));
    }

    private async Task Write(string organisation, HeldFacts facts, CancellationToken cancel)
    {
        try
        {
            await facts.Write(cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            log.LogWarning("The numbers of {Organisation} cannot be written to a file ({Kind}): after a restart they are read from the database", organisation, fault.GetType().Name);
        }
    }

    private async Task Guarded(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            // The program ends, or took too long about it.
        }
        catch (Exception fault)
        {
            log.LogError(fault, "Files of numbers could not be looked after now; the next look is in a moment");
        }
    }
}
