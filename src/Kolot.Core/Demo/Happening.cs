using Kolot.Core.Listen;

namespace Kolot.Core.Demo;

/// <summary>Something that a customer, or somebody for one, spoke of on a day.</summary>
internal sealed record Happening
{
    public required int Day { get; init; }

    public required string Channel { get; init; }

    public string? Touchpoint { get; init; }

    public string? Unit { get; init; }

    public VoiceKind? Kind { get; init; }

    /// <summary>What is told where it went well.</summary>
    public string? Good { get; init; }

    /// <summary>What is told where it did not.</summary>
    public required string Bad { get; init; }

    /// <summary>The score's mean; null where no score is asked.</summary>
    public double? Mean { get; init; }

    /// <summary>Which survey asked, if one did.</summary>
    public string? Survey { get; init; }

    /// <summary>The hour, where it matters.</summary>
    public int? Hour { get; init; }

    /// <summary>What is known beside the words: hours late, whether mended.</summary>
    public (string Question, object Answer)[] Known { get; init; } = [];
}
