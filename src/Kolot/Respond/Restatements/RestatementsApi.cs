using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Restatements;

/// <summary>Whether a case's customer was understood, for programs.</summary>
public static class RestatementsApi
{
    /// <summary>What was said back.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">What the customer meant; null where it was left out, or once its words are over.</param>
    /// <param name="Why">Why it was left out.</param>
    /// <param name="Way">link or call.</param>
    /// <param name="By">Who wrote it.</param>
    /// <param name="SentAt">When, UTC.</param>
    /// <param name="Ending">waiting, confirmed, corrected, skipped or replaced.</param>
    /// <param name="EndedAt">When it was answered, UTC.</param>
    /// <param name="Said">What the customer says instead.</param>
    public sealed record RestatementAnswer(Guid Id, string? Text, string? Why, string Way, Guid By, DateTime SentAt, string Ending, DateTime? EndedAt, string? Said);

    /// <summary>Whether the customer was understood.</summary>
    /// <param name="Stands">none, waiting, confirmed, corrected or skipped.</param>
    /// <param name="Restatements">What was said back, in order.</param>
    public sealed record Understood(string Stands, IReadOnlyList<RestatementAnswer> Restatements);

    private const string Example = """
        {
          "stands": "confirmed",
          "restatements": [
            { "id": "019a4b1f-2d00-7b32-8c41-5d6e7f8a9b0c", "text": "You were charged twice for one order, and want the second charge back.", "why": null, "way": "link", "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70",
              "sentAt": "2026-11-02T07:50:00Z", "ending": "confirmed", "endedAt": "2026-11-02T08:02:31Z", "said": null }
          ]
        }
        """;

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{number:long}/restatements", async (long number, Visit visit, CaseUnderstanding read, CancellationToken cancel) => await read.Of(visit.Here, number, cancel) is { } view
            ? Results.Json(new Understood(CaseBodies.Name(view.Stands), [.. view.All.Select(Of)]), RestatementsJson.Default.Understood) : Problems.Of(new Refusal.NotFound()))
        .Needs(Right.ReadVoices).WithName("CaseRestatements").WithSummary("What was said back to a case's customer, and whether they confirmed it.").Reads(CaseExamples.Names)
        .Produces<Understood>().AnswersLike(StatusCodes.Status200OK, Example).ProducesProblem(StatusCodes.Status404NotFound);

    private static RestatementAnswer Of(Restatement one) => new(one.Id, one.Text, one.Why, CaseBodies.Name(one.Way), one.WrittenBy, one.SentAt, CaseBodies.Name(one.Ending), one.EndedAt, one.Said);
}

/// <summary>How restatements are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RestatementsApi.Understood))]
internal sealed partial class RestatementsJson : JsonSerializerContext;
