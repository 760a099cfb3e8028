using Kolot.Core.Organisation;

namespace Kolot.Shell;

/// <summary>One word of the navigation.</summary>
/// <param name="Key">What a page says in <c>Here</c>.</param>
/// <param name="Icon">Its sign in the dock of a phone.</param>
/// <param name="Rest">Its path within the organisation.</param>
/// <param name="Label">Its word in the reader's language.</param>
/// <param name="Shown">To whom it is shown: to whom its page is open.</param>
public sealed record Place(string Key, string Icon, string Rest, Func<string> Label, Func<Visit, bool> Shown);

/// <summary>Where one can go from anywhere, in order.</summary>
public static class Navigation
{
    private static readonly Place[] Places =
    [
        new("today", "today", "today", () => Words.NavToday, visit => visit.May(Right.ReadVoices)),
        new("voices", "hear", "voices", () => Words.NavVoices, visit => visit.May(Right.ReadVoices)),
        new("cases", "case", "cases", () => Words.NavCases, visit => visit.May(Right.ReadVoices)),
        new("understand", "chart", "scores", () => Words.NavUnderstand, visit => visit.May(Right.ReadScores)),
        new("compare", "compare", "studies", () => Words.NavCompare, visit => visit.May(Right.ReadScores)),
        new("surveys", "survey", "surveys", () => Words.NavSurveys, visit => visit.May(Right.SetUp) && visit.Member is { SeesAll: true }),
        new("customers", "user", "customers", () => Words.NavCustomers, visit => visit.May(Right.ReadCustomers)),
        new("hear", "plus", "voices/new", () => Words.NavHear, visit => visit.May(Right.EnterVoices)),
        new("imports", "upload", "imports", () => Words.NavImports, visit => visit.May(Right.Import)),
        new("settings", "gear", "settings", () => Words.NavSettings, SeesSettings),
    ];

    /// <summary>Whether anything in the settings concerns the visitor.</summary>
    public static bool SeesSettings(Visit visit) =>
        visit.May(Right.SetUp) || visit.May(Right.ManageMembers) || visit.May(Right.ManageKeys) || visit.May(Right.ReadLog) || visit.May(Right.SeeErrands);

    /// <summary>The words that the visitor may open.</summary>
    public static IEnumerable<Place> For(Visit visit) =>
        visit.Organisation is null ? [] : Places.Where(place => place.Shown(visit));
}
