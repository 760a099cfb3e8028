namespace Kolot.Core.Listen.Sharing;

/// <summary>The sites on which an organisation's surveys may stand.</summary>
public static class SiteOrigins
{
    /// <summary>How many there may be.</summary>
    public const int Most = 50;

    /// <summary>Reads what was typed, one site a line; its pages may stand behind the address and are left out.</summary>
    /// <returns>The origins in the form in which browsers name them.</returns>
    public static Result<IReadOnlyList<string>> Read(string? typed)
    {
        var lines = (typed ?? "").Split(['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var origins = lines.Select(Of).ToArray();
        if (origins.Any(origin => origin is null)) return new Refusal.Invalid("origins", "not_a_site");
        string[] known = [.. origins.OfType<string>().Distinct()];
        return known.Length > Most ? new Refusal.Invalid("origins", "too_many") : known;
    }

    /// <summary>The origin of an address, such as <c>https://shop.example</c>; null where it has none.</summary>
    public static string? Of(string address)
    {
        var whole = address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var site) || site.Scheme is not ("https" or "http") || site.UserInfo.Length > 0 || site.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4)) return null;
        // Browsers write the host without capitals and in Latin letters, and leave out the port that goes without saying.
        return $"{site.Scheme}://{site.IdnHost.ToLowerInvariant()}{(site.IsDefaultPort ? "" : $":{site.Port}")}";
    }
}
