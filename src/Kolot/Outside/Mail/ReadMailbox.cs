using System.Net;
using System.Net.Sockets;
using Kolot.Core;
using Kolot.Core.Organisation;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;

namespace Kolot.Outside.Mail;

/// <summary>Opens a folder of somebody's mailbox (IMAP, RFC 9051) to be read: nothing in it is changed, marked or removed.</summary>
public sealed class ReadMailbox(OutsideDoor door)
{
    /// <summary>The reason where the server did not answer in time.</summary>
    public const string TooSlow = "too_slow";

    // Those that give a password away to nobody but the server: MailKit would try others first.
    private static readonly string[] Ways = ["PLAIN", "LOGIN", "SCRAM-SHA-1", "SCRAM-SHA-256"];

    /// <summary>How long the server may take over each thing that it is asked.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Opens it, or says why not, at the field that is to be mended.</summary>
    /// <param name="server">The server, with user and password.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<OpenMailbox>> Open(MailServer server, string folder, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        var client = new ImapClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = (_, certificate, chain, faults) => door.Believes(certificate, chain, faults) };
        MeteredStream? wire = null;
        var opened = false;
        try
        {
            var connected = await door.Connect(server.Host, server.Port, limited.Token);
            if (connected.Refusal is { } shut) return shut;
            // What is not protected is not sent out into the world, whatever was chosen.
            wire = new(connected.Value);
            if (server.Security == MailSecurity.None && !IsNear(connected.Value)) return new Refusal.Invalid("security", "open_connection");
            await client.ConnectAsync(wire, server.Host, server.Port, server.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.StartTls => SecureSocketOptions.StartTls, _ => SecureSocketOptions.None }, limited.Token);
            client.AuthenticationMechanisms.IntersectWith(Ways);
            await client.AuthenticateAsync(server.User ?? "", server.Password ?? "", limited.Token);
            var found = await Folder(client, folder, limited.Token);
            if (found is null) return new Refusal.Invalid("folder", "no_folder");
            opened = true;
            return new OpenMailbox((client, found), wire, Patience);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && ReasonOf(fault) is { } reason)
        {
            return new Refusal.Invalid(FieldOf(reason), reason);
        }
        finally
        {
            if (!opened)
            {
                client.Dispose();
                wire?.Dispose();
            }
        }
    }

    /// <summary>What went wrong with a mailbox, as a stable code; null for what is no fault of its server.</summary>
    public static string? ReasonOf(Exception fault) => fault switch
    {
        SslHandshakeException => "certificate",
        AuthenticationException => "sign_in",
        NotSupportedException => "no_starttls",
        ImapProtocolException => "strange_answer",
        CommandException => "server",
        OperationCanceledException => TooSlow,
        IOException or SocketException or ServiceNotConnectedException or ServiceNotAuthenticatedException or FolderNotOpenException or FolderNotFoundException => "closed",
        _ => null,
    };

    private static string FieldOf(string reason) => reason switch { "certificate" or "no_starttls" => "security", "sign_in" => "password", _ => "host" };

    private static bool IsNear(Stream stream) => stream is NetworkStream { Socket.RemoteEndPoint: IPEndPoint there } && AddressReaches.Of(there.Address) == AddressReach.Private;

    // Read-only from the first moment (EXAMINE): the server itself changes nothing then.
    private static async Task<IMailFolder?> Folder(ImapClient client, string name, CancellationToken cancel)
    {
        try
        {
            var folder = string.Equals(name, "INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox : await client.GetFolderAsync(name, cancel);
            if (folder is not null) await folder.OpenAsync(FolderAccess.ReadOnly, cancel);
            return folder;
        }
        catch (Exception none) when (none is FolderNotFoundException or ImapCommandException)
        {
            return null;
        }
    }
}
