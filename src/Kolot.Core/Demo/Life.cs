using Kolot.Core.Listen;

namespace Kolot.Core.Demo;

/// <summary>A customer's year with Shaked Net, as far as anything was said of it.</summary>
internal sealed class Life(Person person, Year year, Chance chance)
{
    private static readonly string[] Complaints =
        ["repeat-contact", "no-show", "outage", "double-charge", "wifi-evening", "call-waiting", "refund-late", "rude-agent", "speed-low"];

    /// <summary>Everything that was said, in no order.</summary>
    public IEnumerable<Happening> Happenings() =>
        new[] { Joining(), Visits(), Calls(), Home(), Money(), Written(), Public(), Leaving() }.SelectMany(part => part)
            .Where(happening => happening.Day < year.Days && happening.Channel.Length > 0 && (person.IsHereOn(happening.Day) || happening.Touchpoint is "cancellation" or "farewell"));

    private IEnumerable<Happening> Joining()
    {
        if (!person.Joined) yield break;
        var sold = chance.Happens(0.45) ? person.Branch : "cc-morning";
        if (chance.Happens(0.34))
            yield return Asked(person.Since, "purchase", "sale", sold, 7.9, "joining-easy", "joining-promised");
        var visit = person.Since + chance.From(2, 9);
        var late = Lateness(visit);
        foreach (var said in Visit(visit, late, "technician-visit", 0.46)) yield return said;
        if (chance.Happens(0.36))
            yield return Asked(visit + chance.From(12, 25), "journey", "first-use", person.Branch, 7.9 + EffectOf(late), "joining-easy", "tech-late") with
            {
                Known = [("late-hours", late)],
            };
        foreach (var said in FirstBill(visit + chance.From(26, 34))) yield return said;
    }

    private IEnumerable<Happening> FirstBill(int day)
    {
        var confused = chance.Happens(PlantedTruths.FirstBillConfusedShare);
        var mean = 7.5 + (confused ? PlantedTruths.FirstBillEffect : 0);
        if (chance.Happens(0.32))
            yield return Asked(day + 2, "bill", "first-bill", "cc-billing", mean, "bill-clear", "first-bill") with { Known = [("confused", confused)] };
        if (!confused || !chance.Happens(0.62)) yield break;
        yield return Said(day + chance.From(0, 4), Contact(), "first-bill", "cc-billing", chance.Happens(0.6) ? VoiceKind.Complaint : VoiceKind.Question, "first-bill");
        if (chance.Happens(0.35))
            yield return Said(day + chance.From(5, 12), "call", "first-bill", "cc-billing", VoiceKind.Complaint, "repeat-contact");
    }

    private IEnumerable<Happening> Visits()
    {
        for (var visits = chance.Times(0.15); visits > 0; visits--)
        {
            var day = AnyDay();
            foreach (var said in Visit(day, Lateness(day), "repair", 0.42)) yield return said;
        }
    }

    private IEnumerable<Happening> Visit(int day, int late, string touchpoint, double answers)
    {
        var team = TechnicianTeam();
        if (chance.Happens(answers))
            yield return Asked(day + 1, "visit", touchpoint, team, 8.2 + EffectOf(late), "tech-good", late >= PlantedTruths.LateFromHours ? "tech-late" : "tech-poor") with
            {
                Known = [("late-hours", late)],
            };
        if (late >= PlantedTruths.LateFromHours && chance.Happens(0.16))
            yield return Said(day, Contact(), touchpoint, team, VoiceKind.Complaint, "tech-late") with { Known = [("late-hours", late)] };
        else if (chance.Happens(0.02))
            yield return Said(day, Contact(), "scheduling", team, VoiceKind.Complaint, "no-show");
    }

    private IEnumerable<Happening> Calls()
    {
        for (var calls = chance.Times(0.8); calls > 0; calls--)
        {
            var day = AnyDay();
            var hour = chance.From(8, 21);
            var team = hour >= 16 ? PlantedTruths.TiredTeam : chance.Weighted(("cc-morning", 5), ("cc-technical", 4), ("cc-billing", 2));
            var bad = BadCall(team, day);
            if (chance.Happens(0.19))
                yield return Asked(day, "call", "service-call", team, 7.4 + TiredEffect(team, day), chance.Happens(0.3) ? "quick-fix" : "agent-courteous", bad) with
                {
                    Hour = hour,
                };
            else if (chance.Happens(0.09))
                yield return Said(day, "call", "service-call", team, KindOfCall(), bad) with { Hour = hour };
        }

        if (person.ComplainedOn is { } complained) yield return Case(complained);
    }

