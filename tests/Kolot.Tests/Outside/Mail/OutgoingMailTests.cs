using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Outside.Mail;

namespace Kolot.Tests.Outside.Mail;

public sealed partial class OutgoingMailTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 9, 5, 7, TimeSpan.Zero);

    internal static OutgoingMail Sample(string subject = "סיסמה חדשה", string? name = "בית קפה שקד", string language = "he") =>
        new(Box("kolot@shaked.example", name), Box("tamar@shaked.example", null), subject,
            "שלום תמר,\n\nhttps://voices.example/new?a=1&b=2\n\n<b>לא מודגש</b>", CultureInfo.GetCultureInfo(language));

    [Fact]
    public void Every_line_is_short_latin_and_ended_as_mail_asks()
    {
        var wire = Sample(string.Concat(Enumerable.Repeat("מכתב ארוך מאוד 👩‍👩‍👧 ", 30))).Wire(Guid.Empty, At);

        Assert.All(wire, letter => Assert.InRange(letter, '\0', '~'));
        Assert.DoesNotContain('\n', wire.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(wire.Split("\r\n"), line => Assert.InRange(line.Length, 0, 76));
    }

    [Theory]
    [InlineData("סיסמה חדשה")]
    [InlineData("A new password")]
    [InlineData("It =?utf-8?B?only?= looks encoded")]
    [InlineData("👩‍👩‍👧 מכתב שאורכו רב משורה אחת ולכן נכתב בכמה חלקים שכל אחד מהם נקרא בפני עצמו 👩‍👩‍👧")]
    public void A_subject_is_read_as_it_was_written(string subject) =>
        Assert.Equal(subject, Decoded(Header(Sample(subject).Wire(Guid.Empty, At), "Subject")));

    [Theory]
    [InlineData("בית קפה שקד", "בית קפה שקד <kolot@shaked.example>")]
    [InlineData("Shaked, \"the\" cafe", "\"Shaked, \\\"the\\\" cafe\" <kolot@shaked.example>")]
    [InlineData(null, "kolot@shaked.example")]
    public void A_senders_name_stands_before_the_address(string? name, string expected) =>
        Assert.Equal(expected, Decoded(Header(Sample(name: name).Wire(Guid.Empty, At), "From")));

    [Fact]
    public void Date_and_id_are_its_own()
    {
        var wire = Sample().Wire(new("01890000-0000-7000-8000-000000000001"), At);

        Assert.Equal("Sun, 01 Mar 2026 09:05:07 +0000", Header(wire, "Date"));
        Assert.Equal("<01890000000070008000000000000001@shaked.example>", Header(wire, "Message-ID"));
    }

    [Theory]
    [InlineData("he", "rtl")]
    [InlineData("en", "ltr")]
    public void It_is_read_from_its_languages_side_and_holds_no_markup_of_its_readers(string language, string side)
    {
        var parts = Parts(Sample(language: language).Wire(Guid.Empty, At));

        Assert.Contains("<b>לא מודגש</b>", parts[0], StringComparison.Ordinal);
        Assert.Contains($"<html lang=\"{language}\" dir=\"{side}\">", parts[1], StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", parts[1], StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://voices.example/new?a=1&amp;b=2\" dir=\"ltr\">", parts[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hello\r\nBcc: all@example.com")]
    [InlineData("hello\nBcc: all@example.com")]
    [InlineData("hello\rthere")]
    [InlineData("null\0")]
    [InlineData("line\u2028separator")]
    public void A_subject_or_a_name_of_more_than_one_line_is_refused(string words)
    {
        Assert.Throws<InvalidOperationException>(() => Sample(words).Wire(Guid.Empty, At));
        Assert.Null(Mailbox.Of("kolot@shaked.example", words));
    }

    [Theory]
    [InlineData("tamar@shaked.example", "tamar@shaked.example")]
    [InlineData("tamar+news@shaked.example", "tamar+news@shaked.example")]
    [InlineData("תמר@shaked.example", null)]
    [InlineData("tamar@shaked.example\r\nRCPT TO:<all@example.com>", null)]
    [InlineData("tamar@shaked.example\n", null)]
    [InlineData("<tamar@shaked.example>", null)]
    [InlineData("tamar@shaked.example,all@example.com", null)]
    [InlineData("tamar tamar@shaked.example", null)]
    [InlineData("tamar@", null)]
    [InlineData("@shaked.example", null)]
    [InlineData("tamar", null)]
    public void An_address_is_one_that_mail_could_reach(string written, string? kept) => Assert.Equal(kept, Mailbox.Of(written)?.Address);

    [Fact]
    public void A_hebrew_domain_is_spelt_in_latin_letters_on_the_way() =>
        Assert.Equal("tamar@" + new IdnMapping().GetAscii("שקד.example"), Mailbox.Of("tamar@שקד.example")?.Address);

    private static Mailbox Box(string address, string? name) => Mailbox.Of(address, name) ?? throw new InvalidOperationException(address);

    private static string Header(string wire, string name)
    {
        var head = wire[..wire.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal);
        return head.Split("\r\n").Single(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];
    }

    // As RFC 2047 asks of a reader: the blank between two encoded words is no part of them.
    private static string Decoded(string header) => Encoded().Replace(
        BetweenEncoded().Replace(header, ""), match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)));

    private static string[] Parts(string wire) =>
        [.. Part().Matches(wire).Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)))];

    [GeneratedRegex(@"=\?utf-8\?B\?([A-Za-z0-9+/=]+)\?=")]
    private static partial Regex Encoded();

    [GeneratedRegex(@"(?<=\?=) (?==\?utf-8\?B\?[A-Za-z0-9+/=]+\?=)")]
    private static partial Regex BetweenEncoded();

    [GeneratedRegex(@"base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--")]
    private static partial Regex Part();
}
