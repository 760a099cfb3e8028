using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Demo;

public sealed class DemoYearTests(OneYear one) : IClassFixture<OneYear>
{
    [Fact]
    public void The_same_end_and_seed_bring_the_same_year_in_any_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            var arabic = HashOf(DemoYear.Of(OneYear.End, size: 1_500));
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Assert.Equal(arabic, HashOf(DemoYear.Of(OneYear.End, size: 1_500)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_seed_brings_another_year() =>
        Assert.NotEqual(HashOf(DemoYear.Of(OneYear.End, 1, 300)), HashOf(DemoYear.Of(OneYear.End, 2, 300)));

    [Fact]
    public void It_has_forty_thousand_customers_and_about_sixty_thousand_voices()
    {
        Assert.Equal(40_000, one.Year.Customers.Count);
        Assert.InRange(one.Year.Voices.Count, 57_000, 63_000);
    }

    [Fact]
    public void Every_voice_passes_the_checks_that_any_voice_must_pass()
    {
        var names = new Names(Ids(DemoOrganisation.Channels.Select(channel => channel.Code)),
            Ids(DemoOrganisation.Journey.SelectMany(stage => stage.Touchpoints).Select(touchpoint => touchpoint.Code)),
            Ids(DemoOrganisation.Units.Select(unit => unit.Code)));
        var owner = new Member(DemoOrganisation.Code, Guid.Empty, "", Rights.For(Role.Owner), Reach.All, null);
        var arrival = new Arrival(owner, OneYear.End.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));

        var refused = one.Heard.Select(voice => Hearing.Decide(voice, names, arrival, 0)).Where(whole => whole.Refused).ToList();

        Assert.Empty(refused);
    }

    [Fact]
    public void Every_voice_lies_within_the_year_and_every_channel_is_heard()
    {
        Assert.All(one.Heard, voice => Assert.InRange(DateOnly.FromDateTime((voice.HeardAt ?? default).Date), OneYear.End.AddYears(-1), OneYear.End.AddDays(-1)));
        Assert.Equal(DemoOrganisation.Channels.Select(channel => channel.Code).Order(), one.Heard.Select(voice => voice.Channel ?? "").Distinct().Order());
    }

    [Fact]
    public void Two_voices_rarely_say_the_same()
    {
        var texts = one.Heard.Where(voice => voice.Text is not null).Select(voice => voice.Text).ToList();

        Assert.True(texts.Distinct().Count() > 0.85 * texts.Count, $"{texts.Distinct().Count()} of {texts.Count}");
    }

    [Fact]
    public void No_sentence_shows_how_it_was_made()
    {
        foreach (var voice in one.Heard)
        {
            var text = voice.Text + voice.Title;
            Assert.True(!text.Any("[]<>{}|$".Contains), text);
            Assert.DoesNotContain("..!", text);
            Assert.DoesNotContain(" .", text);
        }
    }

    [Fact]
    public void No_two_customers_share_a_mail_or_a_phone_and_all_are_in_their_one_form()
    {
        var identities = one.Year.Customers.SelectMany(customer => customer.Identities).ToList();

        Assert.Equal(identities.Count, identities.Distinct().Count());
        Assert.All(identities, identity => Assert.Equal(identity.Value, Identities.Canonical(identity.Kind, identity.Value)));
    }

    [Fact]
    public void Nobody_speaks_after_having_left_except_of_leaving()
    {
        var left = one.Year.Customers.Where(customer => OneYear.AttributeOf(customer, "left-on") is not null)
            .ToDictionary(customer => customer.SourceId, customer => DateOnly.Parse(OneYear.AttributeOf(customer, "left-on") ?? "", CultureInfo.InvariantCulture));
        var late = one.Heard.Where(voice => voice.Customer?.Id is { } id && left.TryGetValue(id, out var on)
            && DateOnly.FromDateTime((voice.HeardAt ?? default).Date) > on && voice.Touchpoint is not ("cancellation" or "farewell"));

        Assert.Empty(late);
    }

    private static Dictionary<string, Guid> Ids(IEnumerable<string> codes) => codes.ToDictionary(code => code, _ => Guid.Empty);

    private static string HashOf(DemoYear year) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(year.Customers) + JsonSerializer.Serialize(year.Voices))));
}
