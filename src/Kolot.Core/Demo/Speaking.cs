using System.Text.Json;
using Kolot.Core.Listen;

namespace Kolot.Core.Demo;

/// <summary>A voice before it has its number.</summary>
internal sealed record Spoken(HeardVoice Heard, string? By);

/// <summary>Makes a voice of something that happened.</summary>
internal static class Speaking
{
    // Winter time all year: the demonstration must not depend on what a machine knows of daylight saving.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(2);

    private static readonly string[] Layers = ["availability", "professional", "emotional"];

    public static Spoken Of(Happening happening, Person person, Year year, Chance chance)
    {
        int? score = happening.Mean is { } mean ? chance.Score(mean) : null;
        var telling = new Telling(chance, person, happening, score);
        var stars = happening.Channel == "review";
        return new(new()
        {
            Source = SourceOf(happening.Channel),
            HeardAt = Moment(year, happening, chance),
            Channel = happening.Channel,
            Touchpoint = happening.Touchpoint,
            Unit = happening.Unit,
            Kind = (happening.Kind ?? VoiceKind.Feedback).ToString().ToLowerInvariant(),
            Title = telling.Title(),
            Text = telling.Words(),
            Score = score is not { } given ? null : stars ? new(Math.Clamp((given + 1) / 2, 1, 5), 1, 5) : new(given, 0, 10),
            Answers = AnswersOf(happening, score, chance, person),
            Customer = happening.Channel == "social" && chance.Happens(0.5) ? null : new() { Source = DemoYear.CustomerSource, Id = person.SourceId, Name = person.Name },
            Author = happening.Channel == "call" ? chance.Of(chance.Happens(0.6) ? DemoNames.ServingWomen : DemoNames.ServingMen).Name : null,
        }, happening is { Channel: "call", Unit: PlantedTruths.TiredTeam } && chance.Happens(0.1) ? "noa@shaked.example" : null);
    }

    /// <summary>A moment of a day, at hours when people speak.</summary>
    public static DateTimeOffset Moment(Year year, Happening happening, Chance chance)
    {
        var hour = happening.Hour ?? chance.Weighted((8, 4), (9, 7), (10, 9), (11, 9), (12, 8), (13, 7), (14, 6), (15, 6), (16, 7), (17, 7), (18, 7), (19, 8), (20, 8), (21, 6), (22, 3));
        return new(year.Date(happening.Day).ToDateTime(new TimeOnly(hour, chance.Below(60), chance.Below(60))), Offset);
    }

    public static JsonElement Json(object value) => JsonSerializer.SerializeToElement(value);

    private static Dictionary<string, JsonElement>? AnswersOf(Happening happening, int? score, Chance chance, Person person)
    {
        var answers = new Dictionary<string, JsonElement>();
        if (happening.Survey is { } survey && happening.Channel == "survey") answers["survey"] = Json(survey);
        if (happening.Channel == "survey" && score is { } given && chance.Happens(0.75))
            foreach (var layer in Layers) answers[layer] = Json(1 + chance.Score(Layer(layer, given, happening), 4));
        if (happening.Channel == "survey" && score is { } told) AskBesides(answers, told, Chance.For((ulong)person.Number, happening.Survey ?? "", happening.Day));
        foreach (var (question, answer) in happening.Known) answers[question] = Json(answer);
        return answers.Count == 0 ? null : answers;
    }

    // With a chance of their own: whether these were asked changes nothing else that is told.
    private static void AskBesides(Dictionary<string, JsonElement> answers, int score, Chance chance)
    {
        if (!chance.Happens(PlantedTruths.AskedBesides)) return;
        answers["informed"] = Json(Going(PlantedTruths.InformedGoes, score - PlantedTruths.InformedShort, chance));
        answers["price-fair"] = Json(Going(PlantedTruths.PriceGoes, score, chance));
        answers["bill-design"] = Json(Going(PlantedTruths.BillDesignGoes, score, chance));
    }

    // Five steps for eleven scores; of what does not go with the score nobody's is like the next.
    private static int Going(double share, int score, Chance chance) => chance.Happens(share) ? 1 + (((Math.Max(0, score) * 4) + 5) / 10) : chance.From(1, 5);

    // Waiting shows in availability, tiredness in what was felt; the answer itself may have been right.
    private static double Layer(string layer, int score, Happening happening) => (layer, happening.Bad) switch
    {
        ("availability", "tech-late" or "call-waiting" or "branch-queue") => score * 0.32,
        ("professional", "rude-agent" or "call-waiting") => 0.8 + (score * 0.3),
        ("emotional", "rude-agent") => score * 0.32,
        ("professional", _) => 0.5 + (score * 0.33),
        _ => 0.2 + (score * 0.35),
    };

    private static string SourceOf(string channel) => channel switch
    {
        "survey" => "surveys",
        "call" => "telephony",
        "whatsapp" or "message" => "messaging",
        "mail" => "mail",
        "form" => "site",
        "social" => "social",
        "review" => "reviews",
        _ => "paper",
    };
}
