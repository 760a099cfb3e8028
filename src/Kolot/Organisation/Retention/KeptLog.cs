using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Lines of the log, of changes and of reading.</summary>
public sealed class KeptLog : IKeptKind
{
    /// <summary>Data Security Regulations 2017, regulation 10: at medium level and above a log of access is kept for two years.</summary>
    public const int ByLaw = 24;

    /// <inheritdoc/>
    public string Code => "log";

    /// <inheritdoc/>
    public string Name => Words.LogLines;

    /// <inheritdoc/>
    public string About => Words.LogLinesAbout;

    /// <inheritdoc/>
    public int LeastMonths => ByLaw;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var lines = store.LogLines.Where(line => line.At < border);
        return new(await lines.CountAsync(cancel), await lines.MinAsync(line => (DateTime?)line.At, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await store.LogLines.Where(line => line.At < border).OrderBy(line => line.At).Take(most).Select(line => line.Id).ToArrayAsync(cancel);
        return await store.LogLines.Where(line => ids.Contains(line.Id)).ExecuteDeleteAsync(cancel);
    }
}
