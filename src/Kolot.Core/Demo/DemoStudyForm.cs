using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Demo;

/// <summary>By what answers in the demonstration's study are graded, and how they were.</summary>
public static class DemoStudyForm
{
    private const ulong Seed = 20100621;

    /// <summary>The form: on each of the three layers what is classic, and what moves.</summary>
    public static AssessmentForm Form { get; } = new(
    [
        Item("courteous", Layer.Style, "הפנייה אלינו הייתה נעימה ואישית", "We were addressed kindly, as persons"),
        Item("reachable", Layer.Style, "היה ברור איך ממשיכים ולמי פונים", "It was clear how to go on, and whom to turn to"),
        Item("time", Layer.Style, "היה מי שהתעניין", "Somebody took an interest", moving: true),
        Item("answered", Layer.Professional, "קיבלנו תשובה למה ששאלנו", "What we asked was answered", 2, critical: true),
        Item("fitting", Layer.Professional, "ההצעה התאימה למה שסיפרנו", "What was offered fits what we told", 2),
        Item("beyond", Layer.Professional, "קיבלנו גם מה שלא חשבנו לשאול", "We were told what we had not thought of asking", moving: true),
        Item("calm", Layer.Emotional, "אחרי התשובה היינו רגועים יותר", "After the answer we were more at ease"),
        Item("surprised", Layer.Emotional, "התשובה הפתיעה לטובה", "The answer surprised us for the better", moving: true),
        Item("return", Layer.Emotional, "בא לחזור לחברה הזאת", "We feel like coming back to this company", 2, moving: true),
    ]);

    /// <summary>How an answer was graded, the first time or again.</summary>
    /// <param name="fate">What befell the probe.</param>
    /// <param name="number">The probe's number in the study.</param>
    /// <param name="again">Whether by the second person.</param>
    public static IReadOnlyDictionary<string, int?> Grades(DemoFate fate, int number, bool again)
    {
        var (truth, eye) = (Chance.For(Seed, "truth", number), Chance.For(Seed, again ? "second" : "first", number));
        // Whoever grades is stricter or milder with one answer than with another, the second more so.
        var (mood, grades) = (again ? eye.From(-7, 7) : eye.From(-3, 3), new Dictionary<string, int?>());
        foreach (var item in Form.Items)
        {
            var middle = (fate, item.Layer) switch
            {
                (DemoFate.Delight, Layer.Style) => 46,
                (DemoFate.Delight, Layer.Professional) => 46,
                (DemoFate.Delight, _) => 45,
                (DemoFate.Indifferent, Layer.Style) => 37,
                (DemoFate.Indifferent, Layer.Professional) => 41,
                (DemoFate.Indifferent, _) => 26,
                (_, Layer.Style) => 29,
                (_, Layer.Professional) => 28,
                _ => 19,
            };
            var felt = middle + truth.From(-7, 7);
            grades[item.Key] = Math.Clamp((felt + mood + eye.From(-5, 5) + 5) / 10, 1, 5);
        }

        return grades;
    }

    private static AssessmentItem Item(string key, Layer layer, string hebrew, string english, double weight = 1, bool moving = false, bool critical = false) => new(key, layer, Wording.Of(hebrew, english), weight)
    {
        Moving = moving, Critical = critical,
        Anchors = new Dictionary<int, Wording> { [1] = Wording.Of("כלל לא", "Not at all"), [3] = Wording.Of("במידת מה", "Somewhat"), [5] = Wording.Of("במלואו", "Fully") },
    };
}
