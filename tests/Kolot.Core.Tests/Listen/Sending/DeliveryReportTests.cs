using Kolot.Core.Listen.Sending;

namespace Kolot.Core.Tests.Listen.Sending;

public sealed class DeliveryReportTests
{
    // The shape of RFC 3464, appendix E.
    private const string Report = """
        Date: Thu, 7 Jul 1994 17:16:05 -0400
        From: Mail Delivery Subsystem <MAILER-DAEMON@CS.EXAMPLE>
        Message-Id: <199407072116.RAA14128@CS.EXAMPLE>
        Subject: Returned mail: Cannot send message for 5 days
        To: <kolot@cafe.example>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
              boundary="RAA14128.773615765/CS.EXAMPLE"

        --RAA14128.773615765/CS.EXAMPLE

        The original message was received at Sat, 2 Jul 1994 17:10:28 -0400

        --RAA14128.773615765/CS.EXAMPLE
        content-type: message/delivery-status

        Reporting-MTA: dns; cs.example

        Original-Recipient: rfc822;louisl@larry.example
        Final-Recipient: rfc822;louisl@larry.example
        Action: failed
        Status: 4.0.0
        Diagnostic-Code: smtp; 426 connection timed out
         for louisl@larry.example
        Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400

        --RAA14128.773615765/CS.EXAMPLE
        content-type: message/rfc822

        Date: Sat, 2 Jul 1994 17:10:28 -0400
        Message-ID: <01890000000070008000000000000001@cafe.example>
        Subject: How was it

        --RAA14128.773615765/CS.EXAMPLE--
        """;

    [Fact]
    public void A_report_tells_of_which_mail_it_is_and_what_became_of_it() =>
        Assert.Equal(new("<01890000000070008000000000000001@cafe.example>", "failed", "4.0.0", "426 connection timed out for louisl@larry.example"), DeliveryReport.Read(Report));

    [Theory]
    [InlineData("multipart/report; report-type=delivery-status;", "text/plain;")]
    [InlineData("Action: failed", "Action: vanished")]
    [InlineData("Action: failed", "")]
    [InlineData("Message-ID: <01890000000070008000000000000001@cafe.example>", "")]
    [InlineData("Message-ID: <01890000000070008000000000000001@cafe.example>", "Message-ID: nothing")]
    public void What_lacks_any_of_it_is_no_report(string what, string instead) => Assert.Null(DeliveryReport.Read(Report.Replace(what, instead, StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n\n")]
    public void Nothing_that_comes_in_breaks_it(string mail) => Assert.Null(DeliveryReport.Read(mail));

    [Fact]
    public void A_mail_cut_anywhere_or_full_of_anything_breaks_nothing()
    {
        for (var at = 0; at < Report.Length; at += 7) _ = DeliveryReport.Read(Report[..at]);
        Assert.Null(DeliveryReport.Read(new string('\n', 2 << 20)));
        Assert.Null(DeliveryReport.Read("Content-Type: multipart/report; report-type=delivery-status\n" + new string(' ', 1 << 19)));
    }

    // RFC 3463: class 5 is for good, subject 1 is of addressing, 2 of the mailbox, 7 of policy.
    [Theory]
    [InlineData("5.1.1", "no such user", true)]
    [InlineData("5.2.1", "disabled", true)]
    [InlineData("5.4.4", "no such domain", true)]
    [InlineData("5.2.2", "mailbox full", false)]
    [InlineData("5.7.1", "blocked by policy", false)]
    [InlineData("5.3.4", "too big", false)]
    [InlineData("4.2.2", "full", false)]
    [InlineData("550", "no such user", true)]
    [InlineData("550", "rejected as spam", false)]
    [InlineData("552", "too much", false)]
    public void An_address_is_dead_where_the_server_says_so_of_the_address_alone(string code, string said, bool hard) => Assert.Equal(hard, Bounces.IsHard(code, said));

    [Fact]
    public void What_a_server_said_is_kept_without_anybodys_address()
    {
        Assert.Equal("550 5.1.1 <[…]>: no such user here", Bounces.Bare("550 5.1.1 <ruti@example.com>:\r\n no such user here"));
        Assert.Equal("5.1.1", Bounces.CodeIn("550 5.1.1 no"));
        Assert.Null(Bounces.CodeIn("550 10.5.1.1 no"));
    }
}
