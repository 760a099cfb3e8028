namespace Kolot.Core.Respond.Restatements;

/// <summary>What became of a restatement.</summary>
public enum RestatementEnding
{
    /// <summary>The customer has not answered it.</summary>
    Waiting = 0,

    /// <summary>The customer says: yes, that is it.</summary>
    Confirmed = 1,

    /// <summary>The customer says what it is instead.</summary>
    Corrected = 2,

    /// <summary>It was left out, with the reason.</summary>
    Skipped = 3,

    /// <summary>Another one was written in its place before it was answered.</summary>
    Replaced = 4,
}

/// <summary>How the customer heard a restatement and answered it.</summary>
public enum RestatementWay
{
    /// <summary>On a page of their own, by a signed link.</summary>
    Link = 0,

    /// <summary>On a call, as whoever spoke with them notes.</summary>
    Call = 1,
}
