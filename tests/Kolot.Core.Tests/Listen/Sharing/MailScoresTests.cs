using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;

namespace Kolot.Core.Tests.Listen.Sharing;

public sealed class MailScoresTests
{
    private static Survey Ready(string code) => ReadySurvey.All.Single(one => one.Code == code).Survey;

    [Fact]
    public void Each_score_is_a_link_that_says_which_it_is_and_by_which_way_one_came()
    {
        var block = MailScores.Block(Ready("relationship"), "he", "https://kolot.example/cafe/s/nps") ?? "";

        Assert.Equal(11, block.Split("<a href=").Length - 1);
        Assert.Contains("https://kolot.example/cafe/s/nps?recommend=9&amp;way=mail&amp;lang=he", block, StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\" lang=\"he\"", block, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", block, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", block, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mailing_programs_own_place_for_an_address_stays_as_it_is_and_words_make_no_other() =>
        Assert.Contains("href=\"{{link}}?stars=5&amp;way=mail&amp;lang=en\"", MailScores.Block(Ready("branch"), "en", "{{link}}") ?? "", StringComparison.Ordinal);

    [Fact]
    public void What_is_written_in_the_survey_is_no_markup_in_the_mail()
    {
        var survey = Ready("branch");
        survey = survey with { Screens = [survey.Screens[0] with { Questions = [survey.Screens[0].Questions[0] with { Text = Wording.Of("<b>{{x}}", "<img src=x onerror=alert(1)>") }] }] };

        Assert.Contains("&lt;img src=x", MailScores.Block(survey, "en", "https://a.example") ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_score_answers_the_first_question_for_everybody_there_is_nothing_to_offer()
    {
        Assert.Null(MailScores.Block(Ready("leaving"), "he", "https://a.example"));
        var branch = Ready("branch");
        Assert.Null(MailScores.Asked(branch with { Screens = [branch.Screens[0] with { ShowIf = Condition.Where("is.plan", Look.Is, "gold") }] }));
    }
}
