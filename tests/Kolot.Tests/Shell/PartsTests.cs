using System.Globalization;
using Kolot.Shell;
using Kolot.Shell.Parts;

namespace Kolot.Tests.Shell;

public sealed class PartsTests
{
    [Theory]
    [InlineData(1234567, 0, false, "1,234,567")]
    [InlineData(-13, 0, true, "−13")]
    [InlineData(6, 0, true, "+6")]
    [InlineData(0, 0, true, "0")]
    [InlineData(-0.04, 1, true, "0.0")]
    [InlineData(61.26, 1, false, "61.3")]
    public void Numbers_have_a_true_minus_and_thousands_apart(double number, int decimals, bool signed, string text) =>
        Assert.Equal(text, Numbers.Text(number, decimals, signed));

    [Theory]
    [InlineData(.50, .49, .51, 0)]
    [InlineData(.059, .056, .063, 1)]
    [InlineData(.001, .0002, .006, 1)]
    [InlineData(0, 0, .004, 1)]
    [InlineData(0, 0, .2, 0)]
    public void A_share_is_told_to_a_tenth_where_whole_percents_would_say_nothing_of_it(double share, double low, double high, int decimals) =>
        Assert.Equal(decimals, Numbers.DecimalsOf(share, low, high));

    [Theory]
    [InlineData(0.2, "הרגע", 0)]
    [InlineData(1, "לפני דקה", 1)]
    [InlineData(59, "לפני {0} דקות", 59)]
    [InlineData(90, "לפני שעה", 1)]
    [InlineData(130, "לפני שעתיים", 2)]
    [InlineData(1439, "לפני {0} שעות", 23)]
    [InlineData(-130, "בעוד שעתיים", 2)]
    public void A_moment_under_a_day_away_is_told_by_how_far_it_is(double minutes, string sentence, int number)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("he-IL");

        Assert.Equal((sentence, number), Moments.Relative(TimeSpan.FromMinutes(minutes)));
        Assert.Null(Moments.Relative(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void A_sentence_is_cut_at_its_places_in_any_order() =>
        Assert.Equal([("", 7), (" of ", "Dana"), (".", null)], Template.Split("{1} of {0}.", ["Dana", 7]));

    [Fact]
    public void The_address_of_a_view_changes_one_thing_at_a_time()
    {
        var view = new Address("/cafe/voices", [KeyValuePair.Create("kind", "praise"), KeyValuePair.Create("page", "3")]);

        Assert.Equal("/cafe/voices?kind=idea", view.Without("page").With("kind", "idea").ToString());
        Assert.Equal("/cafe/voices?page=3", view.With("kind", null).ToString());
    }
}
