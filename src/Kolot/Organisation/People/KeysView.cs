using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>The page of API keys.</summary>
public sealed class KeysView(Databases databases, Stores stores, Visit visit)
{
    /// <summary>Who made keys.</summary>
    /// <param name="Id">Their id.</param>
    /// <param name="Name">Their name.</param>
    /// <param name="Left">Whether the organisation parted from them.</param>
    public sealed record Maker(Guid Id, string Name, bool Left);

    /// <summary>Shows it, with what was asked for and refused, or with the secret that came of it.</summary>
    public async Task<IResult> Show(MakeKey.Request? asked, Refusal? refusal, string? secret, CancellationToken cancel)
    {
        var organisation = visit.Here.Organisation;
        await using var directory = databases.OpenDirectory();
        var keys = await directory.AccessKeys.AsNoTracking().Where(key => key.Organisation == organisation)
            .OrderByDescending(key => key.MadeAt).Take(500).ToListAsync(cancel);
        return new RazorComponentResult<KeysPage>(new
        {
            Keys = keys.OrderBy(key => key.RevokedAt is not null).ToList(),
            Makers = await MakersOf(keys, cancel),
            Typed = refusal is null || asked is null ? new("", []) : asked,
            Faults = Faults.Of(refusal, Words.ResourceManager),
            Secret = secret,
            Made = asked?.Scopes ?? [],
        })
        { StatusCode = refusal is null ? null : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) =>
        organisation.MapGet("/settings/keys", (KeysView view, CancellationToken cancel) => view.Show(null, null, null, cancel)).Needs(Right.ManageKeys);

    private async Task<Dictionary<Guid, Maker>> MakersOf(List<AccessKey> keys, CancellationToken cancel)
    {
        var ids = keys.Select(key => key.MadeBy).Distinct().ToList();
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        return await store.Members.AsNoTracking().Where(member => ids.Contains(member.Id))
            .Select(member => new Maker(member.Id, member.Name, member.LeftAt != null)).ToDictionaryAsync(maker => maker.Id, cancel);
    }
}
