using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Demo;

/// <summary>A company of the demonstration's study.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Industry">Its industry.</param>
/// <param name="IndustryEn">The same in English.</param>
/// <param name="Fates">Of its twelve probes: how many delight, are indifferent, late or poor, never answered, lost.</param>
public sealed record DemoCompany(string Name, string NameEn, string Industry, string IndustryEn, int[] Fates);

/// <summary>What befell a probe of it.</summary>
public enum DemoFate
{
    /// <summary>Answered fast and movingly.</summary>
    Delight,

    /// <summary>Answered correctly.</summary>
    Indifferent,

    /// <summary>Answered late, or poorly.</summary>
    LatePoor,

    /// <summary>Never answered.</summary>
    Never,

    /// <summary>The form failed.</summary>
    Lost,
}

/// <summary>A probe of it.</summary>
/// <param name="Company">To which company, by its place in the list.</param>
/// <param name="Wave">In which wave, from 1.</param>
/// <param name="Day">On which day of the wave, from 0.</param>
/// <param name="Minute">At which minute of that day, in local time.</param>
/// <param name="Fate">What becomes of it, in time.</param>
/// <param name="Waits">After how many minutes it is answered, if it is.</param>
/// <param name="Said">What comes back, by its place among the answers of its fate.</param>
/// <param name="Twice">Whether a second person grades it too.</param>
public sealed record DemoProbe(int Company, int Wave, int Day, int Minute, DemoFate Fate, int Waits, int Said, bool Twice);

/// <summary>The study in which Shaked Net compares itself with eleven others who do not exist: what is true of it.</summary>
public static class DemoStudy
{
    /// <summary>How many waves it has, the last of which goes on.</summary>
    public const int Waves = 3;

    /// <summary>How many probes each company gets in a wave.</summary>
    public const int Each = 4;

    /// <summary>Over how many days a wave is spread.</summary>
    public const int Days = 14;

    /// <summary>On which day of the last wave today is.</summary>
    public const int Today = 9;

    /// <summary>How many days lie between the beginnings of two waves.</summary>
    public const int Between = 46;

    private const ulong Seed = 20100615;

    /// <summary>The companies; the third is the organisation itself.</summary>
    public static IReadOnlyList<DemoCompany> Companies { get; } =
    [
        new("אלמוג תקשורת", "Almog Telecom", "אינטרנט", "Internet", [7, 4, 1, 0, 0]),
        new("לוטם סיבים", "Lotem Fibre", "אינטרנט", "Internet", [6, 4, 1, 1, 0]),
        new(DemoOrganisation.Name, DemoOrganisation.NameEn, "אינטרנט", "Internet", [4, 5, 2, 1, 0]),
        new("חצב נט", "Hatzav Net", "אינטרנט", "Internet", [4, 4, 3, 1, 0]),
        new("ארז אינטרנט", "Erez Internet", "אינטרנט", "Internet", [3, 6, 1, 2, 0]),
        new("דולב קום", "Dolev Com", "אינטרנט", "Internet", [3, 4, 2, 2, 1]),
        new("מורן קווים", "Moran Lines", "סלולר", "Mobile", [2, 5, 3, 2, 0]),
        new("נרקיס סלולר", "Narkis Mobile", "סלולר", "Mobile", [2, 3, 3, 4, 0]),
        new("כרכום", "Karkom", "סלולר", "Mobile", [1, 4, 3, 4, 0]),
        new("סחלב תקשורת", "Sahlav Telecom", "טלוויזיה", "Television", [1, 3, 3, 5, 0]),
        new("הרדוף", "Harduf", "טלוויזיה", "Television", [0, 3, 3, 5, 1]),
        new("צאלון אקספרס", "Tzalon Express", "טלוויזיה", "Television", [0, 2, 1, 6, 3]),
    ];

