namespace Kolot.Store;

/// <summary>What becomes of cases when somebody leaves.</summary>
public static class CasesLeft
{
    /// <summary>The errand "pass on the cases of this member": its subject is who left, and after a space who takes over, where somebody does.</summary>
    public const string Errand = "cases.left";

    /// <summary>Leaves it, in the transaction of the parting.</summary>
    public static void LeaveCasesOf(this OrganisationStore store, Guid leaver, Guid? heir, DateTime at) =>
        store.Errands.Add(new() { Kind = Errand, Subject = $"{leaver} {heir}".TrimEnd(), DueAt = at });
}
