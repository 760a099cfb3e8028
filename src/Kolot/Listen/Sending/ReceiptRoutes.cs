using System.Security.Cryptography;
using System.Text;
using Kolot.Core;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Gateways;
using Kolot.Organisation.People;
using Kolot.Outside.Messages;
using Kolot.Running;
using Kolot.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Listen.Sending;

/// <summary>Where others report what became of messages: mail servers by who passes on what came back, gateways by themselves.</summary>
public static class ReceiptRoutes
{
    private const string Why = "A gateway proves who it is by its signature, and nothing is believed without.";
    private const int MostBytes = 1 << 20;

    // As JSON writes a text.
    private const string Example = """
        "From: MAILER-DAEMON@mail.example\nMessage-ID: <1@mail.example>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <019a4b1e7c017f008d1192b7a1f0c3aa@cafe.example>\n\n--b--"
        """;

    /// <summary>What came of a report.</summary>
    /// <param name="Noted">Whether it said something new of an invitation.</param>
    public sealed record BounceAnswer(bool Noted);

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/bounces", Bounce).Needs(Right.SetMail).WithName("Bounces").WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithSummary("A mail that came back (RFC 3464), whole as it was received. It is matched by the Message-ID of the invitation that it returns.")
            .Accepts<string>("message/rfc822", "text/plain", "application/octet-stream", "application/json").SendsLike("report", Example).Produces<BounceAnswer>().AnswersLike(StatusCodes.Status200OK, """{ "noted": true }""").ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/receipts/whatsapp/{hook}", Greet).OpenToAll(Why).ExcludeFromDescription();
        api.MapPost("/receipts/{way}/{hook}", Report).OpenToAll(Why).DisableAntiforgery().ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
    }

    private static async Task<IResult> Bounce(HttpContext context, Visit visit, TakeReceipts take)
    {
        if (await Body(context.Request, context.RequestAborted) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        // What a mail holds beside Latin letters concerns nobody here.
        if (DeliveryReport.Read(Encoding.Latin1.GetString(body)) is not { } report) return Problems.Of(new Refusal.Invalid("mail", "no_report"));
        var count = take.Of(report) is { } receipt ? await take.Run(visit.Here.Organisation, [receipt], context.RequestAborted) : 0;
        return Results.Ok(new BounceAnswer(count > 0));
    }

    // Meta asks once whether the address is ours, and wants its own word back.
    private static async Task<IResult> Greet(string hook, HttpContext context, Visit visit, OpenGateways gateways)
    {
        var query = context.Request.Query;
        if (await Opened(visit, "whatsapp", hook, gateways, context.RequestAborted) is not { } opened) return Results.NotFound();
        var known = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(query["hub.verify_token"].ToString()), Encoding.UTF8.GetBytes(opened.Hook));
        return query["hub.mode"] == "subscribe" && known && query["hub.challenge"].ToString() is { Length: > 0 and <= 200 } word && word.All(char.IsAsciiLetterOrDigit) ? Results.Text(word, "text/plain") : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> Report(string way, string hook, HttpContext context, Visit visit, OpenGateways gateways, TakeReceipts take)
    {
        var (request, cancel) = (context.Request, context.RequestAborted);
        if (await Opened(visit, way, hook, gateways, cancel) is not { } opened) return Results.NotFound();
        if (await Body(request, cancel) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var signature = request.Headers[way == "whatsapp" ? "X-Hub-Signature-256" : "X-Twilio-Signature"].ToString();
        var address = $"{PublicAddress.Of(context)}{request.Path}{request.QueryString}";
        if (opened.Gateway.Read(opened.Account, new(address, body, signature), opened.Proof) is not { } reports) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        await take.Run(visit.Organisation ?? "", [.. reports.Select(report => take.Of(way, report)).OfType<MessageReceipt>()], cancel);
        return Results.Ok();
    }

    private static async Task<OpenGateways.Opened?> Opened(Visit visit, string way, string hook, OpenGateways gateways, CancellationToken cancel)
    {
        if (visit.Organisation is not { } organisation || !GatewayChange.Ways.Contains(way)) return null;
        var opened = await gateways.Of(organisation, way, cancel);
        return !opened.Refused && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hook), Encoding.UTF8.GetBytes(opened.Value.Hook)) ? opened.Value : null;
    }

    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(part, cancel)) > 0;)
        {
            if (body.Length + read > MostBytes) return null;
            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
