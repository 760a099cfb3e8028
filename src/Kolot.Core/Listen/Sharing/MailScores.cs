using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Sharing;

/// <summary>The first answer to a survey, given in a mail: one link per score, which opens the page filled in. It counts when the page is sent.</summary>
public static class MailScores
{
    // Without this each Hebrew letter leaves as seven bytes.
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly string[] FromRight = ["he", "ar"];

    /// <summary>The question that can be answered in a mail: the first of the survey, where one score answers it and everybody is asked.</summary>
    public static Question? Asked(Survey survey) =>
        survey.Screens is [{ ShowIf: null, Shuffled: false } first, ..] && first.Questions.FirstOrDefault(question => question.Asks) is { IsScore: true, ShowIf: null } question ? question : null;

    /// <summary>It as a table that every mail program shows; null where a score does not answer the first question.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="language">In which of its languages.</param>
    /// <param name="address">Where the survey is answered, or what the mail program puts a personal address in for.</param>
    public static string? Block(Survey survey, string language, string address)
    {
        if (Asked(survey) is not { Scale: var (low, high) } question) return null;
        string Said(Wording wording) => Html.Encode(wording.For(language, survey.Languages)).Replace("{{", "", StringComparison.Ordinal);
        var cells = new StringBuilder();
        for (var score = low; score <= high; score++)
        {
            var said = question.Kind == QuestionKind.Stars ? $"{score}&#8201;★" : $"{score}";
            cells.Append("    <td align=\"center\" style=\"padding:2px\"><a href=\"").Append(Html.Encode(LinkOf(address, question, score, language)))
                .Append("\" style=\"display:block;padding:12px 0;border:1px solid #7c828e;border-radius:4px;background:#ffffff;color:#171b24;font:600 16px/20px Arial,sans-serif;text-decoration:none\">").Append(said).Append("</a></td>\n");
        }

        var direction = FromRight.Contains(language) ? "rtl" : "ltr";
        var ends = question.LowEnd.Says || question.HighEnd.Says
            ? $"""
                 <tr><td colspan="{high - low + 1}"><table role="presentation" width="100%" dir="{direction}" style="font:14px/20px Arial,sans-serif;color:#4b515d"><tr><td>{Said(question.LowEnd)}</td><td align="{(direction == "rtl" ? "left" : "right")}">{Said(question.HighEnd)}</td></tr></table></td></tr>

               """
            : "";
        return $"""
            <table role="presentation" dir="{direction}" lang="{language}" width="100%" cellspacing="0" cellpadding="0" style="max-width:560px;table-layout:fixed;background:#ffffff">
              <tr><td colspan="{high - low + 1}" style="padding:8px 2px;font:600 18px/26px Arial,sans-serif;color:#171b24">{Said(question.Text)}</td></tr>
              <tr>
            {cells}  </tr>
            {ends}</table>
            """;
    }

    private static string LinkOf(string address, Question question, int score, string language) =>
        $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{question.Key}={score}&way=mail&lang={language}";
}
