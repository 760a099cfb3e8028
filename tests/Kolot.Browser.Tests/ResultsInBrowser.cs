using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A survey of the café with a question of each kind, and what ninety guests answered in three weeks.</summary>
internal static class ResultsInBrowser
{
    public const string Code = "terrace";

    private const int Guests = 90;

    private static readonly string[] Said = ["הישיבה בחוץ נעימה, אבל הרוח מעיפה את המפיות.", "המלצרית זכרה אותנו מהפעם הקודמת.", "The lemonade is worth the walk.", "חיכינו לחשבון רבע שעה.", "القهوة ممتازة والمكان هادئ."];

    private static readonly Survey Survey = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("המרפסת החדשה", "The new terrace"),
        Screens =
        [
            new()
            {
                Questions =
                [
                    Asked("recommend", QuestionKind.Nps, "עד כמה תמליצו על המרפסת לחברים?", "How likely are you to recommend the terrace?") with { Headline = true, LowEnd = Wording.Of("בכלל לא", "Not at all"), HighEnd = Wording.Of("בהחלט", "Very likely") },
                    Asked("hoped", QuestionKind.Csat, "למה ציפיתם?", "What did you expect?"), Asked("found", QuestionKind.Csat, "ומה מצאתם?", "And what did you find?") with { Expected = "hoped" },
                ],
            },
            new()
            {
                Questions =
                [
                    Asked("set", QuestionKind.Statements, "עד כמה זה נכון?", "How far is this true?", ("fast", "השירות היה מהיר", "The service was fast"), ("courteous", "השירות היה אדיב", "The service was courteous")),
                    Asked("where", QuestionKind.One, "איפה ישבתם?", "Where did you sit?", ("shade", "בצל", "In the shade"), ("sun", "בשמש", "In the sun")) with { Other = true },
                    Asked("liked", QuestionKind.Several, "מה אהבתם?", "What did you like?", ("coffee", "הקפה", "The coffee"), ("view", "הנוף", "The view"), ("staff", "הצוות", "The staff")),
                ],
            },
            new()
            {
                Questions =
                [
                    Asked("order", QuestionKind.Ranking, "מה חשוב לכם?", "What matters to you?", ("price", "מחיר", "Price"), ("taste", "טעם", "Taste"), ("place", "מקום", "Place")),
                    Asked("wait", QuestionKind.Number, "כמה דקות חיכיתם?", "How many minutes did you wait?"), Asked("day", QuestionKind.Date, "מתי ביקרתם?", "When did you visit?"),
                    Asked("comment", QuestionKind.Text, "מה עוד כדאי שנדע?", "What else should we know?") with { IsComment = true },
                ],
            },
        ],
    };

    /// <summary>Has it answered.</summary>
    public static async Task Answer(OrganisationStore store, DateTime now)
    {
        var channel = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync();
        var survey = new SurveyRow { Id = Guid.CreateVersion7(now), Code = Code, Name = "המרפסת החדשה", Draft = SurveyJson.Write(Survey), Asked = 1, BegunAt = now.AddDays(-22), ChannelId = channel };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = now.AddDays(-22) });
        for (var guest = 0; guest < Guests; guest++) Add(store, survey, guest, now.AddDays(-21).AddMinutes(guest * 330));
        await store.SaveChangesAsync();
    }

    private static void Add(OrganisationStore store, SurveyRow survey, int guest, DateTime at)
    {
        var screens = guest % 9 == 4 ? 1 : guest % 13 == 6 ? 2 : 3;
        var given = GivenBy(guest, screens);
        var response = new SurveyResponse
        {
            Id = Guid.CreateVersion7(at), SurveyId = survey.Id, Number = 1, Language = guest % 5 == 2 ? "en" : "he", Way = (guest % 3) switch { 0 => "qr", 1 => "link", _ => "mail" }, BegunAt = at, SentAt = at.AddMinutes(screens),
            Screen = screens, Seconds = string.Join(',', new[] { 20 + (guest % 25), 35 + (guest % 40), 50 + (guest % 60) }.Take(screens)), Given = "", Counted = guest % 29 == 7 ? Counted.Robot : guest % 31 == 8 ? Counted.Twice : Counted.Yes,
        };
        if (screens == 3) response.FinishedAt = response.SentAt;
        if (response is { FinishedAt: not null, Counted: Counted.Yes })
        {
            var heard = SurveyVoice.Of(new(Survey, given), new() { Source = SurveyVoice.SourceOf(Code), Id = response.Id.ToString(), Channel = "survey" });
            var voice = new Voice
            {
                Id = Guid.CreateVersion7(at), Place = Place.Of(response.SentAt, guest), HeardAt = response.SentAt, KeptAt = response.SentAt, ChannelId = survey.ChannelId, Source = heard.Source ?? "", SourceId = heard.Id,
                Score = heard.Score?.Value, ScoreLow = 0, ScoreHigh = 10, Band = ScoreBands.Of(heard.Score?.Value, 0, 10), Text = heard.Text, Answers = JsonSerializer.Serialize(heard.Answers),
            };
            response.VoiceId = voice.Id;
            store.Voices.Add(voice);
        }
        else
        {
            response.Given = SurveyJson.Write(given);
        }

        store.SurveyResponses.Add(response);
    }

    private static Given GivenBy(int guest, int screens)
    {
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        var given = Given.Nothing.With("recommend", Number((guest * 7 % 6) + (guest % 4) + 2)).With("hoped", Number(3 + (guest % 3))).With("found", Number(2 + (guest * 3 % 4)));
        if (screens > 1)
            given = given.With("set.fast", Number(1 + (guest * 3 % 5))).With("set.courteous", Number(3 + (guest % 3))).With("where", (guest % 7) switch { 0 => "other", < 4 => "shade", _ => "sun" })
                .With("liked", [.. new[] { "coffee", "view", "staff" }.Where((_, at) => (guest + at) % (at + 2) == 0)]);
        if (screens > 1 && guest % 7 == 0) given = given.With("where.other", "ליד הדלת");
        if (screens < 3) return given;
        given = given.With("order", (guest % 3) switch { 0 => ["taste", "price", "place"], 1 => ["taste", "place", "price"], _ => ["price", "taste", "place"] }).With("wait", Number(guest * 11 % 35)).With("day", $"2026-{10 + (guest % 2):00}-{1 + (guest % 28):00}");
        return guest % 2 == 0 ? given.With("comment", Said[guest / 2 % Said.Length]) : given;
    }

    private static Question Asked(string key, QuestionKind kind, string hebrew, string english, params (string Key, string Hebrew, string English)[] choices) =>
        new() { Key = key, Kind = kind, Text = Wording.Of(hebrew, english), Choices = [.. choices.Select(choice => new Choice(choice.Key, Wording.Of(choice.Hebrew, choice.English)))] };
}
