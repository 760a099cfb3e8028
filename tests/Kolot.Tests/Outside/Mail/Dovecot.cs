using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;

namespace Kolot.Tests.Outside.Mail;

/// <summary>A real server of incoming mail, on this machine alone: Dovecot, where it is installed. Whoever has the password has a mailbox.</summary>
public sealed class Dovecot : IAsyncLifetime
{
    public const string Password = "nachon-meod";
    private const string Program = "/usr/sbin/dovecot";

    private readonly string folder = Directory.CreateTempSubdirectory("kolot-dovecot-").FullName;
    private Process? process;

    /// <summary>The certificate by which it vouches for itself.</summary>
    public X509Certificate2 Certificate { get; } = FakeMailServer.CertificateFor("localhost");

    /// <summary>Where one speaks with it in clear, or asks for TLS.</summary>
    public int Port { get; private set; }

    /// <summary>Where TLS stands from the first byte.</summary>
    public int TlsPort { get; private set; }

    private string Config => Path.Combine(folder, "conf");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program)) return;
        await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        // A port that was free a moment ago may be somebody else's by now, and then it does not start.
        for (var tries = 0; tries < 10 && process is not { HasExited: false }; tries++)
        {
            process?.Dispose();
            (Port, TlsPort) = (Free(), Free());
            await File.WriteAllTextAsync(Config, Settings());
            if (Environment.IsPrivilegedProcess) await Ran("chown", "-R", "nobody", folder);
            process = Started(Program, "-F", "-c", Config);
            while (!process.HasExited && !await Answers()) await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Ran(Program, "-c", Config, "stop");
        if (process is not null) await process.WaitForExitAsync();
        process?.Dispose();
        Certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A mailbox of one's own; a test that needs one is skipped where there is no server.</summary>
    public async Task<ImapClient> Mailbox(string user)
    {
        Assert.SkipWhen(process is null, "Dovecot is not there: apt-get install dovecot-imapd.");
        Assert.False(process.HasExited, $"Dovecot did not start: {(File.Exists(Path.Combine(folder, "log")) ? await File.ReadAllTextAsync(Path.Combine(folder, "log")) : "")}");
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, Password);
        return client;
    }

    /// <summary>Puts a mail into a mailbox, as it came at some hour.</summary>
    public async Task Put(string user, DateTime at, MimeMessage mail, string folder = "INBOX")
    {
        using var client = await Mailbox(user);
        var into = await client.GetFolderAsync(folder);
        await into.AppendAsync(new AppendRequest(mail, MessageFlags.None, new DateTimeOffset(at, TimeSpan.Zero)));
        await client.DisconnectAsync(quit: true);
    }

    private string Settings() => $$"""
        base_dir = {{folder}}/run
        state_dir = {{folder}}/run
        log_path = {{folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{folder}}/cert.pem
        ssl_key = <{{folder}}/key.pem
        disable_plaintext_auth = no
        default_internal_user = {{Owner}}
        default_internal_group = {{Group}}
        default_login_user = {{Owner}}
        first_valid_uid = 1
        mail_location = maildir:{{folder}}/mail/%u
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid={{Owner}} gid={{Group}} home={{folder}}/mail/%u
        }
        # A wrong password of one test keeps no other waiting.
        auth_failure_delay = 0
        service anvil {
          chroot =
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service stats {
          chroot =
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{Port}}
          }
          inet_listener imaps {
            port = {{TlsPort}}
          }
        }
        """;

    private static string Owner => Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName;

    private static string Group => Ran("id", "-gn", Owner).GetAwaiter().GetResult().Trim();

    // Whoever else might have taken the port does not greet so.
    private async Task<bool> Answers()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
            using var reader = new StreamReader(client.GetStream());
            return (await reader.ReadLineAsync(limit.Token))?.StartsWith("* OK", StringComparison.Ordinal) == true;
        }
        catch (Exception fault) when (fault is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<string> Ran(string program, params string[] words)
    {
        using var running = Started(program, words);
        var said = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return said;
    }

    private static Process Started(string program, params string[] words) =>
        Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
