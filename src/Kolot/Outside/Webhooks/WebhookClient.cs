using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation.Webhooks;

namespace Kolot.Outside.Webhooks;

/// <summary>One message, as it goes over the wire.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Id">Its id, the same each time it is sent.</param>
/// <param name="At">When it is sent.</param>
/// <param name="Body">The body.</param>
/// <param name="Signature">The header that proves from whom it is.</param>
public sealed record WebhookMessage(Uri Address, string Id, DateTimeOffset At, string Body, string Signature);

/// <summary>Posts messages to endpoints, through the one door that leads outside.</summary>
public sealed class WebhookClient : IDisposable
{
    /// <summary>How much of an answer is kept, in bytes.</summary>
    public const int MostSaid = 2048;

    private readonly HttpClient client;
    private readonly TimeProvider clock;

    /// <summary>Through that door.</summary>
    public WebhookClient(OutsideDoor door, TimeProvider clock)
    {
        this.clock = clock;
        client = new(new SocketsHttpHandler
        {
            // An endpoint is where its owner said: a redirect might lead to what the door had not looked at.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = 16,
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            ConnectCallback = async (context, cancel) =>
            {
                var connected = await door.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
                return connected.Refusal is Refusal.Invalid refused ? throw new ClosedDoorException(refused.Faults[0].Reason) : connected.Value;
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>How long one try may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Posts one, and says what became of it.</summary>
    public async Task<DeliveryAnswer> Post(WebhookMessage message, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(message);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var said = await Said(answer.Content, patience.Token);
            return DeliveryAnswer.Of((int)answer.StatusCode, said, Wanted(answer.Headers.RetryAfter));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "too_slow");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidOperationException)
        {
            return new(null, ReasonOf(fault));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static HttpRequestMessage Request(WebhookMessage message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, message.Address) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body)) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.UserAgent.ParseAdd("Kolot");
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", message.At.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", message.Signature);
        return request;
    }

    // What is answered is for whoever looks why it was not taken: the beginning is enough, and one that breaks off changes nothing.
    private static async Task<string?> Said(HttpContent content, CancellationToken cancel)
    {
        var bytes = new byte[MostSaid];
        var length = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancel);
            for (int read; length < bytes.Length && (read = await stream.ReadAsync(bytes.AsMemory(length), cancel)) > 0;) length += read;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
        }

        // A database takes no NUL.
        var said = Encoding.UTF8.GetString(bytes, 0, length).Replace("\0", "", StringComparison.Ordinal).Trim();
        return said.Length == 0 ? null : said;
    }

    private TimeSpan? Wanted(RetryConditionHeaderValue? retry) => retry?.Delta ?? (retry?.Date is { } date ? date - clock.GetUtcNow() : null);

    private static string ReasonOf(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException)
        {
            if (inner is ClosedDoorException closed) return closed.Reason;
            if (inner is AuthenticationException) return "certificate";
        }

        return "no_answer";
    }

    private sealed class ClosedDoorException(string reason) : IOException
    {
        public string Reason => reason;
    }
}
