using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Kolot.Core;
using Microsoft.Extensions.Options;

namespace Kolot.Outside;

/// <summary>The one way out of the machine to an address that somebody entered.</summary>
/// <remarks>
/// The name is resolved once, and the connection goes to the very address that was checked:
/// a name that answers differently the second time leads nowhere else.
/// </remarks>
public sealed class OutsideDoor(IOptions<OutsideSettings> settings)
{
    /// <summary>Resolves a name; tests put their own names here.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Whose certificates are believed; the machine's own authorities where it is null.</summary>
    internal X509ChainPolicy? Trust { get; init; }

    /// <summary>Connects, or says why not: <c>unknown_name</c>, <c>private_address</c>, <c>no_answer</c>.</summary>
    public async Task<Result<Stream>> Connect(string host, int port, CancellationToken cancel)
    {
        var found = await Find(host, cancel);
        if (found.Refusal is { } unknown) return unknown;
        // One closed address among open ones is a trick, or a mistake that would show now and then.
        if (found.Value.Any(address => !IsOpen(address))) return new Refusal.Invalid("host", "private_address");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connected = false;
        try
        {
            await socket.ConnectAsync(found.Value, port, cancel);
            connected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            return new Refusal.Invalid("host", "no_answer");
        }
        finally
        {
            if (!connected) socket.Dispose();
        }
    }

    /// <summary>Speaks TLS from here on, with whoever can prove to be the host; <c>certificate</c> where it cannot.</summary>
    public async Task<Result<Stream>> Secure(Stream plain, string host, CancellationToken cancel)
    {
        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Trust?.Clone() }, cancel);
            return secure;
        }
        catch (System.Security.Authentication.AuthenticationException)
        {
            await secure.DisposeAsync();
            return new Refusal.Invalid("host", "certificate");
        }
    }

    /// <summary>Whether a certificate proves to be that of its host, for whoever puts the lock on by other means than <see cref="Secure"/>.</summary>
    internal bool Believes(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors faults)
    {
        if (Trust is null || faults != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null) return faults == SslPolicyErrors.None;
        chain.ChainPolicy = Trust.Clone();
        using var whole = new X509Certificate2(certificate);
        return chain.Build(whole);
    }

    private bool IsOpen(IPAddress address) => AddressReaches.Of(address) switch
    {
        AddressReach.World => true,
        AddressReach.Private => settings.Value.PrivateAddresses,
        _ => false,
    };

    private async Task<Result<IPAddress[]>> Find(string host, CancellationToken cancel)
    {
        try
        {
            // Any spelling of an address is one, and is looked up nowhere.
            var found = IPAddress.TryParse(host, out var written) ? [written] : await Resolve(host, cancel);
            return found.Length > 0 ? found : new Refusal.Invalid("host", "unknown_name");
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            return new Refusal.Invalid("host", "unknown_name");
        }
    }
}
