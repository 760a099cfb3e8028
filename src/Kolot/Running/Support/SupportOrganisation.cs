using Kolot.Running.Status;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Running.Support;

/// <summary>An organisation as it is told to whoever helps: how much there is of what, and what failed and why; nothing of what anybody is or said.</summary>
public sealed class SupportOrganisation(Stores stores, LookAt look, Machine machine)
{
    private const int Most = 500;

    /// <summary>Tells of one.</summary>
    public async Task<object> Run(string organisation, CancellationToken cancel)
    {
        try
        {
            return await Tell(organisation, cancel);
        }
        catch (OrganisationClosedException closed)
        {
            return new { name = organisation, closed = closed.InnerException?.GetType().FullName };
        }
    }

    private async Task<object> Tell(string organisation, CancellationToken cancel)
    {
        var its = await look.Organisation(organisation, cancel);
        await using var store = await stores.Open(organisation, cancel);
        var failed = await store.Errands.Where(errand => errand.Tries > 0).OrderBy(errand => errand.Id).Take(Most)
            .Select(errand => new { errand.Kind, errand.Tries, errand.DueAt, errand.FailedAt, errand.Trouble }).ToArrayAsync(cancel);
        return new
        {
            name = organisation,
            schema = await machine.SchemaOf(organisation, cancel),
            cares = its.Cares.Select(care => care.ToString()),
            due = its.Due,
            dueSince = its.DueSince,
            backups = its.Backups.Select(run => new { run.BegunAt, run.EndedAt, run.Scheduled, run.Bytes, run.Reason }),
            lastNight = its.Night is { } night ? new { night.BegunAt, night.EndedAt, night.Removed } : null,
            counts = await Counts(store, cancel),
            imports = await store.ImportRuns.GroupBy(run => run.State).Select(runs => new { state = runs.Key, count = runs.Count() }).ToArrayAsync(cancel),
            errands = await store.Errands.GroupBy(errand => errand.Kind).Select(errands => new { kind = errands.Key, count = errands.Count() }).ToArrayAsync(cancel),
            failed,
        };
    }

    private static async Task<object> Counts(OrganisationStore store, CancellationToken cancel) => new
    {
        voices = await store.Voices.LongCountAsync(cancel),
        customers = await store.Customers.LongCountAsync(cancel),
        members = await store.Members.CountAsync(cancel),
        units = await store.Units.CountAsync(cancel),
        channels = await store.Channels.CountAsync(cancel),
    };
}
