namespace Kolot.Understand.Scores;

/// <summary>What of a view is asked for, besides the number itself with its change and its distribution: whoever shows less counts less.</summary>
[Flags]
public enum ScoreParts
{
    /// <summary>The number, its change and its distribution.</summary>
    Whole = 0,

    /// <summary>Its course over time.</summary>
    Course = 1,

    /// <summary>The groups.</summary>
    Groups = 2,

    /// <summary>What customers' attributes could narrow it by.</summary>
    Attributes = 4,

    /// <summary>All that the scores page shows.</summary>
    All = Course | Groups | Attributes,
}