    /// <summary>How it is made.</summary>
    public static StudyDesign Design { get; } = new(
        Wording.Of("מי עונה לפנייה דרך האתר, כמה מהר, כמה טוב, ואיך זה מרגיש?", "Who answers an enquiry through the site, how fast, how well, and how does it feel?"),
        OutcomeRule.Usual, [ProbeChannel.ContactForm, ProbeChannel.Mail, ProbeChannel.WhatsApp])
    {
        ProbesEach = Each, Days = Days, RatedTwice = 0.25, Budget = 9_000, CostEach = 60,
        Ethics = Wording.Of(
            "שואלים רק מה שלקוחות שואלים. אין הזמנות שווא, אין תלונות בדויות, אין עלות לחברה ואין יותר מארבע פניות לחברה בגל. שמות עובדים אינם נשמרים.",
            "Only what customers ask is asked. No false orders, no made-up complaints, no cost to a company, and no more than four enquiries to a company in a wave. Names of employees are not kept."),
        Disclosure = Wording.Of(
            "לפני הפרסום כל חברה מקבלת את הגיליון שלה, ויש לה שבועיים לערער.",
            "Before anything is published each company is sent its own sheet, and has two weeks to object."),
    };

    /// <summary>What shoppers tell, each in two wordings.</summary>
    public static IReadOnlyList<(string Name, string Persona, string[] Wordings)> Scenarios { get; } =
    [
        ("עוברים דירה", "זוג שעובר לחיפה בעוד חודש ועובד מהבית",
        [
            "שלום, אנחנו עוברים לחיפה בעוד חודש ושנינו עובדים מהבית. מה כדאי לעשות כדי שהכול יעבוד כבר ביום הראשון?",
            "היי, בעוד חודש מעבר דירה לחיפה. חשוב לנו לא להישאר יום אחד בלי חיבור. איך מתארגנים נכון?",
        ]),
        ("להורים", "בת שמחפשת שירות פשוט להורים בני שמונים",
        [
            "ההורים שלי בני שמונים ורוצים משהו פשוט, בלי הפתעות בחשבון. מה הייתם מציעים להם?",
            "מחפשת להורים שלי מסלול שקל להבין, ושיהיה מי שיעזור להם בטלפון. יש לכם משהו כזה?",
        ]),
        ("מסלול מתאים", "משפחה של חמש נפשות שלא יודעת מה היא צריכה",
        [
            "אנחנו משפחה של חמישה ומתלבטים בין המסלולים באתר. אפשר עזרה לבחור?",
            "יש לכם באתר שישה מסלולים ואנחנו לא מבינים מה ההבדל. מה מתאים לחמש נפשות?",
        ]),
    ];

    /// <summary>All of its probes, the same for everybody.</summary>
    public static IReadOnlyList<DemoProbe> Probes { get; } = [.. Companies.SelectMany((company, at) => Of(company, at))];

    private static IEnumerable<DemoProbe> Of(DemoCompany company, int at)
    {
        var chance = Chance.For(Seed, "study", at);
        var fates = company.Fates.SelectMany((times, fate) => Enumerable.Repeat((DemoFate)fate, times)).ToList();
        for (var wave = 1; wave <= Waves; wave++)
            for (var number = 0; number < Each; number++)
            {
                var fate = fates[chance.Below(fates.Count)];
                fates.Remove(fate);
                // Spread over the wave, its days distinct: company and number are enough to be nobody else's day as well.
                var day = (((at * 5) + (number * 4) + wave) % Days) + 0;
                yield return new(at, wave, day, (9 * 60) + chance.Below(8 * 60), fate, Waits(fate, chance), chance.Below(100), chance.Happens(0.25));
            }
    }

    private static int Waits(DemoFate fate, Chance chance) => fate switch
    {
        DemoFate.Delight => chance.From(9, 225),
        DemoFate.Indifferent => chance.Weighted((chance.From(40, 230), 3), (chance.From(240, 1_300), 4), (chance.From(1_300, 2_800), 2)),
        DemoFate.LatePoor => chance.Weighted((chance.From(2_950, 9_600), 3), (chance.From(300, 2_700), 1)),
        _ => 0,
    };
}
