using System.Globalization;

namespace Kolot.Benchmarks.Field;

/// <summary>What of the field work is listed.</summary>
public enum FieldShow
{
    /// <summary>What was brought and nobody looked at yet.</summary>
    Look,

    /// <summary>An appeal to it was upheld, and it is to be looked at anew.</summary>
    Contested,

    /// <summary>Answered, and not graded.</summary>
    Ungraded,

    /// <summary>Sent, and awaiting an answer.</summary>
    Sent,

    /// <summary>To be made.</summary>
    Planned,

    /// <summary>Sent back to the shopper.</summary>
    Returned,

    /// <summary>What counts.</summary>
    Accepted,

    /// <summary>What counts nowhere.</summary>
    Struck,

    /// <summary>What companies object to.</summary>
    Appeals,
}

/// <summary>Which probes are listed. It stands in the address.</summary>
/// <param name="Show">How they stand.</param>
/// <param name="Wave">Only of this wave.</param>
/// <param name="Company">Only to the company of this number.</param>
/// <param name="Shopper">Only by this shopper.</param>
/// <param name="Page">Which page, from 0.</param>
public sealed record FieldQuery(FieldShow Show, int? Wave, int? Company, Guid? Shopper, int Page)
{
    /// <summary>What they can be narrowed by.</summary>
    public static readonly string[] Filters = ["wave", "company", "shopper", "probe"];

    /// <summary>Only this one, however it stands: what an appeal is about.</summary>
    public Guid? Probe { get; init; }

    /// <summary>Whether they are narrowed.</summary>
    public bool Narrowed => Wave is not null || Company is not null || Shopper is not null || Probe is not null;

    /// <summary>Reads an address. What it cannot read it leaves out.</summary>
    public static FieldQuery FromAddress(IQueryCollection query)
    {
        int? Number(string name) => int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(Enum.TryParse<FieldShow>(query["show"], ignoreCase: true, out var show) && Enum.IsDefined(show) ? show : FieldShow.Look, Number("wave"), Number("company"), Guid.TryParse(query["shopper"], out var shopper) ? shopper : null, Math.Clamp(Number("page") ?? 0, 0, 100_000)) { Probe = Guid.TryParse(query["probe"], out var probe) ? probe : null };
    }
}
