using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Outside.Mail;

namespace Kolot.Outside.Messages;

/// <summary>Sends approved templates by the WhatsApp Cloud API.</summary>
/// <remarks>An invitation comes to who wrote nothing in the last day, and then WhatsApp takes templates alone: the words are theirs, what fills them is ours.</remarks>
public sealed class WhatsAppGateway(GatewayClient client) : IMessageGateway
{
    private const string SignedWith = "sha256=";

    // A number that is none, has no WhatsApp, or is not reached.
    private static readonly string[] OfReader = ["131026", "131021", "131030", "1013"];
    private static readonly string[] Busy = ["4", "80007", "130429", "131048", "131056", "131016"];
    private static readonly string[] SignIn = ["0", "10", "190", "200", "3", "131005"];

    // Whoever marked the organisation as unwanted.
    private const string Unwanted = "131050";

    /// <inheritdoc/>
    public string Way => "whatsapp";

    /// <inheritdoc/>
    public Task<MessageOutcome> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancel)
    {
        var parameters = message.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new { type = "text", text = line });
        var body = new
        {
            messaging_product = "whatsapp", recipient_type = "individual", to = message.To.TrimStart('+'), type = "template",
            template = new { name = message.Template, language = new { code = message.Language }, components = new[] { new { type = "body", parameters } } },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, $"{account.Address.TrimEnd('/')}/{Uri.EscapeDataString(account.Account)}/messages") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", account.Secret);
        return client.Send(request, Told, cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<GatewayReport>? Read(GatewayAccount account, ReportRequest report, string proof)
    {
        var made = HMACSHA256.HashData(Encoding.UTF8.GetBytes(proof), report.Body);
        if (report.Signature?.StartsWith(SignedWith, StringComparison.Ordinal) != true || !Signatures.Match(report.Signature[SignedWith.Length..], made, Convert.FromHexString)) return null;
        try
        {
            using var json = JsonDocument.Parse(report.Body);
            // What concerns another number of the same account is not of this organisation.
            return [.. Each(json.RootElement, "entry").SelectMany(entry => Each(entry, "changes")).Select(change => Part(change, "value"))
                .Where(value => Text(Part(value, "metadata"), "phone_number_id") is var number && (number.Length == 0 || number == account.Account))
                .SelectMany(value => Each(value, "statuses")).Select(Status).OfType<GatewayReport>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static GatewayReport? Status(JsonElement status)
    {
        if (Text(status, "id") is not { Length: > 0 and <= 200 } id) return null;
        var at = long.TryParse(Text(status, "timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 32_503_680_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : (DateTime?)null;
        var error = Each(status, "errors").FirstOrDefault();
        var code = Text(error, "code");
        return new(id, Text(status, "status"), at) { Code = code.Length <= 20 ? code : "", Said = Text(error, "title"), IsOfReader = OfReader.Contains(code) };
    }

    private static MessageOutcome Told(HttpStatusCode status, string said)
    {
        try
        {
            using var json = JsonDocument.Parse(said);
            if (status == HttpStatusCode.OK) return new(MailEnding.Sent, null, null) { Id = Each(json.RootElement, "messages").Select(one => Text(one, "id")).FirstOrDefault(id => id.Length is > 0 and <= 200) };
            var error = Part(json.RootElement, "error");
            var (code, words) = (Text(error, "code"), Text(error, "message"));
            if (Busy.Contains(code)) return new(MailEnding.Later, "busy", words) { Code = code };
            var reason = status == HttpStatusCode.Unauthorized || SignIn.Contains(code) ? "sign_in" : code is "132000" or "132001" or "132015" or "132016" ? "template" : "gateway";
            return new(MailEnding.Refused, reason, words.Length <= 500 ? words : words[..500]) { Code = code, IsOfReader = OfReader.Contains(code), IsUnwanted = code == Unwanted };
        }
        catch (JsonException)
        {
            return status == HttpStatusCode.OK ? new(MailEnding.Uncertain, "strange_answer", null) : new(MailEnding.Refused, "strange_answer", null) { Code = $"{(int)status}" };
        }
    }

    private static JsonElement Part(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string Text(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } part ? part.ToString() : "";

    private static JsonElement.ArrayEnumerator Each(JsonElement of, string name) => Part(of, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
}
