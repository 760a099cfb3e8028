using System.Buffers;
using System.IO.Pipelines;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Listen.Api;

/// <summary>Takes voices in from other systems: one, or up to a thousand, all or none.</summary>
public static class HearVoices
{
    /// <summary>What came of each voice, in the order sent.</summary>
    /// <param name="Voices">One line for each voice.</param>
    public sealed record Answer(IReadOnlyList<Line> Voices);

    /// <summary>What came of one voice.</summary>
    /// <param name="Id">Its id in Kolot, the same each time it is sent.</param>
    /// <param name="Outcome">kept, known or revised; forgotten where it is of somebody who asked to be: then nothing was kept, and the id is empty.</param>
    public sealed record Line(Guid Id, string Outcome);

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/voices", Post)
        .Needs(Right.EnterVoices)
        .WithName("HearVoices")
        .WithSummary("Take in one voice, or up to 1,000.")
        .WithDescription("Answers 202 only when all of them are on disk. The same source and id sent again is kept once; changed content becomes a revision.")
        .Accepts<Kolot.Core.Listen.HeardVoice>("application/json")
        .TakesMany(HeardJson.Most)
        .SendsLike("one", VoiceExamples.One)
        .SendsLike("many", VoiceExamples.Many)
        .Produces<Answer>(StatusCodes.Status202Accepted)
        .AnswersLike(StatusCodes.Status202Accepted, VoiceExamples.Taken)
        .AnswersLike(StatusCodes.Status422UnprocessableEntity, VoiceExamples.Refused)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Post(HttpContext context, Visit visit, Hear hear)
    {
        var cancel = context.RequestAborted;
        if (!context.Request.HasJsonContentType())
            return Problems.Problem(StatusCodes.Status415UnsupportedMediaType, "not_json", "Voices are sent as application/json.");
        if (context.Request.ContentLength > HeardJson.MostBytes || await Read(context.Request.BodyReader, cancel) is not { } body)
            return Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too_large", "At most 8 MB and 1,000 voices at once.");

        var voices = HeardJson.Read(body);
        if (voices.Refused) return Problems.Of(voices.Refusal);
        var heard = await hear.Run(visit.Here, voices.Value, import: null, cancel);
        if (heard.Refused) return Problems.Of(heard.Refusal);

        var answer = new Answer([.. heard.Value.Select(one => new Line(one.Id, Name(one.Outcome)))]);
        return Results.Json(answer, HeardJsonContext.Default.Answer, statusCode: StatusCodes.Status202Accepted);
    }

    private static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Kept => "kept",
        Outcome.Known => "known",
        Outcome.Forgotten => "forgotten",
        _ => "revised",
    };

    // Null when there is more than is taken at once.
    private static async Task<byte[]?> Read(PipeReader reader, CancellationToken cancel)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            if (read.Buffer.Length > HeardJson.MostBytes) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
