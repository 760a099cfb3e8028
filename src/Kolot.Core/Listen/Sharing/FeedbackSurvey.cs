using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Sharing;

/// <summary>The feedback page that an organisation has from its first day on: a place to say something at any time, without having been asked.</summary>
public static class FeedbackSurvey
{
    /// <summary>By what it is known in addresses and as the source of voices.</summary>
    public const string Code = "feedback";

    /// <summary>Its id in every organisation: nobody wrote it, so no row is kept of it.</summary>
    public static readonly Guid Id = new("00000000-0000-7000-8000-00000000feed");

    /// <summary>What it asks.</summary>
    public static Survey Survey { get; } = new()
    {
        Languages = ["he", "en", "ar", "ru"],
        Title = Say("יש לכם משהו להגיד לנו?", "Is there something you want to tell us?", "هل تودّون أن تخبرونا بشيء؟", "Хотите нам что-то сказать?"),
        Welcome = Say("כל מילה נקראת.", "Every word is read.", "نقرأ كل كلمة.", "Мы читаем каждое слово."),
        Screens =
        [
            new()
            {
                Questions =
                [
                    new()
                    {
                        Key = "kind", Kind = QuestionKind.One, Text = Say("מה זה?", "What is it?", "ما هو؟", "Что это?"),
                        Choices =
                        [
                            new("praise", Say("מילה טובה", "A kind word", "كلمة طيبة", "Доброе слово")), new("complaint", Say("תלונה", "A complaint", "شكوى", "Жалоба")),
                            new("idea", Say("רעיון", "An idea", "فكرة", "Идея")), new("question", Say("שאלה", "A question", "سؤال", "Вопрос")), new("request", Say("בקשה", "A request", "طلب", "Просьба")),
                        ],
                    },
                    new() { Key = "comment", Kind = QuestionKind.Text, IsComment = true, Needed = Needed.Yes, Text = Say("ספרו לנו", "Tell us", "أخبرونا", "Расскажите нам") },
                    new()
                    {
                        Key = "contact", Kind = QuestionKind.Contact, Text = Say("איך אפשר לחזור אליכם?", "How can we get back to you?", "كيف يمكننا الرد عليكم؟", "Как с вами связаться?"),
                        Hint = Say("רק אם תרצו תשובה.", "Only if you want an answer.", "فقط إذا أردتم ردًّا.", "Только если вы хотите получить ответ."),
                    },
                ],
            },
        ],
        Endings =
        [
            new()
            {
                Title = Say("תודה שסיפרתם לנו", "Thank you for telling us", "شكرًا لأنكم أخبرتمونا", "Спасибо, что рассказали"),
                Text = Say("מה שכתבתם נשמר, ומישהו יקרא את זה.", "What you wrote is kept, and somebody will read it.", "ما كتبتموه محفوظ، وسيقرؤه أحد منا.", "Написанное сохранено, и его прочитают."),
            },
        ],
    };

    private static Wording Say(string hebrew, string english, string arabic, string russian) =>
        new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });
}
