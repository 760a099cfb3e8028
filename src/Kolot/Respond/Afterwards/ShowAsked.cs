using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Afterwards;
using Kolot.Core.Respond.Recovery;
using Kolot.Listen.Inviting;
using Kolot.Organisation;
using Kolot.Respond.Recovery;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Afterwards;

/// <summary>Shows what customers are asked once their case is closed, how far that came, and what the answers compare.</summary>
public sealed class ShowAsked(Stores stores, ReadTrust trust)
{
    /// <summary>One asking.</summary>
    /// <param name="Ready">What stands ready.</param>
    /// <param name="Campaign">By which campaign it is asked; null where it is off.</param>
    /// <param name="Survey">The survey, where there is one already.</param>
    /// <param name="Funnel">How far everybody came.</param>
    public sealed record Line(ReadyAsking Ready, Campaign? Campaign, SurveyRow? Survey, Funnel Funnel)
    {
        /// <summary>Whether customers are asked now.</summary>
        public bool Runs => Campaign?.State == CampaignState.Running;
    }

    /// <summary>What the page shows.</summary>
    /// <param name="Lines">What can be asked.</param>
    /// <param name="Trust">What the trust question compares.</param>
    /// <param name="Rules">How many rules say how often customers may be asked.</param>
    public sealed record View(IReadOnlyList<Line> Lines, TrustCompared Trust, int Rules);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var lines = new List<Line>();
        foreach (var asking in ReadyAsking.All)
        {
            var campaign = await AskedCampaigns.Of(store, asking, cancel);
            var survey = campaign is null ? await AskedCampaigns.Survey(store, asking, cancel) : await store.Surveys.AsNoTracking().SingleAsync(row => row.Id == campaign.SurveyId, cancel);
            lines.Add(new(asking, campaign, survey, campaign is null ? new([], 0) : await CampaignView.Count(store, campaign, cancel)));
        }

        return new(lines, await trust.Compare(reader, cancel), await store.FrequencyRules.CountAsync(rule => rule.RemovedAt == null, cancel));
    }

    /// <summary>The asking of a closing, and whether it runs; null where nothing is asked of such a case.</summary>
    public async Task<(ReadyAsking Asking, bool Runs)?> Of(string organisation, Case row, CancellationToken cancel)
    {
        if (row.CustomerId is null) return null;
        await using var store = await stores.Open(organisation, cancel);
        if (ReadyAsking.After(row.Kind, await store.RecoverySteps.AnyAsync(made => made.CaseId == row.Id, cancel)) is not { } asking) return null;
        return (asking, (await AskedCampaigns.Of(store, asking, cancel))?.State == CampaignState.Running);
    }

    /// <summary>The page.</summary>
    /// <param name="reader">Who reads it.</param>
    /// <param name="tried">What could not be begun, and why.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IResult> Page(Member reader, (ReadyAsking Asking, Refusal Refusal)? tried, CancellationToken cancel) =>
        new RazorComponentResult<AskedPage>(new { View = await Run(reader, cancel), Refused = tried?.Asking }) { StatusCode = Problems.StatusOf(tried?.Refusal) };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/cases/afterwards", (Visit visit, ShowAsked show, CancellationToken cancel) => show.Page(visit.Here, null, cancel)).NeedsWholeReach(Right.SetUp);
}
