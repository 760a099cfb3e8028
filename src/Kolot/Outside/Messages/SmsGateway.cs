using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Outside.Mail;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Outside.Messages;

/// <summary>Sends SMS through a gateway that takes a form and a password, as widely used ones do; what their fields are called can be said.</summary>
public sealed class SmsGateway(GatewayClient client) : IMessageGateway
{
    /// <summary>Our names of the fields, with the usual ones.</summary>
    public static IReadOnlyDictionary<string, string> Usual { get; } =
        new Dictionary<string, string> { ["to"] = "To", ["from"] = "From", ["text"] = "Body", ["reports"] = "StatusCallback", ["id"] = "sid", ["report-id"] = "MessageSid", ["report-status"] = "MessageStatus" };

    // Numbers that are none, cannot get SMS, or are not reached for good; and whoever answered STOP.
    private static readonly string[] OfReader = ["21211", "21214", "21217", "21614", "21612", "30003", "30005", "30006"];
    private const string Unwanted = "21610";

    /// <inheritdoc/>
    public string Way => "sms";

    /// <inheritdoc/>
    public Task<MessageOutcome> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancel)
    {
        var form = new Dictionary<string, string> { [Name(account, "to")] = message.To, [Name(account, "from")] = account.Sender, [Name(account, "text")] = message.Text };
        if (message.ReportsTo is { } reports) form[Name(account, "reports")] = reports.AbsoluteUri;
        var request = new HttpRequestMessage(HttpMethod.Post, account.Address.Replace("{account}", Uri.EscapeDataString(account.Account), StringComparison.Ordinal)) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Account}:{account.Secret}")));
        request.Headers.Accept.Add(new("application/json"));
        return client.Send(request, (status, said) => Told(account, status, said), cancel);
    }

    /// <inheritdoc/>
    public IReadOnlyList<GatewayReport>? Read(GatewayAccount account, ReportRequest report, string proof)
    {
        Dictionary<string, string> form;
        try
        {
            form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(report.Body)).ToDictionary(field => field.Key, field => field.Value.ToString());
        }
        catch (Exception strange) when (strange is InvalidDataException or ArgumentException)
        {
            return null;
        }

        // The address, and each field with its value in the order of their names.
        var over = report.Address + string.Concat(form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + field.Value));
        // Gateways of this shape sign with SHA-1, which as a MAC still holds.
        var made = CryptographicOperations.HmacData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(proof), Encoding.UTF8.GetBytes(over));
        if (!Signatures.Match(report.Signature, made, Convert.FromBase64String)) return null;
        var (id, status) = (form.GetValueOrDefault(Name(account, "report-id"), ""), form.GetValueOrDefault(Name(account, "report-status"), "").ToLowerInvariant());
        if (id.Length is 0 or > 200) return [];
        var code = form.GetValueOrDefault("ErrorCode", "");
        return [new(id, status == "undelivered" ? "failed" : status, null) { Code = code.Length <= 20 ? code : "", Said = form.GetValueOrDefault("ErrorMessage", ""), IsOfReader = OfReader.Contains(code) }];
    }

    private static MessageOutcome Told(GatewayAccount account, HttpStatusCode status, string said)
    {
        var (id, code, words) = Parts(said, Name(account, "id"));
        if (status is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted)
            return new(MailEnding.Sent, null, null) { Id = id };
        if (code == "20429") return new(MailEnding.Later, "busy", words) { Code = code };
        var reason = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? "sign_in" : status == HttpStatusCode.NotFound ? "not_there" : "gateway";
        return new(MailEnding.Refused, reason, words)
        {
            Code = code.Length > 0 ? code : ((int)status).ToString(CultureInfo.InvariantCulture), IsOfReader = OfReader.Contains(code), IsUnwanted = code == Unwanted,
        };
    }

    private static (string? Id, string Code, string Words) Parts(string said, string id)
    {
        try
        {
            using var json = JsonDocument.Parse(said);
            string Part(string name) => json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var part) ? part.ToString() : "";
            return (Part(id) is { Length: > 0 and <= 200 } known ? known : null, Part("code") is { Length: <= 20 } code ? code : "", Part("message") is { Length: <= 500 } words ? words : "");
        }
        catch (JsonException)
        {
            return (null, "", "");
        }
    }

    private static string Name(GatewayAccount account, string field) => account.Fields.GetValueOrDefault(field) ?? Usual[field];
}