    private Happening Case(int day)
    {
        var about = chance.Of(Complaints);
        return Said(day, chance.Weighted(("call", 5), ("mail", 3), ("form", 2), ("letter", 1)), Topics.TouchpointOf(about), TeamOf(about), VoiceKind.Complaint, about) with
        {
            Known = [("mended", person.MendedSameDay ? "same-day" : "later")],
        };
    }

    private IEnumerable<Happening> Home()
    {
        if (chance.Happens(0.06))
            yield return Said(AnyDay(), Contact(), "product", "cc-technical", VoiceKind.Complaint, chance.Weighted(("wifi-evening", 5), ("speed-low", 2), ("outage", 2))) with
            {
                Hour = chance.From(18, 23),
            };
        if (chance.Happens(0.03))
            yield return Said(AnyDay(), Contact(), "router", "cc-technical", chance.Happens(0.5) ? VoiceKind.Request : VoiceKind.Complaint, "router");
        if (chance.Happens(0.035)) yield return Asked(AnyDay(), "article", "self-service", "digital", 7.1, "article-good", "article-bad");
        if (chance.Happens(0.125)) yield return Asked(AnyDay(), "branch", "branch-visit", person.Branch, BranchMean(), BranchGood(), "branch-queue");
        if (chance.Happens(0.115)) yield return Asked(AnyDay(), "relationship", null, person.Branch, 7.3, "content", chance.Weighted(("wifi-evening", 3), ("price-high", 3), ("repeat-contact", 2), ("outage", 2)));
        if (!chance.Happens(0.04)) yield break;
        var move = AnyDay();
        yield return Asked(move, "moving", "moving-order", "cc-morning", 6.6, "moving-good", "moving-bad");
        if (chance.Happens(0.3)) yield return Said(move, Contact(), "moving-order", "cc-morning", VoiceKind.Complaint, "moving-bad");
    }

    private IEnumerable<Happening> Money()
    {
        if (chance.Happens(0.02)) yield return Said(AnyDay(), Contact(), "bill", "cc-billing", VoiceKind.Complaint, "double-charge");
        if (chance.Happens(0.02)) yield return Said(AnyDay(), Contact(), "refund", "cc-billing", VoiceKind.Complaint, "refund-late");
        if (person.Plan != PlantedTruths.PriceRisePlan || !chance.Happens(0.1)) yield break;
        var letter = year.FirstOf(PlantedTruths.PriceRiseMonth);
        yield return Said(letter + Math.Min(chance.Below(45), chance.Below(45)), Contact(), "price-notice", "cc-retention", VoiceKind.Complaint, "price-rise");
    }

    private IEnumerable<Happening> Written()
    {
        if (chance.Happens(0.10)) yield return Said(AnyDay(), Quick(), "service-message", "digital", VoiceKind.Question, chance.Of(Topics.Questions));
        if (chance.Happens(0.06)) yield return Said(AnyDay(), Contact(), "service-message", "digital", VoiceKind.Request, chance.Of(Topics.Requests));
        if (chance.Happens(0.02)) yield return Said(AnyDay(), Quick(), "self-service", "digital", VoiceKind.Idea, "idea");
        if (chance.Happens(0.03)) yield return Said(AnyDay(), Contact(), "service-call", "cc-morning", VoiceKind.Praise, "agent-courteous");
    }

    private IEnumerable<Happening> Public()
    {
        if (!chance.Happens(0.045)) yield break;
        var bad = chance.Weighted(("wifi-evening", 3), ("outage", 3), ("call-waiting", 3), ("no-show", 2), ("repeat-contact", 2), ("cancel-hard", 1));
        if (chance.Happens(0.5)) yield return Said(AnyDay(), "social", Topics.TouchpointOf(bad), "digital", VoiceKind.Complaint, bad);
        else yield return Asked(AnyDay(), "review", null, person.Branch, 6.2, chance.Happens(0.4) ? "content" : "quick-fix", bad) with { Channel = "review" };
    }

