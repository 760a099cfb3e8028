namespace Kolot.Core.Respond.Cases;

/// <summary>The codes of what happens with a case. Whatever moves its state is here; other parts add codes of their own, which move nothing.</summary>
public static class CaseStepKinds
{
    /// <summary>It was opened.</summary>
    public const string Opened = "opened";

    /// <summary>The customer was told that it came.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Kind, severity or impact were looked at.</summary>
    public const string Assessed = "assessed";

    /// <summary>What happened was found out.</summary>
    public const string Investigated = "investigated";

    /// <summary>The customer was asked something, and is awaited.</summary>
    public const string Asked = "asked";

    /// <summary>The customer was answered.</summary>
    public const string Answered = "answered";

    /// <summary>The customer said something: a voice of theirs joined, or they replied.</summary>
    public const string Heard = "heard";

    /// <summary>The customer is not awaited any more, though they said nothing.</summary>
    public const string NotAwaited = "not_awaited";

    /// <summary>A colleague noted something that the customer does not see.</summary>
    public const string Noted = "noted";

    /// <summary>It has another owner or another team.</summary>
    public const string HandedOver = "handed_over";

    /// <summary>It rests until a moment.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>It rests no more.</summary>
    public const string Woken = "woken";

    /// <summary>Another case was merged into it.</summary>
    public const string Merged = "merged";

    /// <summary>It was merged into another, and ends here.</summary>
    public const string MergedAway = "merged_away";

    /// <summary>It is a case of its own again.</summary>
    public const string MergeUndone = "merge_undone";

    /// <summary>The customer was called and spoken with.</summary>
    public const string Called = "called";

    /// <summary>It has to do with another case.</summary>
    public const string Related = "related";

    /// <summary>It has nothing to do with another case any more.</summary>
    public const string Unrelated = "unrelated";

    /// <summary>Some of its voices are a case of their own.</summary>
    public const string SplitAway = "split_away";

    /// <summary>It came of another case, with some of its voices.</summary>
    public const string SplitFrom = "split_from";

    /// <summary>It was closed, and the customer confirmed that it is solved.</summary>
    public const string ClosedConfirmed = "closed_confirmed";

    /// <summary>It was closed, and the customer confirmed nothing.</summary>
    public const string ClosedUnconfirmed = "closed_unconfirmed";

    /// <summary>It goes on after it was closed.</summary>
    public const string Reopened = "reopened";

    /// <summary>The closing was a slip, and never was.</summary>
    public const string ClosingUndone = "closing_undone";

    /// <summary>Whether it ends a case.</summary>
    public static bool Closes(string kind) => kind is ClosedConfirmed or ClosedUnconfirmed or MergedAway;

    /// <summary>Whether it has a closed case go on.</summary>
    public static bool Reopens(string kind) => kind is Reopened or Heard or ClosingUndone or MergeUndone;
}
