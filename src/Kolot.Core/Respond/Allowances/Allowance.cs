using System.Globalization;

namespace Kolot.Core.Respond.Allowances;

/// <summary>What is spent from an allowance.</summary>
public enum SpendKind
{
    /// <summary>For something that went wrong.</summary>
    Compensation = 0,

    /// <summary>Of one's own accord, where nothing did.</summary>
    Gesture = 1,
}

/// <summary>What a role may spend at its own judgement, without asking. In hundredths of the currency.</summary>
/// <param name="Incident">For one incident, by all together.</param>
/// <param name="Month">In one month, by one member.</param>
public readonly record struct AllowanceLimit(long Incident, long Month)
{
    /// <summary>More than that is no small gesture any more: 100,000 of the currency.</summary>
    public const long Most = 10_000_000;

    /// <summary>Reads what was typed for a role; empty fields are nothing.</summary>
    public static Result<AllowanceLimit> Read(string? incident, string? month)
    {
        var faults = new List<Fault>();
        var one = Amounts.Read(incident, "incident", faults) ?? 0;
        var all = Amounts.Read(month, "month", faults) ?? 0;
        if (faults.Count == 0 && one > all) faults.Add(new("incident", "more_than_month"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new AllowanceLimit(one, all);
    }

    /// <summary>How much one may spend now.</summary>
    /// <param name="ofIncident">What was spent for the incident, by anybody.</param>
    /// <param name="ofMonth">What this member spent this month.</param>
    public long Left(long ofIncident, long ofMonth) => Math.Max(0, Math.Min(Incident - ofIncident, Month - ofMonth));
}

/// <summary>Sums of money as they are typed and offered.</summary>
public static class Amounts
{
    // Whichever sign is typed along: what the sum is in is the organisation's.
    private static readonly char[] Signs = [.. Organisation.Currencies.Signs.Values.SelectMany(sign => sign)];

    private static readonly long[] Round = [2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

    /// <summary>What was typed, in hundredths; null where nothing was.</summary>
    public static long? Read(string? typed, string field, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        // Thousands may be set apart; a comma never is a decimal point here, and 1,5 would be read as fifteen.
        var plain = typed.Trim().Trim(Signs).Trim();
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var read) || HasStrayComma(plain) || decimal.Round(read, 2) != read) faults.Add(new(field, "not_an_amount"));
        else if (read < 0 || read * 100 > AllowanceLimit.Most) faults.Add(new(field, "out_of_range"));
        else return (long)(read * 100);
        return null;
    }

    /// <summary>The sums that are offered to be spent by one press: three round ones, and what is left where that is less.</summary>
    /// <param name="left">How much may be spent now.</param>
    public static IReadOnlyList<long> Offered(long left)
    {
        if (left <= 0) return [];
        var round = Round.Where(sum => sum < left).TakeLast(3).ToArray();
        return round.Length == 3 && Round.Contains(left) ? [.. round[1..], left] : [.. round, left];
    }

    private static bool HasStrayComma(string plain)
    {
        var whole = plain.Split('.')[0].Split(',');
        return plain.LastIndexOf(',') > plain.IndexOf('.') && plain.Contains('.') || whole.Skip(1).Any(group => group.Length != 3);
    }
}
