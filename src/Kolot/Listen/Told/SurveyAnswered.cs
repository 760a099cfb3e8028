using System.Text.Json.Nodes;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Told;

/// <summary>That somebody finished a survey.</summary>
public sealed class SurveyAnswered : IWebhookEvent
{
    /// <summary>Its code.</summary>
    public const string Code = "survey.answered";

    /// <inheritdoc/>
    public string Type => Code;

    /// <inheritdoc/>
    public string Name => Words.SurveyAnswered;

    /// <inheritdoc/>
    public string About => Words.SurveyAnsweredAbout;

    /// <inheritdoc/>
    public ToldData Example
    {
        get
        {
            var thin = Written(new()
            {
                Id = new("019a4b1e-8f10-7c22-9d41-5a6b0c7d8e91"), Number = 3, Language = "he", Way = "qr", Seconds = "", Given = "", BegunAt = new(2026, 11, 2, 7, 31, 0, DateTimeKind.Utc),
                FinishedAt = new(2026, 11, 2, 7, 33, 12, DateTimeKind.Utc), VoiceId = new("019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11"),
            }, "branch", null);
            return new(null, thin, With(thin, """{ "recommend": 9, "wait": "short" }""", "הצוות היה נהדר."));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel)
    {
        var rows = await (from response in store.SurveyResponses.AsNoTracking()
                          where EF.Parameter(subjects).Contains(response.Id)
                          join survey in store.Surveys on response.SurveyId equals survey.Id
                          join voice in store.Voices on response.VoiceId equals voice.Id into spoken
                          from said in spoken.DefaultIfEmpty()
                          select new { response, survey.Code, said }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.response.Id, row =>
        {
            var thin = Written(row.response, row.Code, row.said?.CustomerId);
            return new ToldData(row.said?.CustomerId, thin, row.said is null ? null : With(thin, row.said.Answers, row.said.Text));
        });
    }

    private static JsonObject Written(SurveyResponse response, string survey, Guid? customer) => new()
    {
        ["id"] = response.Id,
        ["survey"] = survey,
        ["version"] = response.Number,
        ["language"] = response.Language,
        ["way"] = response.Way,
        ["begunAt"] = response.BegunAt,
        ["finishedAt"] = response.FinishedAt,
        ["counted"] = response.Counted.ToString().ToLowerInvariant(),
        ["voice"] = response.VoiceId,
        ["customer"] = customer,
    };

    private static JsonObject With(JsonObject thin, string? answers, string? text)
    {
        var full = (JsonObject)thin.DeepClone();
        full["answers"] = answers is null ? null : JsonNode.Parse(answers);
        full["text"] = text;
        return full;
    }
}
