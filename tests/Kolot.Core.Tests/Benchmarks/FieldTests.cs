using Kolot.Core.Benchmarks;

namespace Kolot.Core.Tests.Benchmarks;

/// <summary>What field work is decided by: times, mail and what evidence is.</summary>
public sealed class FieldTests
{
    private static readonly DateTime Sent = new(2026, 11, 30, 8, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Fact]
    public void A_probe_that_nobody_sent_is_planned_whatever_came() => Assert.Equal(new(ProbeState.Planned, null, null), ProbeStanding.Of(null, [(Sent, Sent)], Week, Sent));

    [Fact]
    public void One_without_an_answer_is_sent_until_its_horizon_and_silent_from_then_on()
    {
        Assert.Equal(new(ProbeState.Sent, null, null), ProbeStanding.Of(Sent, [], Week, Sent + Week - TimeSpan.FromTicks(1)));
        Assert.Equal(new(ProbeState.Silent, 7L * 24 * 3600 * 1000, null), ProbeStanding.Of(Sent, [], Week, Sent + Week));
    }

    [Fact]
    public void The_first_of_several_answers_came_between_the_earliest_beginning_and_the_earliest_end()
    {
        var standing = ProbeStanding.Of(Sent, [(Sent.AddMinutes(10), Sent.AddMinutes(60)), (Sent.AddMinutes(30), Sent.AddMinutes(30))], Week, Sent.AddDays(1));

        Assert.Equal(new(ProbeState.Answered, 600_000, 1_800_000), standing);
    }

    [Fact]
    public void An_answer_after_the_horizon_is_an_answer_with_its_time() =>
        Assert.Equal(new(ProbeState.Answered, 8L * 24 * 3600 * 1000, 8L * 24 * 3600 * 1000), ProbeStanding.Of(Sent, [(Sent.AddDays(8), Sent.AddDays(8))], Week, Sent.AddDays(9)));

    [Fact]
    public void An_answer_that_seems_older_than_the_probe_came_at_once() => Assert.Equal(0, ProbeStanding.Of(Sent, [(Sent.AddSeconds(-5), Sent.AddSeconds(-5))], Week, Sent).WaitedFrom);

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(-10, -10, "before_sent")]
    [InlineData(-10, 10, null)]
    [InlineData(30, 20, "before_from")]
    [InlineData(90, 90, "in_future")]
    public void Times_that_cannot_be_are_said(int from, int until, string? reason) =>
        Assert.Equal(reason, new ReplyTime(Sent.AddMinutes(from), Sent.AddMinutes(until)).Faults(Sent, Sent.AddHours(1)).SingleOrDefault()?.Reason);

    [Theory]
    [InlineData("study+k3yk3yk3y@example.org", "k3yk3yk3y")]
    [InlineData("K3YK3YK3Y@study.example.org", "k3yk3yk3y")]
    [InlineData("someone@example.org", null)]
    [InlineData("no address", null)]
    public void The_key_of_a_probe_is_read_from_an_address(string address, string? key) => Assert.Equal(key is not null, ProbeMail.KeysIn(address).Contains("k3yk3yk3y"));

    [Theory]
    [InlineData("study@example.org", "study+k3y@example.org")]
    [InlineData("@study.example.org", "k3y@study.example.org")]
    public void Answers_come_to_an_address_of_the_probes_own(string mailbox, string address)
    {
        Assert.True(ProbeMail.IsMailbox(mailbox));
        Assert.Equal(address, ProbeMail.AddressOf(mailbox, "k3y"));
    }

    [Theory]
    [InlineData("study")]
    [InlineData("study@")]
    [InlineData("a b@example.org")]
    [InlineData("study+one@example.org")]
    public void What_is_no_mailbox_is_refused(string mailbox) => Assert.False(ProbeMail.IsMailbox(mailbox));

    [Theory]
    [InlineData("Auto-Submitted", "auto-replied", true)]
    [InlineData("Auto-Submitted", "no", false)]
    [InlineData("Precedence", "auto_reply", true)]
    [InlineData("X-Autoreply", "yes", true)]
    [InlineData("Return-Path", "<>", true)]
    [InlineData("Content-Type", "multipart/report; report-type=delivery-status; boundary=b", true)]
    [InlineData("Content-Type", "multipart/mixed; boundary=b", false)]
    [InlineData("Subject", "Auto-Submitted", false)]
    public void A_machine_says_so_in_the_head_of_its_mail(string name, string value, bool automatic) => Assert.Equal(automatic, ProbeMail.IsAutomatic(asked => asked == name ? value : null));

    [Theory]
    [InlineData("Received: from mail.example\r\nSubject: x\r\n\r\nhello", "message/rfc822")]
    [InlineData("Subject: x\r\nFrom: a@b.example\r\n\r\nhello", "message/rfc822")]
    [InlineData("ID3\u0003", "audio/mpeg")]
    [InlineData("OggS", "audio/ogg")]
    [InlineData("RIFFxxxxWAVEfmt ", "audio/wav")]
    [InlineData("xxxxftypM4A ", "audio/mp4")]
    [InlineData("GIF89a", "image/gif")]
    [InlineData("<html><script>From: me</script>", null)]
    [InlineData("From here on: nothing", null)]
    public void Evidence_is_known_by_what_it_holds(string start, string? kind) => Assert.Equal(kind, EvidenceKind.Of(System.Text.Encoding.Latin1.GetBytes(start))?.MediaType);
}
