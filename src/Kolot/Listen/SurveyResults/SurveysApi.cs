using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Listen.SurveyResults.Files;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.SurveyResults;

/// <summary>Tells other systems of surveys and hands out their responses, within the reach of who asks.</summary>
public static class SurveysApi
{
    /// <summary>The surveys within reach.</summary>
    /// <param name="Surveys">The surveys, the newest first.</param>
    public sealed record SurveyList(IReadOnlyList<SurveyAnswer> Surveys);

    /// <summary>A survey.</summary>
    public sealed record SurveyAnswer
    {
        /// <summary>Its code.</summary>
        public required string Code { get; init; }

        /// <summary>What the organisation calls it.</summary>
        public required string Name { get; init; }

        /// <summary>draft, open or closed; closed too before its opening time and after its closing time.</summary>
        public required string State { get; init; }

        /// <summary>The version that is asked; 0 before it was first published.</summary>
        public int Version { get; init; }

        /// <summary>When it was begun, UTC.</summary>
        public DateTime BegunAt { get; init; }

        /// <summary>How many began to answer and count.</summary>
        public long Begun { get; init; }

        /// <summary>How many of them finished.</summary>
        public long Finished { get; init; }

        /// <summary>What is asked in the newest version, as a file of the survey has it; only where one survey is asked for.</summary>
        public JsonElement? Asked { get; init; }
    }

    /// <summary>A page of responses, the newest first.</summary>
    /// <param name="Responses">The responses.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record ResponsePage(IReadOnlyList<JsonElement> Responses, string? Next);

    private const string Lines = "application/x-ndjson";
    private const int Most = 250;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/surveys", List).Needs(Right.ReadVoices).WithName("Surveys").WithSummary("The surveys within reach, the newest first.")
            .Produces<SurveyList>().AnswersLike(StatusCodes.Status200OK, SurveyExamples.Surveys);
        api.MapGet("/surveys/{code}", One).Needs(Right.ReadVoices).WithName("Survey").WithSummary("One survey within reach, with what it asks.")
            .Produces<SurveyAnswer>().AnswersLike(StatusCodes.Status200OK, SurveyExamples.Survey).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/surveys/{code}/responses", Responses).Needs(Right.ReadVoices).WithName("SurveyResponses")
            .WithSummary("Responses to a survey within reach, the newest first; half answers and those that do not count too, and said so.")
            .WithDescription($"Whoever accepts {Lines} is sent all of them, the first that was begun first, a line of JSON for each.")
            .Reads(SurveyExamples.Filters).Produces<ResponsePage>().AnswersLike(StatusCodes.Status200OK, SurveyExamples.Responses)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(Visit visit, Stores stores, TimeProvider clock, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var surveys = await store.SurveysSeenBy(visit.Here).AsNoTracking().OrderByDescending(survey => survey.BegunAt).ToArrayAsync(cancel);
        var answers = new List<SurveyAnswer>();
        foreach (var survey in surveys) answers.Add(await Of(store, visit.Here, (survey, clock.GetUtcNow().UtcDateTime), cancel));
        return Results.Json(new SurveyList(answers), SurveysJson.Default.SurveyList);
    }

