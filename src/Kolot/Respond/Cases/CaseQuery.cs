using System.Globalization;
using System.Linq.Expressions;
using Kolot.Core.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Which cases are listed.</summary>
public enum CaseView
{
    /// <summary>One's own.</summary>
    Mine,

    /// <summary>Those of one's own team, whoever owns them.</summary>
    Team,

    /// <summary>Those that nobody owns.</summary>
    Unowned,

    /// <summary>Those of which something is due today, or was before.</summary>
    Due,

    /// <summary>Those whose customer was not answered yet, and is not awaited.</summary>
    Unanswered,

    /// <summary>Those whose customer is awaited.</summary>
    Waiting,

    /// <summary>Those that went on after they were closed.</summary>
    Reopened,

    /// <summary>Those that rest.</summary>
    Snoozed,

    /// <summary>All that go on.</summary>
    Open,

    /// <summary>Those that are over.</summary>
    Closed,
}

/// <summary>Where a page of a list of cases begins: after a case, by a moment and its number.</summary>
/// <param name="At">By which moment the list is in order: of open cases, when something is due; null where nothing is.</param>
/// <param name="Number">Its number.</param>
public readonly record struct CaseCursor(DateTime? At, long Number)
{
    /// <summary>As it stands in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At?.Ticks ?? 0}.{Number}");

    /// <summary>From an address; null where it is none.</summary>
    public static CaseCursor? Read(string? text) => text?.Split('.') is [var ticks, var number]
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var due) && due <= DateTime.MaxValue.Ticks && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
        ? new(due == 0 ? null : new DateTime(due, DateTimeKind.Utc), read) : null;
}

/// <summary>What the list of cases is narrowed to. It stands in the address, so that it can be sent and kept.</summary>
public sealed record CaseQuery
{
    /// <summary>How many stand on a page.</summary>
    public const int PageSize = 30;

    /// <summary>The names of the filters in an address, besides which view it is.</summary>
    public static readonly string[] Filters = ["kind", "unit", "owner", "from", "topic", "touchpoint", "language"];

    private const int LongestText = 80;

    /// <summary>Which view.</summary>
    public CaseView View { get; init; }

    /// <summary>Only of this kind.</summary>
    public CaseKind? Kind { get; init; }

    /// <summary>Only of the unit of this code, and all below it.</summary>
    public string? Unit { get; init; }

    /// <summary>Only of this owner.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Only what was written through the contact form.</summary>
    public bool Written { get; init; }

    /// <summary>Of these, only those about the topic of this code.</summary>
    public string? Topic { get; init; }

    /// <summary>Only those about the touchpoint of this code.</summary>
    public string? Touchpoint { get; init; }

    /// <summary>Of what was written through the form, only what was written in this language.</summary>
    public string? Language { get; init; }

    /// <summary>After which case the page begins.</summary>
    public CaseCursor? After { get; init; }

    /// <summary>Whether anything is narrowed besides which view it is.</summary>
    public bool Narrowed => Kind is not null || Owner is not null || Written || (Unit ?? Topic ?? Touchpoint ?? Language) is not null;

    /// <summary>Reads an address. What it cannot read it leaves out: a mangled link shows more, never an error.</summary>
    public static CaseQuery FromAddress(IQueryCollection query) => new()
    {
        View = ViewOf(query["view"]) ?? CaseView.Mine, Kind = CaseWords.KindOf(query["kind"]), Unit = Text(query, "unit"), Written = query["from"] == "form", Topic = Text(query, "topic"), Touchpoint = Text(query, "touchpoint"), Language = Text(query, "language"),
        Owner = Guid.TryParse(query["owner"], out var owner) ? owner : null, After = CaseCursor.Read(query["after"]),
    };

    private static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    /// <summary>A view by its code; null for none.</summary>
    public static CaseView? ViewOf(string? code) =>
        Enum.GetNames<CaseView>().FirstOrDefault(name => string.Equals(name, code?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<CaseView>(known) : null;

    /// <summary>A view's code.</summary>
    public static string Code(CaseView view) => view.ToString().ToLowerInvariant();

    /// <summary>Who looks, and when.</summary>
    /// <param name="Me">Who.</param>
    /// <param name="Team">The units of their team; null for all.</param>
    /// <param name="Now">The moment.</param>
    /// <param name="Tomorrow">When today is over where the organisation is.</param>
    internal sealed record Looking(Guid Me, Guid?[]? Team, DateTime Now, DateTime Tomorrow);

    /// <summary>Those of a view.</summary>
    internal static IQueryable<Case> Of(IQueryable<Case> all, CaseView view, Looking looking) =>
        view == CaseView.Closed ? all.Where(row => row.ClosedAt != null) : all.Where(row => row.ClosedAt == null).Where(AmongOpen(view, looking));

    /// <summary>What makes a case that goes on one of a view.</summary>
    internal static Expression<Func<Case, bool>> AmongOpen(CaseView view, Looking looking)
    {
        var (me, team, now, tomorrow) = looking;
        return view switch
        {
            CaseView.Mine => row => row.OwnerId == me && (row.SnoozedUntil == null || row.SnoozedUntil <= now),
            CaseView.Team when team is not null => row => team.Contains(row.UnitId) && (row.SnoozedUntil == null || row.SnoozedUntil <= now),
            CaseView.Team => row => row.SnoozedUntil == null || row.SnoozedUntil <= now,
            CaseView.Unowned => row => row.OwnerId == null && (row.SnoozedUntil == null || row.SnoozedUntil <= now),
            CaseView.Due => row => row.DueAt < tomorrow,
            CaseView.Unanswered => row => row.State != CaseState.Answered && row.AwaitingSince == null && (row.SnoozedUntil == null || row.SnoozedUntil <= now),
            CaseView.Waiting => row => row.AwaitingSince != null,
            CaseView.Reopened => row => row.Reopened > 0,
            CaseView.Snoozed => row => row.SnoozedUntil > now,
            _ => _ => true,
        };
    }
}
