using System.Globalization;
using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Surveys.Building;

/// <summary>What keeps a draft from being published: where, in words, and where it is mended.</summary>
/// <param name="On">The piece that it is about: <c>q-KEY</c>, <c>screen-1</c>, <c>ending-1</c>, <c>quota-1</c>, or <c>settings</c>.</param>
/// <param name="Label">The piece in words.</param>
/// <param name="Rest">The path where it is mended, within the survey's own.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed partial record PlacedFault(string On, string Label, string Rest, string Sentence)
{
    /// <summary>Everything that keeps a draft from being published.</summary>
    public static IReadOnlyList<PlacedFault> Of(Survey survey) => [.. SurveyCheck.FaultsOf(survey).Select(fault => Of(survey, fault)).Distinct()];

    private static PlacedFault Of(Survey survey, Fault fault)
    {
        var sentence = new Faults([], Words.ResourceManager).Say(fault);
        if (Place().Match(fault.Field) is not { Success: true } place) return Of(survey, fault.Field, sentence);
        var at = int.Parse(place.Groups["at"].ValueSpan, CultureInfo.InvariantCulture);
        if (place.Groups["within"] is { Success: true } within)
        {
            var question = survey.Screens[at].Questions[int.Parse(within.ValueSpan, CultureInfo.InvariantCulture)];
            var field = place.Groups["rest"].Value is "showIf" ? "#f-showIf" : "";
            return new($"q-{question.Key}", QuestionWords.Called(survey, question), $"/questions/{Uri.EscapeDataString(question.Key)}{field}", sentence);
        }

        return place.Groups["what"].Value switch
        {
            "screens" when place.Groups["rest"].Value is "showIf" => new($"screen-{at + 1}", QuestionWords.Screen(at), $"/screens/{at + 1}", sentence),
            "screens" => new($"screen-{at + 1}", QuestionWords.Screen(at), $"#screen-{at + 1}", sentence),
            "endings" => new($"ending-{at + 1}", QuestionWords.Called(survey, at), $"/endings/{at + 1}", sentence),
            "quotas" => new($"quota-{at + 1}", QuestionWords.Number(Words.QuotaNumber, at + 1), $"/quotas/{at + 1}", sentence),
            _ => new("settings", Words.Settings, "/settings", sentence),
        };
    }

    // What is wrong with the whole.
    private static PlacedFault Of(Survey survey, string field, string sentence) => field switch
    {
        "title" => new("settings", Words.Title, $"/settings#f-{QuestionWords.MainOf(survey)}:title", sentence),
        "welcome" => new("settings", Words.Welcome, $"/settings#f-{QuestionWords.MainOf(survey)}:welcome", sentence),
        "languages" => new("texts", Words.LanguagesOf, "/texts", sentence),
        "endings" => new("endings", Words.Endings, "#endings", sentence),
        "quotas" => new("quotas", Words.Quotas, "#quotas", sentence),
        _ => new("screens", Words.Questions, "#screen-1", sentence),
    };

    [GeneratedRegex(@"\A(?<what>screens|endings|quotas|hidden)\[(?<at>\d+)\](?:\.questions\[(?<within>\d+)\])?(?:\.(?<rest>.*))?\z")]
    private static partial Regex Place();
}
