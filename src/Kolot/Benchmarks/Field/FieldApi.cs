using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Benchmarks.Field;

/// <summary>Where whoever reads a study's mailbox hands over what came into it.</summary>
public static class FieldApi
{
    /// <summary>A mail, where the whole of it is not at hand.</summary>
    /// <param name="To">To which addresses it came; one of them is a probe's.</param>
    /// <param name="From">Who wrote it.</param>
    /// <param name="Subject">Its subject.</param>
    /// <param name="Date">When it came.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="MessageId">Its Message-ID: sent twice it is kept once. Left out, what it holds tells.</param>
    /// <param name="Automatic">Whether a machine wrote it by itself.</param>
    public sealed record MailBody(IReadOnlyList<string>? To, string? From, string? Subject, DateTimeOffset? Date, string? Text, string? MessageId, bool Automatic = false);

    /// <summary>What came of a mail.</summary>
    /// <param name="Probe">The probe that it answers.</param>
    /// <param name="State">Where that stands now: planned, sent, answered, silent, lost.</param>
    /// <param name="Automatic">Whether it was taken for a machine's confirmation, which is no answer.</param>
    /// <param name="Kept">Whether it was new; false for one that was handed over before.</param>
    public sealed record MailTaken(Guid Probe, string State, bool Automatic, bool Kept);

    private const string Example = """
        { "to": [ "study+k7x2m9q4w8t1@cafe.example" ], "from": "service@bakery.example", "subject": "Re: a cake for Friday", "date": "2026-11-30T09:12:00Z", "text": "Gladly! When do you want to come by?", "messageId": "<5f1@bakery.example>" }
        """;

    private const string Taken = """{ "probe": "019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80", "state": "answered", "automatic": false, "kept": true }""";

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/probe-mails", Take).NeedsWholeReach(Right.RunStudies).WithName("ProbeMails").WithMetadata(new RequestSizeLimitAttribute(TakeProbeMail.MostBytes))
        .WithSummary("A mail that came to the address of a probe: whole as it was received (message/rfc822), or in parts as JSON. It is kept as the probe's reply, once; of a mail to no probe's address nothing is.")
        .Accepts<MailBody>("application/json", "message/rfc822").SendsLike("mail", Example).Produces<MailTaken>().AnswersLike(StatusCodes.Status200OK, Taken)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Take(HttpContext context, Visit visit, TakeProbeMail take)
    {
        var read = context.Request.HasJsonContentType() ? await FromParts(context) : await Whole(context);
        if (read.Refused) return Problems.Of(read.Refusal);
        var done = await take.Run(visit.Here, read.Value, context.RequestAborted);
        if (done.Refused) return Problems.Of(done.Refusal);
        var (probe, isNew) = done.Value;
        return Results.Json(new MailTaken(probe.Id, probe.State.ToString().ToLowerInvariant(), read.Value.Automatic, isNew), FieldJson.Default.MailTaken);
    }

    private static async Task<Result<ProbeLetter>> Whole(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return await ProbeLetter.Read(body.ToArray(), context.RequestAborted) is { } letter ? letter : new Refusal.Invalid("mail", "unreadable");
    }

    private static async Task<MailBody?> Body(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync(FieldJson.Default.MailBody, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Result<ProbeLetter>> FromParts(HttpContext context)
    {
        if (await Body(context) is not { } mail) return new Refusal.Invalid("mail", "unreadable");
        if (mail.To is not { Count: > 0 and <= 100 } to) return new Refusal.Invalid("to", "required");
        if (mail.Date is not { } date) return new Refusal.Invalid("date", "required");
        var known = mail.MessageId is { Length: > 0 } id ? id : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{date.UtcDateTime:O}\n{mail.From}\n{mail.Subject}\n{mail.Text}")));
        return new ProbeLetter([.. to.SelectMany(ProbeLetter.KeysIn).Distinct()], known, date.UtcDateTime, mail.Automatic, ProbeLetter.Said(mail.Subject, mail.Text));
    }
}

/// <summary>How mails to studies are read and answered for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FieldApi.MailBody))]
[JsonSerializable(typeof(FieldApi.MailTaken))]
internal sealed partial class FieldJson : JsonSerializerContext;
