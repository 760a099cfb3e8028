namespace Kolot.Core.Respond.Cases;

/// <summary>What two cases have to do with each other.</summary>
public enum CaseRelationKind
{
    /// <summary>Whoever is at one wants to know of the other.</summary>
    Related = 0,

    /// <summary>The same went wrong in both.</summary>
    SameCause = 1,

    /// <summary>Both are of the same matter: they are to be merged.</summary>
    Duplicate = 2,
}
