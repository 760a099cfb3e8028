using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kolot.Tests.Outside.Mail;

/// <summary>A mail server that does as RFC 5321 says, but for what a test makes it answer.</summary>
internal sealed class FakeMailServer : IAsyncDisposable
{
    public const string Hangup = "hang up";
    public const string Silence = "say nothing";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;
    private ImmutableList<string> heard = [];
    private ImmutableList<bool> lockedWhenHeard = [];
    private ImmutableList<string> mails = [];
    private bool locked;

    public FakeMailServer()
    {
        listener.Start();
        serving = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answers to commands by their beginning, instead of the usual ones; "." is the end of a mail, "" the greeting.</summary>
    public ConcurrentDictionary<string, string> Answers { get; } = new();

    public string Offers { get; init; } = "AUTH PLAIN LOGIN";

    public bool LockedFromTheFirstByte { get; init; }

    public X509Certificate2 Certificate { get; init; } = CertificateFor("localhost");

    /// <summary>What it was told, line by line, without mails. It listens while a test looks: hence a list that stays as it is.</summary>
    public ImmutableList<string> Heard => heard;

    /// <summary>Whether TLS stood when each line was said.</summary>
    public ImmutableList<bool> Locked => lockedWhenHeard;

    public ImmutableList<string> Mails => mails;

    /// <summary>A certificate that vouches for itself.</summary>
    public static X509Certificate2 CertificateFor(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2049, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Lets go of the mails that came so far.</summary>
    public void Forget() => ImmutableInterlocked.Update(ref mails, all => all.Clear());

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Dispose();
        await serving;
        over.Dispose();
        Certificate.Dispose();
    }

    // One after the other: whoever comes meanwhile waits for its greeting.
    private async Task Serve()
    {
        while (!over.IsCancellationRequested) await ServeOne();
    }

    private async Task ServeOne()
    {
        try
        {
            using var client = await listener.AcceptTcpClientAsync(over.Token);
            Stream stream = client.GetStream();
            locked = false;
            if (LockedFromTheFirstByte) stream = await Lock(stream);
            await Talk(stream);
        }
        catch (InvalidOperationException) when (over.IsCancellationRequested)
        {
            heard = heard.Add("(closed)");
        }
        catch (Exception left) when (left is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            heard = heard.Add("(left)");
        }
    }

    private async Task<Stream> Lock(Stream plain)
    {
        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, over.Token);
        locked = true;
        return secure;
    }

    private async Task Talk(Stream stream)
    {
        if (!await Say(stream, "", "220 mail.example ready")) return;
        while (await Line(stream) is { } line)
        {
            lockedWhenHeard = lockedWhenHeard.Add(locked);
            heard = heard.Add(line);
            if (!await Say(stream, line, Usual(line))) return;
            if (line == "QUIT") return;
            if (line == "STARTTLS" && !Answers.ContainsKey(line)) stream = await Lock(stream);
            if (line == "DATA" && !Answers.ContainsKey(line))
            {
                var mail = await Mail(stream);
                ImmutableInterlocked.Update(ref mails, all => all.Add(mail));
                if (!await Say(stream, ".", "250 queued as 1")) return;
            }
        }
    }

    private string Usual(string line) => line.Split(' ', ':')[0] switch
    {
        "EHLO" => string.Join("\r\n", Offers.Split('|').Prepend("mail.example").Select((offer, place) => $"250{(place == Offers.Split('|').Length ? ' ' : '-')}{offer}")),
        "STARTTLS" => "220 go ahead",
        "AUTH" when line == "AUTH LOGIN" => "334 VXNlcm5hbWU6",
        "AUTH" => "235 welcome",
        "MAIL" or "RCPT" => "250 ok",
        "DATA" => "354 end with a dot",
        "QUIT" => "221 bye",
        _ => Heard.Count - Heard.IndexOf("AUTH LOGIN") == 2 ? "334 UGFzc3dvcmQ6" : "235 welcome",
    };

    private async Task<bool> Say(Stream stream, string to, string usual)
    {
        var answer = Answers.FirstOrDefault(answer => to.Length == 0 ? answer.Key.Length == 0 : answer.Key.Length > 0 && to.StartsWith(answer.Key, StringComparison.Ordinal)).Value ?? usual;
        if (answer == Hangup) return false;
        if (answer == Silence) await Task.Delay(Timeout.Infinite, over.Token);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), over.Token);
        return true;
    }

    private async Task<string> Mail(Stream stream)
    {
        var mail = new StringBuilder();
        while (await Line(stream) is { } line && line != ".") mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        return mail.ToString();
    }

    // Byte by byte, so that nothing of what follows a lock is read before it.
    private async Task<string?> Line(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, over.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