    private IEnumerable<Happening> Leaving()
    {
        if (person.LeftOn is not { } left) yield break;
        if (chance.Happens(0.24))
            yield return Said(Math.Max(0, left - chance.From(0, 6)), chance.Weighted(("call", 5), ("mail", 3), ("letter", 1)), "cancellation", "cc-retention", VoiceKind.Request, $"leaving-{person.WhyLeft}");
        if (chance.Happens(0.14)) yield return Said(left, Contact(), "cancellation", "cc-retention", VoiceKind.Complaint, "cancel-hard");
        if (chance.Happens(0.2)) yield return Asked(left + 4, "leaving", "farewell", person.Branch, 5.2, "farewell-good", "cancel-hard");
    }

    private Happening Asked(int day, string survey, string? touchpoint, string unit, double mean, string good, string bad) => new()
    {
        Day = day,
        Channel = "survey",
        Touchpoint = touchpoint,
        Unit = unit,
        Survey = survey,
        Mean = mean + person.Kindness,
        Good = good,
        Bad = bad,
    };

    private Happening Said(int day, string channel, string? touchpoint, string unit, VoiceKind kind, string about) =>
        new() { Day = day, Channel = Heard(channel, day), Touchpoint = touchpoint, Unit = unit, Kind = kind, Bad = about };

    // The connection to WhatsApp broke: what was written there in those days was never heard.
    private string Heard(string channel, int day) =>
        channel == PlantedTruths.SilentChannel && day >= year.Days - PlantedTruths.SilentDays ? "" : channel;

    private string Contact() => chance.Weighted(("call", 40), ("whatsapp", 24), ("mail", 16), ("form", 14), ("message", 6));

    private string Quick() => chance.Weighted(("whatsapp", 60), ("form", 18), ("message", 12), ("mail", 10));

    private int AnyDay() => chance.From(Math.Max(0, person.Since + 15), Math.Max(person.Since + 15, year.Days - 1));

    private int Lateness(int day)
    {
        var repaired = PlantedTruths.RepairedRegions.Contains(person.Region) && day < year.Days && year.MonthOf(day) >= PlantedTruths.RepairMonth;
        return chance.Happens(repaired ? PlantedTruths.LateShareAfterRepair : PlantedTruths.LateShare)
            ? PlantedTruths.LateFromHours + chance.Weighted((0, 5), (1, 3), (2, 2), (3, 1)) : chance.Weighted((0, 4), (1, 1));
    }

    private static double EffectOf(int late) => late >= PlantedTruths.LateFromHours ? PlantedTruths.LateVisitEffect : 0;

    private double TiredEffect(string team, int day) =>
        team == PlantedTruths.TiredTeam ? PlantedTruths.TiredScoresPerMonth * year.MonthsFrom(PlantedTruths.TiredFromMonth, day) : 0;

    private string BadCall(string team, int day) => team == PlantedTruths.TiredTeam && TiredEffect(team, day) < 0 && chance.Happens(0.4)
        ? "rude-agent" : chance.Weighted(("call-waiting", 4), ("repeat-contact", 4), ("rude-agent", 1), ("outage", 1));

    private VoiceKind KindOfCall() => chance.Weighted((VoiceKind.Complaint, 6), (VoiceKind.Feedback, 2));

    private string TechnicianTeam() => person.Region switch
    {
        "north" => chance.Weighted(("tech-north-a", 1), ("tech-north-b", 1)),
        "centre" => chance.Weighted(("tech-centre-a", 1), ("tech-centre-b", 1), ("tech-centre-c", 1)),
        "south" => chance.Weighted(("tech-south-a", 1), ("tech-south-b", 1)),
        _ => "tech-jerusalem",
    };

    private string TeamOf(string about) => about switch
    {
        "no-show" => TechnicianTeam(),
        "double-charge" or "refund-late" => "cc-billing",
        "outage" or "wifi-evening" or "speed-low" => "cc-technical",
        _ => "cc-morning",
    };

    private double BranchMean() => 7.1 + (person.Branch == PlantedTruths.AdoredBranch ? PlantedTruths.AdoredBranchEffect : 0);

    private string BranchGood() => person.Branch == PlantedTruths.AdoredBranch ? "branch-adored" : "branch-good";
}
