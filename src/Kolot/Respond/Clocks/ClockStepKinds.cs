using Kolot.Core.Respond.Cases;

namespace Kolot.Respond.Clocks;

/// <summary>The codes of what happens with the clocks of a case. Only a call moves where the case stands.</summary>
public static class ClockStepKinds
{
    /// <summary>Little time is left.</summary>
    public const string Warned = "clock_warned";

    /// <summary>The time is over.</summary>
    public const string Late = "clock_late";

    /// <summary>The customer was called and spoken with.</summary>
    public const string Called = CaseStepKinds.Called;

    /// <summary>An hour was agreed on at which somebody comes.</summary>
    public const string VisitAgreed = "visit_agreed";

    /// <summary>Somebody came.</summary>
    public const string Visited = "visited";

    /// <summary>The deal is charged for no more.</summary>
    public const string Cancelled = "deal_cancelled";
}
