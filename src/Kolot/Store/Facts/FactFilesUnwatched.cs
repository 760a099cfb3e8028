using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kolot.Store.Facts;

/// <summary>
/// Removes files of organisations whose numbers this node does not hold now, and so is not told of who is erased: where somebody was, where the organisation is gone or another one, and where
/// nobody asked for a day.
/// </summary>
public sealed class FactFilesUnwatched(Databases databases, FactFiles files, ILogger<FactFilesUnwatched> log)
{
    private static readonly TimeSpan Unused = TimeSpan.FromDays(1);

    // Clocks of two machines differ, and a file is of the moment at which it was begun.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>Removes them.</summary>
    /// <param name="watched">The organisations whose numbers are held now.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task Remove(IReadOnlyCollection<string> watched, CancellationToken cancel)
    {
        files.Tidy();
        foreach (var organisation in files.Organisations.Except(watched))
        {
            var file = files.Of(organisation);
            if (file.WrittenAt is not { } written) continue;
            try
            {
                if (files.Clock.GetUtcNow() - written < Unused && await IsStill(organisation, written - Margin, cancel) && file.IsOf(await StateOf(organisation, cancel))) continue;
                file.Remove();
                log.LogInformation("The file of numbers of {Organisation} was let go", organisation);
            }
            catch (Exception fault) when (Outage.Is(fault) && !cancel.IsCancellationRequested)
            {
                // Nobody can be erased there either.
            }
        }
    }

    private async Task<bool> IsStill(string organisation, DateTime since, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        if (!await directory.Placements.AnyAsync(placement => placement.Organisation == organisation, cancel)) return false;
        return !await directory.Erasures.AnyAsync(erasure => erasure.Organisation == organisation && erasure.At >= since, cancel);
    }

    private async Task<FeedState> StateOf(string organisation, CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        return await Feed.State(connection, cancel);
    }
}
