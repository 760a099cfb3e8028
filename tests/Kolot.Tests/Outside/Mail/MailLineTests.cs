using System.Net;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Outside.Mail;

public sealed class MailLineTests
{
    [Theory]
    [InlineData("SIZE 100")]
    [InlineData("PIPELINING|SIZE 100")]
    public async Task Many_mails_go_by_one_connection_each_with_its_own_id(string offers)
    {
        await using var server = new FakeMailServer { Offers = offers };
        await using var line = To(server);

        foreach (var number in Enumerable.Range(1, 5)) Assert.Equal(MailEnding.Sent, (await Send(line, number)).Ending);

        Assert.Equal(1, line.Connections);
        Assert.Equal(Enumerable.Range(1, 5).Select(number => $"Message-ID: <{Id(number):N}@shaked.example>"), server.Mails.Select(mail => mail.Split("\r\n").Single(head => head.StartsWith("Message-ID", StringComparison.Ordinal))));
        Assert.Single(server.Heard, heard => heard.StartsWith("EHLO", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SIZE 100", "RCPT", "550 5.1.1 no such user", MailStage.Reader, MailEnding.Refused)]
    [InlineData("PIPELINING", "RCPT", "550 5.1.1 no such user", MailStage.Reader, MailEnding.Refused)]
    [InlineData("PIPELINING", "MAIL", "451 later", MailStage.Sender, MailEnding.Later)]
    [InlineData("PIPELINING", "DATA", "452 full", MailStage.Content, MailEnding.Later)]
    [InlineData("SIZE 100", ".", "554 5.7.1 spam", MailStage.Content, MailEnding.Refused)]
    public async Task One_that_is_refused_keeps_no_other_from_going_and_says_at_which_stage(string offers, string to, string answer, MailStage stage, MailEnding ending)
    {
        await using var server = new FakeMailServer { Offers = offers };
        await using var line = To(server);
        server.Answers[to] = answer;
        var refused = await Send(line, 1);
        server.Answers.Clear();

        Assert.Equal((ending, stage), (refused.Ending, refused.Stage));
        Assert.Equal(MailEnding.Sent, (await Send(line, 2)).Ending);
        Assert.Equal(1, line.Connections);
        Assert.Contains(Id(2).ToString("N"), server.Mails[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_the_server_closed_while_it_rested_is_opened_anew_and_the_mail_goes_once()
    {
        await using var server = new FakeMailServer();
        await using var line = To(server);
        await Send(line, 1);
        server.Answers["MAIL"] = FakeMailServer.Hangup;
        var closed = await Send(line, 2);
        server.Answers.Clear();

        // Tried once more on a new line, and then left for later.
        Assert.Equal((MailEnding.Later, "closed", 2), (closed.Ending, closed.Reason, line.Connections));
        Assert.Equal(MailEnding.Sent, (await Send(line, 2)).Ending);
        Assert.Single(server.Mails, mail => mail.Contains(Id(2).ToString("N"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_cut_after_all_of_it_was_said_is_uncertain_and_never_sent_again_by_itself()
    {
        await using var server = new FakeMailServer { Offers = "PIPELINING" };
        await using var line = To(server);
        await Send(line, 1);
        server.Answers["."] = FakeMailServer.Hangup;

        Assert.Equal(MailEnding.Uncertain, (await Send(line, 2)).Ending);

        server.Answers.Clear();
        Assert.Equal(MailEnding.Sent, (await Send(line, 3)).Ending);
        Assert.Single(server.Mails, mail => mail.Contains(Id(2).ToString("N"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_takes_the_words_of_a_refused_mail_gets_none_of_them()
    {
        await using var server = new FakeMailServer { Offers = "PIPELINING" };
        await using var line = To(server);
        server.Answers["RCPT"] = "550 5.1.1 no";
        await Send(line, 1);

        Assert.All(server.Mails, mail => Assert.Empty(mail));
    }

    [Fact]
    public async Task Answers_go_where_the_organisation_wants_them()
    {
        await using var server = new FakeMailServer();
        await using var line = To(server);

        await line.Send(OutgoingMailTests.Sample() with { ReplyTo = Mailbox.Of("hello@shaked.example") }, Id(1), TestContext.Current.CancellationToken);

        Assert.Contains("\r\nReply-To: hello@shaked.example\r\n", Assert.Single(server.Mails), StringComparison.Ordinal);
    }

    private static Guid Id(int number) => new($"01890000-0000-7000-8000-{number:d12}");

    private static Task<MailOutcome> Send(MailLine line, int number) => line.Send(OutgoingMailTests.Sample(), Id(number), TestContext.Current.CancellationToken);

    private static MailLine To(FakeMailServer server) =>
        new SendMail(new(Options.Create(new OutsideSettings { PrivateAddresses = true })) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]) }, new TestClock()).To(new("localhost", server.Port, MailSecurity.None));
}
