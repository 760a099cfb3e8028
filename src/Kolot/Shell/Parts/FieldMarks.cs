namespace Kolot.Shell.Parts;

/// <summary>What ties an input to its label, its hint and its fault.</summary>
public sealed record FieldMarks(string Id, string? DescribedBy, string? Invalid)
{
    /// <summary>The id of the field of that name: also where a summary of faults leads.</summary>
    public static string IdOf(string name) => "f-" + name.Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}

/// <summary>One thing that can be chosen.</summary>
public sealed record Option(string Value, string Label);
