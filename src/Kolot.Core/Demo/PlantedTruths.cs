namespace Kolot.Core.Demo;

/// <summary>What is true of the demonstration organisation, so that whoever analyses it can be marked.</summary>
/// <remarks>Months run from 1 to 12 and end with the demonstration's last day. The generator takes its effects from here and from nowhere else.</remarks>
public static class PlantedTruths
{
    /// <summary>A technician late by two hours or more lowers the score of the visit, and of the whole journey, by so many points.</summary>
    public const double LateVisitEffect = -2.4;

    /// <summary>From how many hours on a technician counts as late.</summary>
    public const int LateFromHours = 2;

    /// <summary>The share of visits that are late, before the repair.</summary>
    public const double LateShare = 0.30;

    /// <summary>The share of late visits after the repair, where it was made: narrower windows and a text message on the way.</summary>
    public const double LateShareAfterRepair = 0.15;

    /// <summary>The month in which the repair began.</summary>
    public const int RepairMonth = 8;

    /// <summary>The regions in which the repair was made. In the others nothing changed, whatever they say.</summary>
    public static IReadOnlyList<string> RepairedRegions { get; } = ["north", "centre"];

    /// <summary>The branch that everybody loves.</summary>
    public const string AdoredBranch = "beer-sheva";

    /// <summary>How many points a visit there scores above a visit to any other branch.</summary>
    public const double AdoredBranchEffect = 1.6;

    /// <summary>The contact-centre team that is tired.</summary>
    public const string TiredTeam = "cc-evening";

    /// <summary>The first month in which it shows.</summary>
    public const int TiredFromMonth = 5;

    /// <summary>By how many points the tired team's scores from customers fall with every month.</summary>
    public const double TiredScoresPerMonth = -0.25;

    /// <summary>By how many points the tired team's own pulse falls with every month.</summary>
    public const double TiredPulsePerMonth = -0.35;

    /// <summary>The touchpoint at which customers step on a mine, again and again.</summary>
    public const string Mine = "first-bill";

    /// <summary>The share of new customers who do not understand their first bill: it holds two months at once.</summary>
    public const double FirstBillConfusedShare = 0.28;

    /// <summary>By how many points that confusion lowers the score of the first bill.</summary>
    public const double FirstBillEffect = -3.0;

    /// <summary>How many times as likely customers are to leave within ninety days of a complaint that was not mended on the same day.</summary>
    public const double LateMendingLeaves = 4.0;

    /// <summary>The share of complaints that are mended on the same day: these customers leave no more often than others.</summary>
    public const double MendedSameDayShare = 0.45;

    /// <summary>The month that opens with the letter about the price.</summary>
    public const int PriceRiseMonth = 10;

    /// <summary>The plan whose price rises.</summary>
    public const string PriceRisePlan = "fiber-300";

    /// <summary>How many times as likely customers of that plan are to leave, from the letter on.</summary>
    public const double PriceRiseLeaves = 3.0;

    /// <summary>The channel that fell silent, because a connection broke and nobody noticed.</summary>
    public const string SilentChannel = "whatsapp";

    /// <summary>For how many days, up to the last.</summary>
    public const int SilentDays = 14;

    /// <summary>The share of customers who leave in a month, where nothing above applies.</summary>
    public const double LeavesMonthly = 0.009;

    /// <summary>In how many of ten surveys customers answer three more questions: whether they were kept informed, whether the price is fair, how the bill looks.</summary>
    public const double AskedBesides = 0.7;

    /// <summary>The share of customers whose answer about being kept informed goes with their score; the others answer as chance has it. It matters most of all that was asked.</summary>
    public const double InformedGoes = 0.92;

    /// <summary>By how many points of the score their answer stays behind it: few are kept informed as they should be, so that this is what to mend first.</summary>
    public const int InformedShort = 3;

    /// <summary>The same share for a fair price: it matters little.</summary>
    public const double PriceGoes = 0.2;

    /// <summary>The same for how the bill looks: not at all, though everybody was asked.</summary>
    public const double BillDesignGoes = 0;

    /// <summary>What the day of the week does to scores: nothing. Whoever finds an effect has found noise.</summary>
    public const double DayOfWeekEffect = 0;
}
