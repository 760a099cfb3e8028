using System.Net;
using Kolot.Core;
using Kolot.Outside.Mail;

namespace Kolot.Outside.Messages;

/// <summary>Hands requests to gateways, through the one door that leads outside, and tells what did not come through from what may have.</summary>
public sealed class GatewayClient : IDisposable
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly HttpClient client;

    /// <summary>Through that door.</summary>
    public GatewayClient(OutsideDoor door)
    {
        Door = door;
        client = new(new SocketsHttpHandler
        {
            // A redirect might lead to what the door had not looked at, and would take the secret there.
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = async (context, cancel) =>
            {
                var connected = await Door.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
                return connected.Refusal is Refusal.Invalid refused ? throw new NotReached(refused.Faults[0].Reason) : connected.Value;
            },
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>How long a gateway may take.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    private OutsideDoor Door { get; }

    /// <summary>Hands a request in.</summary>
    /// <param name="request">The request. It is sent once, whatever comes of it.</param>
    /// <param name="read">Reads an answer that is no trouble of the gateway's own.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<MessageOutcome> Send(HttpRequestMessage request, Func<HttpStatusCode, string, MessageOutcome> read, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        try
        {
            using (request)
            {
                using var answer = await client.SendAsync(request, limited.Token);
                var said = await answer.Content.ReadAsStringAsync(limited.Token);
                return answer.StatusCode switch
                {
                    HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(MailEnding.Later, "busy", Short(said)) { Wait = WaitOf(answer), Code = $"{(int)answer.StatusCode}" },
                    // It may have taken the message before it fell over.
                    >= HttpStatusCode.InternalServerError => new(MailEnding.Uncertain, "gateway", Short(said)) { Code = $"{(int)answer.StatusCode}" },
                    var status => read(status, said),
                };
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(MailEnding.Uncertain, SendMail.TooSlow, null);
        }
        catch (HttpRequestException fault)
        {
            if (Reason(fault) is { } reason) return new(reason == "private_address" ? MailEnding.Refused : MailEnding.Later, reason, null);
            // A certificate that is not believed is seen before anything is said.
            return fault.HttpRequestError == HttpRequestError.SecureConnectionError ? new(MailEnding.Refused, "certificate", null) : new(MailEnding.Uncertain, "closed", null);
        }
        catch (Exception strange) when (strange is InvalidOperationException or IOException)
        {
            return new(MailEnding.Uncertain, "strange_answer", null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static string? Reason(Exception? fault) => fault switch
    {
        null => null,
        NotReached closed => closed.Reason,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError, InnerException: null } => "no_answer",
        _ => Reason(fault.InnerException),
    };

    private static TimeSpan? WaitOf(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter is { Delta: { } wait } && wait > TimeSpan.Zero ? wait < LongestWait ? wait : LongestWait : null;

    private static string Short(string said) => said.Length <= 500 ? said : said[..500] + "…";

    private sealed class NotReached(string reason) : IOException
    {
        public string Reason => reason;
    }
}
