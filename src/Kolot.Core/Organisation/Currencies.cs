namespace Kolot.Core.Organisation;

/// <summary>In which currencies sums may be, by their three letters (ISO 4217), with the sign by which people know each.</summary>
public static class Currencies
{
    /// <summary>What an organisation counts in unless it says otherwise.</summary>
    public const string Shekels = "ILS";

    /// <summary>Those that can be chosen.</summary>
    public static IReadOnlyDictionary<string, string> Signs { get; } = new Dictionary<string, string> { [Shekels] = "₪", ["USD"] = "$", ["EUR"] = "€", ["GBP"] = "£" };

    /// <summary>The sign of a currency; its letters where there is none.</summary>
    public static string SignOf(string currency) => Signs.GetValueOrDefault(currency, currency);
}
