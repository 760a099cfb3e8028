namespace Kolot.Core.Demo;

/// <summary>Brings the customers of the demonstration into the world.</summary>
internal static class People
{
    private static readonly (string Region, string Branch, string[] Cities, int Weight)[] Branches =
    [
        ("north", "haifa", ["חיפה", "קריית אתא", "נשר", "טירת כרמל", "קריית ביאליק", "יקנעם"], 11),
        ("north", "karmiel", ["כרמיאל", "עכו", "נהריה", "צפת", "מעלות"], 7),
        ("north", "nazareth", ["נצרת", "נוף הגליל", "עפולה", "סח'נין", "מגדל העמק"], 7),
        ("centre", "tel-aviv", ["תל אביב", "יפו", "בת ים", "חולון"], 15),
        ("centre", "ramat-gan", ["רמת גן", "גבעתיים", "בני ברק", "פתח תקווה"], 11),
        ("centre", "rishon", ["ראשון לציון", "רחובות", "נס ציונה", "יבנה"], 10),
        ("centre", "netanya", ["נתניה", "כפר סבא", "רעננה", "חדרה", "טייבה"], 9),
        ("south", "beer-sheva", ["באר שבע", "אופקים", "דימונה", "עומר", "רהט"], 9),
        ("south", "ashdod", ["אשדוד", "אשקלון", "קריית גת"], 8),
        ("south", "eilat", ["אילת", "ערבה"], 3),
        ("jerusalem", "jerusalem-city", ["ירושלים", "מבשרת ציון", "בית שמש"], 8),
        ("jerusalem", "modiin", ["מודיעין", "רמלה", "לוד"], 5),
    ];

    public static Person Make(int number, Year year, ulong seed)
    {
        var chance = Chance.For(seed, "person", number);
        var (region, branch, cities) = Home(chance);
        var language = LanguageOf(chance, branch);
        var woman = chance.Happens(0.52);
        var names = StockOf(language, chance);
        var first = chance.Of(woman ? names.Women : names.Men);
        var family = chance.Of(names.Families);
        var person = new Person
        {
            Number = number,
            Woman = woman,
            Language = language,
            Name = $"{first.Name} {family.Name}",
            First = first.Name,
            Latin = $"{first.Latin}.{family.Latin}",
            Region = region,
            Branch = branch,
            City = chance.Of(cities),
            Plan = Plans.Of(chance),
            Since = chance.Happens(0.2) ? chance.Below(year.Days) : -chance.From(1, 2_900),
            CameFrom = chance.Weighted(("friend", 27), ("bezeq", 14), ("hot", 13), ("partner", 10), ("advert", 15), ("door-sale", 7), ("new-home", 14)),
            Kindness = (chance.Share() + chance.Share() - 1) * 0.9,
        };
        Staying.Decide(person, year, chance);
        return person;
    }

    private static (string Region, string Branch, string[] Cities) Home(Chance chance)
    {
        var left = chance.Below(Branches.Sum(branch => branch.Weight));
        foreach (var (region, branch, cities, weight) in Branches)
        {
            if (left < weight) return (region, branch, cities);
            left -= weight;
        }

        return (Branches[^1].Region, Branches[^1].Branch, Branches[^1].Cities);
    }

    private static string LanguageOf(Chance chance, string branch) => branch switch
    {
        "nazareth" => chance.Weighted(("he", 60), ("ar", 30), ("ru", 9), ("en", 1)),
        "haifa" or "ashdod" or "karmiel" => chance.Weighted(("he", 83), ("ru", 12), ("ar", 4), ("en", 1)),
        "jerusalem-city" or "modiin" => chance.Weighted(("he", 84), ("en", 8), ("ar", 5), ("ru", 3)),
        _ => chance.Weighted(("he", 92), ("ru", 4), ("ar", 2), ("en", 2)),
    };

    private static NameStock StockOf(string language, Chance chance) => language switch
    {
        "ar" => chance.Happens(0.4) ? DemoNames.Arabic : DemoNames.ArabicInHebrew,
        "ru" => chance.Happens(0.3) ? DemoNames.Russian : DemoNames.RussianInHebrew,
        "en" => DemoNames.English,
        _ => DemoNames.Hebrew,
    };
}

/// <summary>Decides who stays and who leaves.</summary>
internal static class Staying
{
    private const double CaseShare = 0.11;

    private const int DaysACaseMatters = 90;

    public static void Decide(Person person, Year year, Chance chance)
    {
        if (chance.Happens(CaseShare)) Complain(person, year, chance);
        for (var day = Math.Max(0, person.Since + 20); day < year.Days; day++)
        {
            if (!chance.Happens(PlantedTruths.LeavesMonthly / 30.4 * Times(person, year, day))) continue;
            person.LeftOn = day;
            person.WhyLeft = Why(person, year, day, chance);
            // Who has left complains no more.
            if (person.ComplainedOn > day) (person.ComplainedOn, person.MendedSameDay) = (null, false);
            return;
        }
    }

    private static void Complain(Person person, Year year, Chance chance)
    {
        var from = Math.Max(0, person.Since + 10);
        if (from >= year.Days) return;
        person.ComplainedOn = chance.From(from, year.Days - 1);
        person.MendedSameDay = chance.Happens(PlantedTruths.MendedSameDayShare);
    }

    private static double Times(Person person, Year year, int day) =>
        (Aggrieved(person, day) ? PlantedTruths.LateMendingLeaves : 1) * (PriceRose(person, year, day) ? PlantedTruths.PriceRiseLeaves : 1);

    private static bool Aggrieved(Person person, int day) =>
        !person.MendedSameDay && person.ComplainedOn is { } complained && day >= complained && day < complained + DaysACaseMatters;

    private static bool PriceRose(Person person, Year year, int day) =>
        person.Plan == PlantedTruths.PriceRisePlan && day >= year.FirstOf(PlantedTruths.PriceRiseMonth);

    private static string Why(Person person, Year year, int day, Chance chance) =>
        PriceRose(person, year, day) && chance.Happens(0.7) ? "price"
        : Aggrieved(person, day) && chance.Happens(0.7) ? "service"
        : chance.Weighted(("price", 30), ("service", 22), ("moved", 22), ("speed", 14), ("competitor", 12));
}
