using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>The page of API keys.</summary>
public sealed class KeysView(Databases databases, Visit visit)
{
    /// <summary>Shows it, with what was typed and refused, or with the secret that came of it.</summary>
    public async Task<IResult> Show(MakeKey.Request? typed, Refusal? refusal, string? secret, CancellationToken cancel)
    {
        var organisation = visit.Here.Organisation;
        await using var directory = databases.OpenDirectory();
        var keys = await directory.AccessKeys.AsNoTracking().Where(key => key.Organisation == organisation)
            .OrderByDescending(key => key.MadeAt).Take(500).ToListAsync(cancel);
        return new RazorComponentResult<KeysPage>(new
        {
            Keys = keys.OrderBy(key => key.RevokedAt is not null).ToList(),
            Typed = typed ?? new("", []),
            Faults = Faults.Of(refusal, Words.ResourceManager),
            Secret = secret,
        })
        { StatusCode = refusal is null ? null : StatusCodes.Status422UnprocessableEntity };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) =>
        organisation.MapGet("/settings/keys", (KeysView view, CancellationToken cancel) => view.Show(null, null, null, cancel)).Needs(Right.ManageKeys);
}
