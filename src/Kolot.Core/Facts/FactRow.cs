using Kolot.Core.Listen;

namespace Kolot.Core.Facts;

/// <summary>An answer: a number, with the scale it was given on where that is known, or a word.</summary>
/// <param name="Number">The number; not a number where it is a word.</param>
/// <param name="Label">The word; null where it is a number.</param>
/// <param name="Low">The lowest that could be given; null where nobody said.</param>
/// <param name="High">The highest.</param>
public readonly record struct Answer(double Number, string? Label = null, double? Low = null, double? High = null)
{
    /// <summary>An answer in words.</summary>
    public static Answer Of(string label) => new(double.NaN, label);

    /// <summary>As it stands in addresses and filters.</summary>
    public string Written => Label ?? Number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What is counted of one voice. One object serves for many, one after the other.</summary>
public sealed class FactRow
{
    /// <summary>Its place in time, by which it is known.</summary>
    public long Place { get; set; }

    /// <summary>What it is.</summary>
    public VoiceKind Kind { get; set; }

    /// <summary>By which channel it came.</summary>
    public Guid Channel { get; set; }

    /// <summary>About which touchpoint.</summary>
    public Guid? Touchpoint { get; set; }

    /// <summary>About which unit.</summary>
    public Guid? Unit { get; set; }

    /// <summary>Whose it is.</summary>
    public Guid? Customer { get; set; }

    /// <summary>Who entered it.</summary>
    public Guid? EnteredBy { get; set; }

    /// <summary>The language of its words.</summary>
    public string? Language { get; set; }

    /// <summary>What was answered, by question; the headline score is the answer to the question without a name.</summary>
    public List<(string Question, Answer Answer)> Answers { get; } = [];
}
