using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Surveys;

/// <summary>What the page of a survey shows.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Draft">What is worked on, or what was typed.</param>
/// <param name="Unpublished">Whether the draft says something else than what is asked.</param>
public sealed record SurveyView(SurveyRow Row, Survey Draft, bool Unpublished)
{
    /// <summary>How many texts lack a language.</summary>
    public int MissingIn(string language) => SurveyCheck.Missing(Draft).Count(text => text.Language == language);
}

/// <summary>How many answered a survey.</summary>
/// <param name="Begun">How many sent a first screen, and count.</param>
/// <param name="Finished">How many finished, and count.</param>
/// <param name="Uncounted">How many do not count.</param>
public sealed record SurveyCounts(int Begun, int Finished, int Uncounted)
{
    /// <summary>Counts them.</summary>
    public static async Task<SurveyCounts> Of(OrganisationStore store, Guid survey, CancellationToken cancel)
    {
        var counts = await store.SurveyResponses.Where(response => response.SurveyId == survey)
            .GroupBy(response => new { Finished = response.FinishedAt != null, response.Counted }).Select(group => new { group.Key.Finished, group.Key.Counted, Count = group.Count() }).ToListAsync(cancel);
        return new(
            counts.Where(count => count.Counted == Counted.Yes).Sum(count => count.Count), counts.Where(count => count.Finished && count.Counted == Counted.Yes).Sum(count => count.Count),
            counts.Where(count => count.Counted != Counted.Yes).Sum(count => count.Count));
    }
}
