using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Shell;

/// <summary>Who is here and where: known once per request, read by every page.</summary>
public sealed class Visit
{
    /// <summary>The organisation's name in the path; null outside of any.</summary>
    public string? Organisation { get; set; }

    /// <summary>What the organisation calls itself, in the language of whoever reads: its English name stands in for all but Hebrew, if it has one.</summary>
    public string? OrganisationName { get => Language.Here == "he" ? field : OrganisationNameEn ?? field; set; }

    /// <summary>Its name in English, if it has one.</summary>
    public string? OrganisationNameEn { get; set; }

    /// <summary>Who is signed in, wherever.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>The one organisation that the session opens, where that organisation's provider vouched for whoever is here; null for no such limit.</summary>
    public string? Only { get; set; }

    /// <summary>Whether a passkey opened the session, which is both steps at once.</summary>
    public bool ByPasskey { get; set; }

    /// <summary>Whether the organisation opens only to whoever came in by two steps.</summary>
    public bool DemandsSecondStep { get; set; }

    /// <summary>The sign of the currency in which it counts sums.</summary>
    public string CurrencySign { get; set; } = Core.Organisation.Currencies.SignOf(Core.Organisation.Currencies.Shekels);

    /// <summary>When whoever is signed in last proved who they are; null where nothing is known of that.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>When the session began; null for none, and for one older than this is kept.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    /// <summary>Who is here, and what they may do; null outside of any organisation, and for guests.</summary>
    public Member? Member { get; set; }

    /// <summary>The member, where the route is open to members only.</summary>
    /// <exception cref="InvalidOperationException">Nobody is known here: the route is open to all.</exception>
    public Member Here => Member ?? throw new InvalidOperationException("Nobody is known here: this route is open to guests.");

    public string? MemberName { get; set; }

    /// <summary>What the member, or else the organisation, reads when the visitor did not choose: <c>he</c>, <c>en</c>.</summary>
    public string? DefaultLanguage { get; set; }

    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    /// <summary>What customers are told now of what does not work.</summary>
    public IReadOnlyList<OutageNotice> Outages { get; set; } = [];

    /// <summary>What tells pages that speak of one outage from those that speak of another, or of none.</summary>
    public string? OutageMark => Outages.Count == 0 ? null : string.Join(' ', Outages.Select(outage => $"{outage.Id:N}.{outage.Version}"));

    /// <summary>The network address that the request came from.</summary>
    public string? From { get; set; }

    /// <summary>What the page itself counted of what is counted in the navigation, by its place there: nothing is counted twice.</summary>
    public Dictionary<string, int> Counted { get; } = [];

    /// <summary>Whether the member may do it.</summary>
    public bool May(Right right) => Member?.May(right) == true;

    /// <summary>A path within the organisation that is visited.</summary>
    public string Path(string rest) => $"/{Organisation}/{rest}";
}
