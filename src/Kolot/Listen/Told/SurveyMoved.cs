using System.Text.Json.Nodes;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Told;

/// <summary>That a survey was published, or closed by hand.</summary>
public sealed class SurveyMoved(string type) : IWebhookEvent
{
    /// <summary>A version was published.</summary>
    public const string Published = "survey.published";

    /// <summary>It was closed by hand.</summary>
    public const string Closed = "survey.closed";

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public string Name => type == Published ? Words.SurveyPublished : Words.SurveyClosed;

    /// <inheritdoc/>
    public string About => type == Published ? Words.SurveyPublishedAbout : Words.SurveyClosedAbout;

    /// <inheritdoc/>
    public ToldData Example => new(null, new() { ["id"] = "019a4b1e-0a00-7b10-8c2d-1f2e3d4c5b6a", ["survey"] = "branch", ["name"] = "ביקור בסניף", ["version"] = 3 }, null);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel) =>
        await store.Surveys.AsNoTracking().Where(survey => EF.Parameter(subjects).Contains(survey.Id)).ToDictionaryAsync(
            survey => survey.Id,
            survey => new ToldData(null, new JsonObject { ["id"] = survey.Id, ["survey"] = survey.Code, ["name"] = survey.Name, ["version"] = survey.Asked }, null), cancel);
}
