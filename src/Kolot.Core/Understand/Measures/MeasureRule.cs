namespace Kolot.Core.Understand.Measures;

/// <summary>A measure that the organisation defined, named, changed or retired. A ready-made one has such a row only once something of it was changed.</summary>
public sealed class KeptMeasure
{
    /// <summary>By what it is known in addresses.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called; null for the name of a ready-made one.</summary>
    public string? Name { get; set; }

    /// <summary>The same in English.</summary>
    public string? NameEn { get; set; }

    /// <summary>Whether it is not offered any more. What refers to it still finds it.</summary>
    public bool Retired { get; set; }

    /// <summary>How often it was changed, its versions counted.</summary>
    public int Version { get; set; }
}

/// <summary>One version of a measure's rule, as it was decided. It stays as it is: a changed rule is another version.</summary>
public sealed class MeasureRule
{
    /// <summary>The measure.</summary>
    public required string Code { get; init; }

    /// <summary>The version's number, from 1; of a ready-made measure, whose first is in the program, from 2.</summary>
    public int Number { get; init; }

    /// <summary>The first day that it counts; null for all days. A version with a higher number goes before it.</summary>
    public DateOnly? From { get; init; }

    /// <summary>What the answers are made into.</summary>
    public MeasureKind Kind { get; init; }

    /// <summary>The question; empty for the headline score.</summary>
    public required string Question { get; init; }

    /// <summary>The lowest answer of its scale.</summary>
    public double Low { get; init; }

    /// <summary>The highest.</summary>
    public double High { get; init; }

    /// <summary>From which answer on it counts as one of the top.</summary>
    public double Top { get; init; }

    /// <summary>Below how many answers there is no number.</summary>
    public int AtLeast { get; init; }

    /// <summary>How many decimals it is written with.</summary>
    public int Decimals { get; init; }

    /// <summary>Whether more of it is better.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>Whose answers are counted, as <see cref="VoiceLimits"/> writes it.</summary>
    public required string Voices { get; init; }

    /// <summary>Why it was decided: what whoever meets the number reads.</summary>
    public required string Reason { get; init; }

    /// <summary>By whom.</summary>
    public Guid By { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>The measure that it makes.</summary>
    public Measure Measure(KeptMeasure kept, MeasureFamily family) => new(Code, Number, Kind, Question, Low, High)
    {
        Family = family, Top = Top, AtLeast = AtLeast, Decimals = Decimals, HigherIsBetter = HigherIsBetter, From = From, Voices = Voices, Name = kept.Name, NameEn = kept.NameEn,
    };
}
