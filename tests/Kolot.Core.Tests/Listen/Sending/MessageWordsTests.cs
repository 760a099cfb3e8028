using Kolot.Core.Listen.Sending;

namespace Kolot.Core.Tests.Listen.Sending;

public sealed class MessageWordsTests
{
    private static readonly MessagePlaces Ruti = new("רותי", "קפה תמר", "https://voices.example/a/x", "https://voices.example/a/x/stop") { Known = new Dictionary<string, string> { ["branch"] = "חיפה" } };

    [Fact]
    public void What_is_each_readers_stands_in_its_place() =>
        Assert.Equal("שלום רותי, קפה תמר בחיפה: https://voices.example/a/x", MessageWords.Fill("שלום {name}, {organisation} ב{branch}: {link}", Ruti));

    [Theory]
    [InlineData("שלום {name}, איך היה?", "שלום, איך היה?")]
    [InlineData("{name}, איך היה?", "איך היה?")]
    [InlineData("Hello {name}!", "Hello!")]
    [InlineData("א\n{name}, ב", "א\nב")]
    public void Whoever_has_no_name_is_greeted_without_one(string words, string filled) => Assert.Equal(filled, MessageWords.Fill(words, Ruti with { Name = "" }));

    [Fact]
    public void A_name_adds_no_line_no_place_and_no_address_of_its_own()
    {
        var filled = MessageWords.Fill("שלום {name}\n{link}", Ruti with { Name = "רותי\r\n{stop} https://evil.example" });

        Assert.Equal("שלום רותי  {stop} https:evil. example\nhttps://voices.example/a/x", filled);
    }

    // Mail programs and telephones make a link of whatever looks like the name of a site.
    [Theory]
    [InlineData("win.evil.example/x", "win. evil. example/x")]
    [InlineData("www.evil。example", "www. evil。 example")]
    [InlineData("J.R. Abraham", "J. R. Abraham")]
    [InlineData("12.50", "12.50")]
    [InlineData("ד\"ר כהן בע\"מ.", "ד\"ר כהן בע\"מ.")]
    public void Nor_does_it_read_as_the_name_of_a_site(string name, string filled) => Assert.Equal(filled, MessageWords.Fill("{name}{branch}", Ruti with { Name = name, Known = new Dictionary<string, string>() }));

    [Theory]
    [InlineData("{", "{")]
    [InlineData("a { b } c", "a { b } c")]
    [InlineData("{}", "{}")]
    [InlineData("{unknown}", "")]
    public void What_is_no_place_stays_as_it_is(string words, string filled) => Assert.Equal(filled, MessageWords.Fill(words, Ruti));

    [Theory]
    [InlineData("mail", "איך היה?", "{link}", null)]
    [InlineData("mail", "", "{link}", "subject:required")]
    [InlineData("mail", "a\nb", "{link}", "subject:one_line")]
    [InlineData("mail", "איך היה?", "ספרו לנו", "text:no_link")]
    [InlineData("mail", "איך היה?", "{link} {colour}", "text:unknown_place")]
    [InlineData("mail", "איך היה?", "{link} {branch}", null)]
    [InlineData("sms", "", "קפה תמר: {link}", null)]
    [InlineData("sms", "", "{organisation}: {link}", null)]
    [InlineData("sms", "", "איך היה? {link}", "text:no_sender")]
    [InlineData("sms", "", "", "text:required")]
    [InlineData("whatsapp", "feedback_request", "{name}\n{link}", null)]
    [InlineData("whatsapp", "Feedback", "{link}", "subject:not_a_template")]
    [InlineData("whatsapp", "feedback_request", "{link}\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "text:too_many_parameters")]
    public void A_message_tells_who_writes_and_where_one_answers(string way, string subject, string text, string? fault)
    {
        var decided = MessageChange.Decide(new(way, subject, text, 0), ["קפה תמר"], ["branch"]);

        Assert.Equal(fault, decided.Refusal is Refusal.Invalid { Faults: [var first, ..] } ? $"{first.Field}:{first.Reason}" : null);
    }

    [Theory]
    [InlineData("short", 1, false)]
    [InlineData("שלום", 1, true)]
    public void A_short_message_goes_in_one_part(string text, int parts, bool wide) => Assert.Equal((parts, wide), (SmsParts.Of(text).Parts, SmsParts.Of(text).IsWide));

    // 3GPP TS 23.038 and 23.040: 160 of the common letters or 70 of others; 153 or 67 in each of several parts.
    [Theory]
    [InlineData('a', 160, 1)]
    [InlineData('a', 161, 2)]
    [InlineData('a', 306, 2)]
    [InlineData('a', 307, 3)]
    [InlineData('€', 80, 1)]
    [InlineData('€', 81, 2)]
    [InlineData('א', 70, 1)]
    [InlineData('א', 71, 2)]
    [InlineData('א', 134, 2)]
    [InlineData('א', 135, 3)]
    public void A_long_one_in_as_many_as_a_telephone_counts(char letter, int count, int parts) => Assert.Equal(parts, SmsParts.Of(new(letter, count)).Parts);

    [Fact]
    public void A_list_of_whoever_wants_nothing_is_read_however_it_was_written()
    {
        var list = OptOutList.Read("mail,name\r\nRuti@Example.com,רותי\r\n054-123 4567;x\r\n\"+972 54 1234567\"\r\nnobody\r\n12").Value;

        Assert.Equal(["mail ruti@example.com", "phone +972541234567"], list.Addresses.Select(one => $"{one.Kind} {one.Value}"));
        Assert.Equal(3, list.Unread);
        Assert.True(OptOutList.Read("nobody").Refused);
        Assert.True(OptOutList.Read("  ").Refused);
    }
}
