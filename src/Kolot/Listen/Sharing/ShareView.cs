using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Surveys;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>What the page of a survey's ways in shows.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Asked">What is asked now; null before it was published.</param>
/// <param name="Home">Where the organisation is reached from outside, without a slash at the end.</param>
public sealed record Shared(SurveyRow Row, Survey? Asked, string Home)
{
    /// <summary>Where the survey is answered.</summary>
    public string Address => $"{Home}/s/{Row.Code}";

    /// <summary>How many answered.</summary>
    public required SurveyCounts Answers { get; init; }

    /// <summary>Whether its draft says something else than what is asked.</summary>
    public bool Unpublished { get; init; }

    /// <summary>Whether somebody else changed it meanwhile.</summary>
    public bool Stale { get; init; }

    /// <summary>Whether any site is listed.</summary>
    public bool HasSites { get; init; }

    /// <summary>How many personal links were made, answered, and are open.</summary>
    public (int Made, int Spent, int Open) Counts { get; init; }

    /// <summary>The newest of them.</summary>
    public IReadOnlyList<OneLink> Links { get; init; } = [];

    /// <summary>The personal link that was just made; null where none was.</summary>
    public string? Made { get; init; }

    /// <summary>What was typed.</summary>
    public ShareRoutes.Typed Typed { get; init; } = new("", "", "crm", 30);
}

/// <summary>A personal link, as it is told of.</summary>
/// <param name="Link">The link.</param>
/// <param name="Name">Whose; null where nobody knows.</param>
/// <param name="State">How it stands with it.</param>
public sealed record OneLink(SurveyLink Link, string? Name, LinkState State);

/// <summary>Shows the ways into a survey.</summary>
public sealed class ShareView(Stores stores, KnownWays ways, TimeProvider clock)
{
    /// <summary>How many links are shown.</summary>
    public const int Newest = 50;

    /// <summary>Shows them, with what was typed and refused, or made.</summary>
    public async Task<IResult> Show(HttpContext context, string code, ShareRoutes.Typed? typed = null, Refusal? refusal = null, string? made = null)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await store.Surveys.AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } row) return Results.NotFound();
        var content = await store.SurveyVersions.Where(version => version.SurveyId == row.Id && version.Number == row.Asked).Select(version => version.Content).SingleOrDefaultAsync(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var links = store.SurveyLinks.AsNoTracking().Where(link => link.SurveyId == row.Id);
        var shared = new Shared(row, content is null ? null : SurveyJson.Read(content), $"{PublicAddress.Of(context)}{visit.Path("")}".TrimEnd('/'))
        {
            Answers = await SurveyCounts.Of(store, row.Id, cancel), Unpublished = content != row.Draft, Stale = refusal is Refusal.Conflict,
            HasSites = (await ways.Of(visit.Here.Organisation, cancel)).Origins.Count > 0,
            Counts = (await links.CountAsync(cancel), await links.CountAsync(link => link.SpentOn != null, cancel), await links.CountAsync(link => link.SpentOn == null && link.RevokedAt == null && (link.Until == null || link.Until > now), cancel)),
            Links = await Newests(store, links, now, cancel), Made = made, Typed = typed ?? new("", "", "crm", 30),
        };
        return new RazorComponentResult<SharePage>(new { View = shared, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static async Task<IReadOnlyList<OneLink>> Newests(OrganisationStore store, IQueryable<SurveyLink> links, DateTime now, CancellationToken cancel)
    {
        var newest = await links.OrderByDescending(link => link.Id).Take(Newest)
            .Select(link => new { Link = link, Name = store.Customers.Where(customer => customer.Id == link.CustomerId).Select(customer => customer.Name).FirstOrDefault() }).ToListAsync(cancel);
        return [.. newest.Select(one => new OneLink(one.Link, one.Name ?? PersonalLinks.NameIn(one.Link), PersonalLinks.StateOf(one.Link, now)))];
    }
}
