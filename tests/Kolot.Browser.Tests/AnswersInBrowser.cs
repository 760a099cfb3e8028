using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A house with a survey that asks everything there is to ask, in every language of customers.</summary>
public sealed class AnswersInBrowser : IAsyncLifetime
{
    public const string Code = "everything";

    private World? world;

    public World World => world ?? throw new InvalidOperationException("The house is not open yet.");

    /// <summary>The survey: one question of each kind, all on one page.</summary>
    public static Survey Everything { get; } = new()
    {
        Languages = ["he", "en", "ar", "ru"], OnOneScreen = true, Title = Say("איך היה אצלנו?", "How was it?", "كيف كانت زيارتكم؟", "Как всё прошло?"),
        Welcome = Say("שתי דקות, ואנחנו קוראים הכול.", "Two minutes, and we read everything.", "دقيقتان، ونقرأ كل شيء.", "Две минуты — и мы всё прочтём."),
        Screens =
        [
            new()
            {
                Questions =
                [
                    Ask(QuestionKind.Nps) with { Headline = true, Needed = Needed.Yes, LowEnd = Say("בכלל לא", "Not at all", "أبدًا", "Совсем нет"), HighEnd = Say("בהחלט", "Certainly", "بالتأكيد", "Обязательно") },
                    Ask(QuestionKind.Csat), Ask(QuestionKind.Ces), Ask(QuestionKind.Stars), Ask(QuestionKind.Statements) with { Choices = Choices }, Ask(QuestionKind.One) with { Choices = Choices, Other = true },
                    Ask(QuestionKind.Several) with { Choices = Choices, Hint = Say("אפשר כמה", "Several are fine", "يمكن اختيار عدة", "Можно несколько") }, Ask(QuestionKind.Ranking) with { Choices = Choices },
                ],
            },
            new() { Questions = [Ask(QuestionKind.Words), Ask(QuestionKind.Number), Ask(QuestionKind.Date), Ask(QuestionKind.Line), Ask(QuestionKind.Text) with { IsComment = true }, Ask(QuestionKind.Contact), Ask(QuestionKind.File), Ask(QuestionKind.Consent)] },
        ],
        Endings =
        [
            new() { ShowIf = Condition.Where("nps", Look.AtMost, "6"), Title = Say("צר לנו", "We are sorry", "نأسف", "Нам жаль"), Offers = Wish.Call },
            new() { Title = Say("תודה רבה", "Thank you", "شكرًا", "Спасибо"), Offers = Wish.KindWord },
        ],
    };

    private static IReadOnlyList<Choice> Choices => [new("fast", Say("השירות היה מהיר", "Service was fast", "كانت الخدمة سريعة", "Обслужили быстро")), new("kind", Say("היחס היה נעים", "People were kind", "كان التعامل لطيفًا", "Отнеслись тепло"))];

    public async ValueTask InitializeAsync()
    {
        world = await World.Listening(populated: true);
        await using var store = await world.Store();
        var survey = new SurveyRow
        {
            Id = Guid.CreateVersion7(), Code = Code, Name = "הכול", Draft = SurveyJson.Write(Everything), Asked = 1, BegunAt = world.Clock.Now, ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(),
        };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = world.Clock.Now });
        await store.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (world is not null) await world.DisposeAsync();
    }

    private static Question Ask(QuestionKind kind) => new()
    {
        Key = kind.ToString().ToLowerInvariant(), Kind = kind, Text = Say($"שאלה: {kind}?", $"A question: {kind}?", $"سؤال: {kind}؟", $"Вопрос: {kind}?"),
    };

    private static Wording Say(string hebrew, string english, string arabic, string russian) => new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });
}
