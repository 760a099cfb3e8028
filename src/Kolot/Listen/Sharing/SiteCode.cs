using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Sharing;

/// <summary>What a site puts into its pages, so that a survey stands there.</summary>
public static class SiteCode
{
    private const string Waiting = "window.kolot ||= (...said) => (kolot.said ||= []).push(said);";

    /// <summary>Within the page: room is kept for it before it is there, so that nothing moves when it comes.</summary>
    public static string Inline(string home, string code, Survey survey) =>
        $$"""
        <div data-kolot="{{code}}" style="block-size:{{HeightOf(survey)}}rem"></div>
        <script>
          {{Waiting}}
          kolot('init', { survey: '{{code}}', as: 'inline' });
        </script>
        <script async src="{{home}}/kolot.js"></script>
        """;

    /// <summary>In a small window that opens after some seconds.</summary>
    public static string Popup(string home, string code) =>
        $$"""
        <script>
          {{Waiting}}
          kolot('init', { survey: '{{code}}', as: 'popup', after: 5 });
        </script>
        <script async src="{{home}}/kolot.js"></script>
        """;

    /// <summary>The contact form behind a link: a page of its own, or, where the script is there, a small window.</summary>
    public static string ContactLink(string home, string words) =>
        $$"""
        <a href="{{home}}/contact">{{words}}</a>
        <script>
          {{Waiting}}
          kolot('init', { contact: true });
        </script>
        <script async src="{{home}}/kolot.js"></script>
        """;

    /// <summary>The contact form within the page.</summary>
    public static string ContactInline(string home, ContactForm form) =>
        $$"""
        <div data-kolot="/contact" style="block-size:{{(form.Consent.Says ? 72 : 66) + (form.Topics.Count > 4 ? 6 : 0)}}rem"></div>
        <script>
          {{Waiting}}
          kolot('init', { contact: true, as: 'inline' });
        </script>
        <script async src="{{home}}/kolot.js"></script>
        """;

    /// <summary>How much room its tallest screen takes, in rem: rather too much than too little.</summary>
    public static int HeightOf(Survey survey) => Math.Clamp(18 + survey.Screens.Max(screen => screen.Questions.Sum(Room)), 24, 60);

    private static int Room(Question question) => question.Kind switch
    {
        QuestionKind.Statements => 4 + (7 * question.Choices.Count),
        QuestionKind.One or QuestionKind.Several or QuestionKind.Ranking => 5 + (3 * question.Choices.Count),
        QuestionKind.Text => 13,
        QuestionKind.Contact => 18,
        _ => 10,
    };
}
