using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kolot.Store.Facts;

/// <summary>Lets go of what of the feed is past, each hour. That several nodes do it does no harm.</summary>
public sealed class FeedTidying(Databases databases, Stores stores, TimeProvider clock, ILogger<FeedTidying> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromHours(1);

    /// <summary>Tidies the feeds of all organisations.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var organisations = await directory.Placements.AsNoTracking().Where(placement => placement.ClosedBecause == null)
            .Select(placement => placement.Organisation).ToArrayAsync(cancel);
        foreach (var organisation in organisations.Where(stores.IsOpen)) await One(organisation, cancel);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Beat, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested) await Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Feeds cannot be tidied now; the next try is in an hour");
            }
        }
    }

    // One that fails holds up no other.
    private async Task One(string organisation, CancellationToken cancel)
    {
        try
        {
            await Feed.Tidy(databases, organisation, clock.GetUtcNow().UtcDateTime, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "The feed of {Organisation} cannot be tidied now; the next try is in an hour", organisation);
        }
    }
}
