using System.Globalization;
using Kolot.Core.Organisation;

namespace Kolot.Core.Demo;

/// <summary>A customer of the demonstration while the year is told.</summary>
internal sealed class Person
{
    public required int Number { get; init; }

    public required bool Woman { get; init; }

    /// <summary>The language this person writes in: <c>he</c>, <c>ar</c>, <c>ru</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    public required string Name { get; init; }

    public required string First { get; init; }

    public required string Latin { get; init; }

    public required string Region { get; init; }

    public required string Branch { get; init; }

    public required string City { get; init; }

    public required string Plan { get; init; }

    /// <summary>The first day as a customer; negative before the year began.</summary>
    public required int Since { get; init; }

    public required string CameFrom { get; init; }

    /// <summary>How kindly this person scores, in points.</summary>
    public required double Kindness { get; init; }

    /// <summary>The day of the one complaint that became a case; null if there was none.</summary>
    public int? ComplainedOn { get; set; }

    /// <summary>Whether that complaint was mended on the same day.</summary>
    public bool MendedSameDay { get; set; }

    /// <summary>The last day as a customer; null for those who stayed.</summary>
    public int? LeftOn { get; set; }

    public string? WhyLeft { get; set; }

    public bool Joined => Since >= 0;

    public string SourceId => (100_000 + Number).ToString(CultureInfo.InvariantCulture);

    public bool IsHereOn(int day) => day >= Since && (LeftOn is not { } left || day <= left);

    /// <summary>The customer's record, as the customer system would give it.</summary>
    public DemoCustomer Record(Year year, Chance chance)
    {
        var identities = new List<(string, string)>();
        if (chance.Happens(0.86)) identities.Add(("mail", $"{Latin}{Number.ToString(CultureInfo.InvariantCulture)}@{chance.Of(Providers)}"));
        if (chance.Happens(0.91) && Identities.Phone(Phone()) is { } phone) identities.Add(("phone", phone));
        var attributes = new List<(string, string)>
        {
            ("plan", Plan), ("value", Plans.PriceOf(Plan, Number).ToString(CultureInfo.InvariantCulture)), ("came-from", CameFrom),
            ("region", Region), ("city", City), ("language", Language),
        };
        if (ComplainedOn is not null) attributes.Add(("case-mended", MendedSameDay ? "same-day" : "later"));
        if (LeftOn is { } left) attributes.Add(("left-on", year.Date(left).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        if (WhyLeft is not null) attributes.Add(("why-left", WhyLeft));
        return new(SourceId, Name, Branch, year.Date(Since), identities, attributes);
    }

    private static readonly string[] Providers = ["mail.example", "post.example", "doar.example", "inbox.example"];

    // 055-0 numbers are handed out in order, so that no two customers share one.
    private string Phone() => $"0550{(Number + 100_000).ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>What Shaked Net sells.</summary>
internal static class Plans
{
    public static string Of(Chance chance) =>
        chance.Weighted(("fiber-300", 30), ("fiber-600", 27), ("fiber-1000", 18), ("fiber-business", 6), ("cable-100", 12), ("basic-40", 7));

    /// <summary>The monthly price in shekels; neighbours pay differently, as neighbours do.</summary>
    public static int PriceOf(string plan, int number) => plan switch
    {
        "fiber-300" => 109,
        "fiber-600" => 129,
        "fiber-1000" => 159,
        "fiber-business" => 249,
        "cable-100" => 99,
        _ => 79,
    } + (number % 5 * 5) - 10;

    public static string NameOf(string plan) => plan switch
    {
        "fiber-300" => "סיב 300",
        "fiber-600" => "סיב 600",
        "fiber-1000" => "סיב גיגה",
        "fiber-business" => "סיב לעסקים",
        "cable-100" => "כבלים 100",
        _ => "בסיסי 40",
    };
}
