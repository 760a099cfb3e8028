using Kolot.Core;
using Kolot.Shell.Parts;

namespace Kolot.Benchmarks.Studies;

/// <summary>What was typed into a form, and why it was not taken.</summary>
/// <param name="Part">Into which form of the page.</param>
/// <param name="Form">What was typed.</param>
/// <param name="Refusal">Why it was not taken.</param>
public sealed record Attempt(string Part, IFormCollection Form, Refusal? Refusal)
{
    /// <summary>Whether somebody else changed it meanwhile.</summary>
    public bool IsStale => Refusal is Refusal.Conflict { Reason: "changed_meanwhile" };

    /// <summary>What is wrong with it.</summary>
    public Faults Faults { get; } = Faults.Of(Refusal, Words.ResourceManager);

    /// <summary>What stands in a field of a form: as it was typed there, or else as it is kept.</summary>
    public static string? Of(Attempt? attempt, string part, string name, string? kept) => attempt?.Part == part ? attempt.Form[name].ToString() : kept;

    /// <summary>Whether a box is ticked.</summary>
    public static bool Has(Attempt? attempt, string part, string name, bool kept, string value = "true") => attempt?.Part == part ? attempt.Form[name].Contains(value) : kept;

    /// <summary>The faults of a form, where it was that one.</summary>
    public static Faults FaultsOf(Attempt? attempt, string part) => attempt?.Part == part ? attempt.Faults : Faults.None;
}
