using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Outside.Mail;

public sealed class SendMailTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_mail_is_taken_with_its_sender_its_reader_and_all_its_lines()
    {
        await using var server = new FakeMailServer();

        var outcome = await Send(server, MailSecurity.None);

        Assert.Equal(new(MailEnding.Sent, null, "250 queued as 1"), outcome);
        Assert.Contains("MAIL FROM:<kolot@shaked.example>", server.Heard);
        Assert.Contains("RCPT TO:<tamar@shaked.example>", server.Heard);
        Assert.Contains("Message-ID: <", Assert.Single(server.Mails), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN", "AUTH PLAIN AGtvbG90AHMzY3JldA==")]
    [InlineData("AUTH=LOGIN", "AUTH LOGIN|a29sb3Q=|czNjcmV0")]
    public async Task The_password_is_said_behind_a_lock_only_in_the_way_the_server_offers(string offers, string said)
    {
        await using var server = new FakeMailServer { Offers = $"STARTTLS|{offers}|SIZE 100" };

        var outcome = await Send(server, MailSecurity.StartTls, "s3cret");

        Assert.Equal(MailEnding.Sent, outcome.Ending);
        foreach (var line in said.Split('|')) Assert.True(server.Locked[server.Heard.IndexOf(line)], line);
    }

    [Fact]
    public async Task Tls_from_the_first_byte_serves_too()
    {
        await using var server = new FakeMailServer { LockedFromTheFirstByte = true };

        Assert.Equal(MailEnding.Sent, (await Send(server, MailSecurity.Tls, "s3cret")).Ending);
        Assert.All(server.Locked, Assert.True);
    }

    [Theory]
    [InlineData(MailSecurity.StartTls, "localhost", false)]
    [InlineData(MailSecurity.Tls, "localhost", false)]
    [InlineData(MailSecurity.Tls, "somebody.example", true)]
    public async Task A_server_that_cannot_prove_who_it_is_hears_no_password_and_gets_no_mail(MailSecurity security, string name, bool trusted)
    {
        await using var server = new FakeMailServer
        {
            Offers = "STARTTLS|AUTH PLAIN", LockedFromTheFirstByte = security == MailSecurity.Tls, Certificate = FakeMailServer.CertificateFor(name),
        };

        var outcome = await Send(server, security, "s3cret", trusted);

        Assert.Equal((MailEnding.Refused, "certificate"), (outcome.Ending, outcome.Reason));
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task A_server_that_offers_no_lock_gets_no_mail_where_one_is_asked_for()
    {
        await using var server = new FakeMailServer();

        Assert.Equal("no_starttls", (await Send(server, MailSecurity.StartTls, "s3cret")).Reason);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_slipped_in_before_the_lock_ends_the_conversation()
    {
        await using var server = new FakeMailServer { Offers = "STARTTLS|AUTH PLAIN" };
        server.Answers["STARTTLS"] = "220 go ahead\r\n250 trust me";

        Assert.Equal("strange_answer", (await Send(server, MailSecurity.StartTls, "s3cret")).Reason);
    }

    [Fact]
    public async Task A_password_is_never_sent_without_a_lock()
    {
        await using var server = new FakeMailServer();

        Assert.Equal("password_in_clear", (await Send(server, MailSecurity.None, "s3cret")).Reason);
        Assert.DoesNotContain(server.Heard, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "554 5.7.1 not you", MailEnding.Refused, "server")]
    [InlineData("", "421 too busy", MailEnding.Later, "server")]
    [InlineData("EHLO", "502 what?", MailEnding.Refused, "server")]
    [InlineData("MAIL", "451 4.3.0 later", MailEnding.Later, "server")]
    [InlineData("RCPT", "550-5.1.1 no such\r\n550 5.1.1 mailbox", MailEnding.Refused, "server")]
    [InlineData("DATA", "452 full", MailEnding.Later, "server")]
    [InlineData(".", "552 too much", MailEnding.Refused, "server")]
    [InlineData("RCPT", "hello", MailEnding.Later, "strange_answer")]
    [InlineData("RCPT", "250-one\r\n550 two", MailEnding.Later, "strange_answer")]
    [InlineData("MAIL", FakeMailServer.Hangup, MailEnding.Later, "closed")]
    [InlineData(".", FakeMailServer.Hangup, MailEnding.Uncertain, "closed")]
    public async Task An_answer_says_whether_to_try_again(string to, string answer, MailEnding ending, string reason)
    {
        await using var server = new FakeMailServer();
        server.Answers[to] = answer;

        var outcome = await Send(server, MailSecurity.None);

        Assert.Equal((ending, reason), (outcome.Ending, outcome.Reason));
        if (reason == "server") Assert.StartsWith(answer[..3], outcome.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", MailEnding.Later)]
    [InlineData(".", MailEnding.Uncertain)]
    public async Task A_server_that_falls_silent_is_left(string to, MailEnding ending)
    {
        await using var server = new FakeMailServer();
        server.Answers[to] = FakeMailServer.Silence;

        var outcome = await Send(server, MailSecurity.None, patience: TimeSpan.FromSeconds(2));

        Assert.Equal((ending, "too_slow"), (outcome.Ending, outcome.Reason));
    }

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(10_000, 10)]
    public async Task A_line_or_an_answer_without_end_is_not_kept_in_memory(int lines, int length)
    {
        await using var server = new FakeMailServer();
        server.Answers["EHLO"] = string.Concat(Enumerable.Repeat("250-" + new string('x', length) + "\r\n", lines)) + "250 end";

        Assert.Equal("strange_answer", (await Send(server, MailSecurity.None)).Reason);
    }

    [Fact]
    public async Task A_server_that_repeats_the_password_does_not_bring_it_before_peoples_eyes()
    {
        await using var server = new FakeMailServer { LockedFromTheFirstByte = true };
        server.Answers["AUTH"] = "535 5.7.8 wrong: AGtvbG90AHMzY3JldA== s3cret";

        var outcome = await Send(server, MailSecurity.Tls, "s3cret");

        Assert.Equal(new(MailEnding.Refused, "sign_in", "535 5.7.8 wrong: … …") { Stage = MailStage.SigningIn }, outcome);
        Assert.DoesNotContain("s3cret", new MailServer("mail.example", 587, MailSecurity.Tls, "kolot", "s3cret").ToString(), StringComparison.Ordinal);
    }

    private static async Task<MailOutcome> Send(
        FakeMailServer server, MailSecurity security, string? password = null, bool trusted = true, TimeSpan? patience = null)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        if (trusted) trust.CustomTrustStore.Add(server.Certificate);
        var door = new OutsideDoor(Options.Create(new OutsideSettings { PrivateAddresses = true }))
        {
            Trust = trust, Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
        };
        var to = new MailServer("localhost", server.Port, security, password is null ? null : "kolot", password);
        return await new SendMail(door, new TestClock()) { Patience = patience ?? Long }.Run(to, OutgoingMailTests.Sample(), TestContext.Current.CancellationToken);
    }
}
