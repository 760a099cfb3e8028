using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Errands;

/// <summary>Shows what remains to be done, and what could not be.</summary>
public sealed class ErrandsView(Stores stores)
{
    /// <summary>The most that is listed; more than that has one cause, and one button.</summary>
    private const int Most = 200;

    /// <summary>What the page shows.</summary>
    /// <param name="Waiting">How many wait their turn.</param>
    /// <param name="Oldest">Since when the first of them is due.</param>
    /// <param name="Failed">How many were given up until somebody looks.</param>
    /// <param name="Listed">Those given up, oldest first, then those that failed and are tried again.</param>
    public sealed record View(int Waiting, DateTime? Oldest, int Failed, IReadOnlyList<Errand> Listed);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var errands = store.Errands.AsNoTracking();
        var waiting = errands.Where(errand => errand.FailedAt == null);
        var listed = await errands.Where(errand => errand.FailedAt != null).OrderBy(errand => errand.Id).Take(Most).ToListAsync(cancel);
        listed.AddRange(await waiting.Where(errand => errand.Tries > 0).OrderBy(errand => errand.Id).Take(Most - listed.Count).ToListAsync(cancel));
        return new(
            await waiting.CountAsync(cancel), await waiting.MinAsync(errand => (DateTime?)errand.DueAt, cancel),
            await errands.CountAsync(errand => errand.FailedAt != null, cancel), listed);
    }

    /// <summary>What is to be done, in the reader's language.</summary>
    public static string Say(string kind) =>
        Words.ResourceManager.GetString("Kind_" + kind.Replace('.', '_').Replace('-', '_'), CultureInfo.CurrentUICulture) ?? kind;

    /// <summary>The page of what it is to be done to, where there is one.</summary>
    public static string? PageOf(Errand errand) => errand.Kind.Split('.')[0] switch
    {
        "voice" => $"voices/{errand.Subject}",
        "import" => $"imports/{errand.Subject}",
        "board" when errand.Subject != "all" => $"boards/{errand.Subject}/mail",
        _ => null,
    };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/settings/errands",
        async (Visit visit, ErrandsView act, CancellationToken cancel) =>
            new RazorComponentResult<ErrandsPage>(new { View = await act.Run(visit.Here, cancel) })).Needs(Right.SeeErrands);
}
