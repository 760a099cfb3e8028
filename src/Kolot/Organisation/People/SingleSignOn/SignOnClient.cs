using System.Net;
using System.Net.Http.Headers;
using Kolot.Core;
using Kolot.Outside;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Asks providers, through the one door that leads outside.</summary>
public sealed class SignOnClient : IDisposable
{
    private const int MostBytes = 512 * 1024;

    private readonly HttpClient client;

    /// <summary>Through that door.</summary>
    public SignOnClient(OutsideDoor door) => client = new(new SocketsHttpHandler
    {
        // A provider is where it says it is: a redirect might lead to what the door had not looked at.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = async (context, cancel) =>
        {
            var connected = await door.Connect(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancel);
            return connected.Refusal is Refusal.Invalid refused ? throw new ClosedDoorException(refused.Faults[0].Reason) : connected.Value;
        },
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>Reads an address; with a token where one is given.</summary>
    public Task<Result<string>> Get(string address, CancellationToken cancel, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        return Send(request, cancel);
    }

    /// <summary>Sends a form, saying a name and a secret in the header where they are given.</summary>
    public Task<Result<string>> Post(string address, IEnumerable<KeyValuePair<string, string>> form, AuthenticationHeaderValue? says, CancellationToken cancel)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = says;
        return Send(request, cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    // Refused: unknown_name, private_address, no_answer; no_provider for an answer that is none of a provider's.
    private async Task<Result<string>> Send(HttpRequestMessage request, CancellationToken cancel)
    {
        using (request)
        {
            request.Headers.Accept.Add(new("application/json"));
            try
            {
                using var answer = await client.SendAsync(request, cancel);
                return answer.StatusCode == HttpStatusCode.OK
                    ? await answer.Content.ReadAsStringAsync(cancel)
                    : new Refusal.Invalid("issuer", "no_provider");
            }
            catch (HttpRequestException fault)
            {
                return new Refusal.Invalid("issuer", fault.InnerException is ClosedDoorException closed ? closed.Reason : "no_answer");
            }
            catch (ClosedDoorException closed)
            {
                return new Refusal.Invalid("issuer", closed.Reason);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return new Refusal.Invalid("issuer", "no_answer");
            }
            // An encoding that nobody knows.
            catch (InvalidOperationException)
            {
                return new Refusal.Invalid("issuer", "no_provider");
            }
        }
    }

    private sealed class ClosedDoorException(string reason) : IOException
    {
        public string Reason => reason;
    }
}
