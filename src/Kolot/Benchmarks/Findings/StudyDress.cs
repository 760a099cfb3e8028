using Kolot.Core.Benchmarks;

namespace Kolot.Benchmarks.Findings;

/// <summary>How outcomes are dressed on pages, and what files and programs call them.</summary>
public static class StudyDress
{
    /// <summary>The name of an outcome in the stylesheets: what it is filled, framed or hatched by.</summary>
    public static string Of(Outcome outcome) => outcome switch { Outcome.Delight => "heal", Outcome.LatePoor => "late", Outcome.Never => "never", Outcome.Unknown => "unknown", _ => "even" };

    /// <summary>What files and programs call something.</summary>
    public static string Name(Enum value) => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";
}
