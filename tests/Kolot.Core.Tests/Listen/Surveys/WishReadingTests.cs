using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class WishReadingTests
{
    private static readonly CallTime Evening = new(new(2026, 3, 1), DayPart.Evening, new(16, 0), new(18, 0));

    [Fact]
    public void Whoever_wants_a_call_says_where_and_when_and_is_that_customer()
    {
        var voice = Read(Wish.Call, ("phone", "052-123 4567"), ("when", Evening.Code), ("name", "רותי"), ("text", "מעדיפה עברית")).Voice(new() { Source = "survey:visit", Id = "7.wish" });

        Assert.Equal(("request", "מעדיפה עברית", "רותי", "+972521234567"), (voice.Kind, voice.Text, voice.Customer?.Name, voice.Customer?.Phone));
        Assert.Equal(["wish: call", "wish.when: 2026-03-01 16:00-18:00"], Answers(voice));
        Assert.Null(voice.Score);
    }

    [Fact]
    public void Whoever_is_known_stays_who_they_are_and_the_telephone_is_added()
    {
        var voice = Read(Wish.Call, ("phone", "052-1234567"), ("name", "מישהו אחר")).Voice(new() { Customer = new() { Source = "crm", Id = "7", Name = "רותי אברהם" } });

        Assert.Equal(("crm", "7", "רותי אברהם", "+972521234567"), (voice.Customer?.Source, voice.Customer?.Id, voice.Customer?.Name, voice.Customer?.Phone));
        Assert.Contains("wish.when: any", Answers(voice));
    }

    [Theory]
    [InlineData("", "", "phone: required")]
    [InlineData("12", "", "phone: not_a_phone")]
    [InlineData("0521234567", "2026-02-28 16:00-18:00", "when: time_is_over")]
    [InlineData("0521234567", "any", "")]
    public void What_of_a_call_cannot_be_kept_is_said(string phone, string when, string fault) =>
        Assert.Equal(fault, string.Join(", ", Read(Wish.Call, ("phone", phone), ("when", when)).Faults.Select(one => $"{one.Field}: {one.Reason}")));

    [Fact]
    public void A_kind_word_is_praise_that_is_shown_only_where_they_said_so()
    {
        var shown = Read(Wish.KindWord, ("text", "צוות נהדר"), ("public", "yes"), ("name", "רותי א.")).Voice(new());

        Assert.Equal(("praise", "צוות נהדר"), (shown.Kind, shown.Text));
        Assert.Equal(["wish: kind-word", "wish.public: True", "wish.name: רותי א."], Answers(shown));
        Assert.Contains("wish.public: False", Answers(Read(Wish.KindWord, ("text", "צוות נהדר")).Voice(new())));
    }

    [Fact]
    public void A_friend_alone_is_a_referral_and_nothing_at_all_is_nothing()
    {
        Assert.Equal(["wish: referral", "wish.friend: דנה 052-7654321"], Answers(Read(Wish.KindWord, ("friend", "דנה 052-7654321")).Voice(new())));
        Assert.Equal("text", Read(Wish.KindWord).Faults.Single().Field);
    }

    private static WishReading Read(Wish wish, params (string Field, string Value)[] posted) =>
        WishReading.Of(wish, field => posted.Where(one => one.Field == field).Select(one => one.Value).FirstOrDefault(), [Evening]);

    private static IEnumerable<string> Answers(HeardVoice voice) => (voice.Answers ?? throw new InvalidOperationException("It says nothing.")).Select(answer => $"{answer.Key}: {answer.Value}");
}
