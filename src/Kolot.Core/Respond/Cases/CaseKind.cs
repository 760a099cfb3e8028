namespace Kolot.Core.Respond.Cases;

/// <summary>What a case is about.</summary>
public enum CaseKind
{
    /// <summary>Somebody wants to know something.</summary>
    Question = 0,

    /// <summary>Somebody wants something done.</summary>
    Request = 1,

    /// <summary>Somebody says that something went wrong.</summary>
    Complaint = 2,

    /// <summary>Somebody was hurt, whether or not they complained: it is to be made right.</summary>
    Recovery = 3,

    /// <summary>A kind word that is to be passed on to whom it is about.</summary>
    Praise = 4,
}

/// <summary>Where a case stands, after the steps of ISO 10002.</summary>
public enum CaseState
{
    /// <summary>It came, and nobody has said so to the customer.</summary>
    Received = 0,

    /// <summary>The customer knows that it came, and from whom they will hear.</summary>
    Acknowledged = 1,

    /// <summary>How bad it is was looked at.</summary>
    Assessed = 2,

    /// <summary>What happened was found out.</summary>
    Investigated = 3,

    /// <summary>The customer was answered.</summary>
    Answered = 4,

    /// <summary>It is over, confirmed by the customer or not.</summary>
    Closed = 5,
}

/// <summary>How soon a case is to be looked at, from what it means to the customer and how far it reaches.</summary>
public enum CaseUrgency
{
    /// <summary>In its turn.</summary>
    Low = 1,

    /// <summary>Soon.</summary>
    Middle = 2,

    /// <summary>Before others.</summary>
    High = 3,

    /// <summary>At once.</summary>
    Critical = 4,
}

/// <summary>The rubric of how bad something is: severity says how much it hurts this customer, impact how far it reaches; each from 1 to 4.</summary>
/// <remarks>The sum decides: 7 and 8 are critical, 5 and 6 high, 4 middle. What hurts most is hence never less than high, however few it reaches.</remarks>
public static class CaseRubric
{
    /// <summary>The least.</summary>
    public const int Least = 1;

    /// <summary>The most.</summary>
    public const int Most = 4;

    /// <summary>Whether it is one of the four.</summary>
    public static bool IsLevel(int level) => level is >= Least and <= Most;

    /// <summary>How soon.</summary>
    public static CaseUrgency Of(int severity, int impact) => (severity + impact) switch
    {
        >= 7 => CaseUrgency.Critical,
        >= 5 => CaseUrgency.High,
        4 => CaseUrgency.Middle,
        _ => CaseUrgency.Low,
    };
}
