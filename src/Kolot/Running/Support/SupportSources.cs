using Kolot.Running.Logs;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Running.Support;

/// <summary>Where the bundle takes from what is not one organisation's.</summary>
public sealed class SupportSources(IServiceProvider house)
{
    /// <summary>How the house is set.</summary>
    public IReadOnlyDictionary<string, string> Settings => SettingsTold.Of(house.GetRequiredService<IConfiguration>(), house.GetServices<SettingsGroup>());

    /// <summary>What this node logged last.</summary>
    public IReadOnlyList<string> Lines => house.GetRequiredService<RecentLines>().All;

    /// <summary>The organisations there are.</summary>
    public async Task<IReadOnlyList<string>> Organisations(CancellationToken cancel)
    {
        await using var directory = house.GetRequiredService<Databases>().OpenDirectory();
        return await directory.Placements.Select(placement => placement.Organisation).Order().ToArrayAsync(cancel);
    }
}