    private static async Task<IResult> One(string code, Visit visit, Stores stores, TimeProvider clock, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await ReadSurvey.Load(store, visit.Here, code, cancel) is not { } survey) return Problems.Of(new Core.Refusal.NotFound());
        var answer = await Of(store, visit.Here, (survey.Row, clock.GetUtcNow().UtcDateTime), cancel);
        return Results.Json(answer with { Asked = survey.Written is { } written ? JsonSerializer.Deserialize<JsonElement>(SurveyJson.Write(written)) : null }, SurveysJson.Default.SurveyAnswer);
    }

    private static async Task<IResult> Responses(string code, HttpContext context, Visit visit, Stores stores, ResponseReading reading)
    {
        var (query, cancel) = (context.Request.Query, context.RequestAborted);
        if (query.ContainsKey("cursor") && !Guid.TryParse(query["cursor"], out _)) return Problems.Of(new Core.Refusal.Invalid("cursor", "unknown"));
        var limit = query.ContainsKey("limit") ? int.TryParse(query["limit"], out var wanted) ? wanted : 0 : 50;
        if (limit is < 1 or > Most) return Problems.Of(new Core.Refusal.Invalid("limit", "out_of_range"));
        ReadSurvey? survey;
        await using (var store = await stores.Open(visit.Here.Organisation, cancel)) survey = await ReadSurvey.Load(store, visit.Here, code, cancel);
        if (survey is null) return Problems.Of(new Core.Refusal.NotFound());
        var (sheet, narrow, reader) = (new ExportSheet(survey, Nothing(survey), visit.TimeZone), ResultsQuery.FromAddress(query), visit.Here);
        if (context.Request.Headers.Accept.ToString().Contains(Lines, StringComparison.OrdinalIgnoreCase))
            return Results.Stream(body => Stream(body, reading.All(reader, survey.Row, responses => narrow.Of(responses, sheet.Zone), cancel), sheet, cancel), Lines);
        Guid? before = Guid.TryParse(query["cursor"], out var cursor) ? cursor : null;
        var page = await reading.Latest(reader, survey.Row, (before, limit + 1), responses => narrow.Of(responses, sheet.Zone), cancel);
        var answer = new ResponsePage([.. page.Take(limit).Select(seen => Json(sheet, seen))], page.Count > limit ? page[limit - 1].Response.Id.ToString() : null);
        return Results.Json(answer, SurveysJson.Default.ResponsePage);
    }

    private static async Task Stream(Stream body, IAsyncEnumerable<IReadOnlyList<SeenResponse>> pages, ExportSheet sheet, CancellationToken cancel)
    {
        var lines = new ArrayBufferWriter<byte>(1 << 16);
        await foreach (var page in pages)
        {
            foreach (var seen in page)
            {
                using (var json = new Utf8JsonWriter(lines, ResponseJson.Options)) ResponseJson.Write(json, sheet.Survey.Code, sheet.Questions, sheet.RowOf(seen));
                lines.Write("\n"u8);
            }

            await body.WriteAsync(lines.WrittenMemory, cancel);
            lines.ResetWrittenCount();
        }
    }

    private static JsonElement Json(ExportSheet sheet, SeenResponse seen)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, ResponseJson.Options)) ResponseJson.Write(json, sheet.Survey.Code, sheet.Questions, sheet.RowOf(seen));
        var reader = new Utf8JsonReader(line.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    private static async Task<SurveyAnswer> Of(OrganisationStore store, Member reader, (SurveyRow Survey, DateTime Now) at, CancellationToken cancel)
    {
        var (survey, now) = at;
        var counting = store.ResponsesSeenBy(reader, survey, store.SurveyResponses.Where(response => response.Counted == Counted.Yes));
        return new()
        {
            Code = survey.Code, Name = survey.Name, State = survey.Asked == 0 ? "draft" : AskedSurvey.IsOpen(survey, now) ? "open" : "closed", Version = survey.Asked, BegunAt = survey.BegunAt,
            Begun = await counting.LongCountAsync(cancel), Finished = await counting.LongCountAsync(seen => seen.Response.FinishedAt != null, cancel),
        };
    }

    // What is sent at once has no file.
    private static SurveyExport Nothing(ReadSurvey survey) => new() { Id = Guid.Empty, Survey = survey.Row.Id, Code = survey.Row.Code, Language = "en", By = Guid.Empty, At = default };
}

/// <summary>How surveys are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SurveysApi.SurveyList))]
[JsonSerializable(typeof(SurveysApi.ResponsePage))]
internal sealed partial class SurveysJson : JsonSerializerContext;
