using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Privacy;

/// <summary>Shows people what they are told: the version in force, or an earlier one by its number.</summary>
public static class ReadNotice
{
    /// <summary>What the page shows.</summary>
    /// <param name="Notice">The version.</param>
    /// <param name="Languages">The languages that there is one in.</param>
    /// <param name="Current">Whether it is in force.</param>
    public sealed record Shown(PrivacyNotice Notice, IReadOnlyList<string> Languages, bool Current)
    {
        /// <summary>Whether the address names this very version, which is in one language.</summary>
        public bool Named { get; init; }
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        const string Why = "What people are told of their own data is read by anyone.";
        organisation.MapGet("/privacy", async (int? number, Stores stores, Visit visit, CancellationToken cancel) =>
            visit.Organisation is { } name ? Page(await Find(stores, name, (null, number), cancel)) : Results.NotFound()).OpenToAll(Why);
        // What stands beside a form that is filled in: that version, whatever was published since.
        organisation.MapGet("/privacy/{version}", async (string version, Stores stores, Visit visit, CancellationToken cancel) =>
            visit.Organisation is { } name && version.Split('-') is [var language, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
                ? Page(await Find(stores, name, (language, wanted), cancel)) : Results.NotFound()).OpenToAll(Why);
    }

    private static IResult Page(Shown? shown) => shown is null ? Results.NotFound() : new RazorComponentResult<ReadNoticePage>(new { View = shown });

    private static async Task<Shown?> Find(Stores stores, string organisation, (string? Language, int? Number) said, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var latest = await store.PrivacyNotices.AsNoTracking().Where(notice => notice.PublishedAt != null)
            .GroupBy(notice => notice.Language).Select(language => new { Language = language.Key, Number = language.Max(notice => notice.Number) }).ToListAsync(cancel);
        // In the reader's language, or else in the first that there is: told in another tongue is better than not told.
        string[] wishes = [Language.Here, .. NoticeChange.Languages];
        var chosen = said.Language is { } language ? latest.Find(one => one.Language == language) : wishes.Select(wish => latest.Find(one => one.Language == wish)).FirstOrDefault(found => found is not null);
        if (chosen is null) return null;
        var wanted = said.Number ?? chosen.Number;
        var notice = await store.PrivacyNotices.AsNoTracking()
            .SingleOrDefaultAsync(one => one.Language == chosen.Language && one.Number == wanted && one.PublishedAt != null, cancel);
        return notice is null ? null : new(notice, [.. NoticeChange.Languages.Where(one => latest.Exists(published => published.Language == one))], wanted == chosen.Number) { Named = said.Language is not null };
    }
}
