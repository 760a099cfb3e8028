namespace Kolot.Shell;

/// <summary>Who is here and where: known once per request, read by every page.</summary>
public sealed class Visit
{
    /// <summary>The organisation's name in the path; null outside of any.</summary>
    public string? Organisation { get; set; }

    public string? OrganisationName { get; set; }

    public string? MemberName { get; set; }

    /// <summary>What the member, or else the organisation, reads when the visitor did not choose: <c>he</c>, <c>en</c>.</summary>
    public string? DefaultLanguage { get; set; }

    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    /// <summary>A path within the organisation that is visited.</summary>
    public string Path(string rest) => $"/{Organisation}/{rest}";
}
