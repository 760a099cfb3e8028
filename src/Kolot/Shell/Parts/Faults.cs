using System.Globalization;
using System.Resources;
using Kolot.Core;

namespace Kolot.Shell.Parts;

/// <summary>What was given wrongly, on its way to the fields of a form.</summary>
/// <param name="All">The faults; none on a first visit.</param>
/// <param name="OwnWords">A folder's own sentences, <c>Fault_reason</c>; the shell's are asked after them.</param>
public sealed record Faults(IReadOnlyList<Fault> All, ResourceManager? OwnWords = null)
{
    public static Faults None { get; } = new([]);

    public bool Any => All.Count > 0;

    /// <summary>The sentence for a field, or null where it was given well.</summary>
    public string? For(string field) =>
        All.FirstOrDefault(fault => string.Equals(fault.Field, field, StringComparison.OrdinalIgnoreCase)) is { } fault ? Say(fault) : null;

    public string Say(Fault fault) => OwnWords?.GetString(FaultWords.KeyOf(fault), CultureInfo.CurrentUICulture) ?? FaultWords.Of(fault);

    /// <summary>The faults of a refusal, if it speaks of fields.</summary>
    public static Faults Of(Refusal? refusal, ResourceManager? ownWords = null) =>
        refusal is Refusal.Invalid invalid ? new(invalid.Faults, ownWords) : None;
}

/// <summary>Sentences for the reason codes of faults.</summary>
public static class FaultWords
{
    public static string Of(Fault fault) => Words.ResourceManager.GetString(KeyOf(fault), CultureInfo.CurrentUICulture) ?? Words.Fault_general;

    public static string KeyOf(Fault fault) => "Fault_" + fault.Reason;
}
