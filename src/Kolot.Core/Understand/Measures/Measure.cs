using Kolot.Core.Facts;

namespace Kolot.Core.Understand.Measures;

/// <summary>What answers are made into.</summary>
public enum MeasureKind
{
    /// <summary>Promoters less detractors, in points from -100 to 100.</summary>
    Nps,

    /// <summary>The share of answers at or above a threshold, in percent.</summary>
    TopBox,

    /// <summary>The mean, on the scale of the answers.</summary>
    Mean,
}

/// <summary>To what a measure belongs.</summary>
public enum MeasureFamily
{
    /// <summary>What everybody knows: NPS, CSAT, CES, stars.</summary>
    Known,

    /// <summary>The three layers of service quality: availability and style, the professional answer, the emotional experience.</summary>
    Layers,

    /// <summary>The classic statements: fast, courteous, fitting.</summary>
    Classic,

    /// <summary>The emotional statements: surprised, inspired, wants to come back.</summary>
    Emotional,

    /// <summary>What solving was worth to the customer, as closed cases tell: see <see cref="OutcomeQuestions"/>.</summary>
    Effectiveness,

    /// <summary>What the organisation defined itself.</summary>
    Own,
}

/// <summary>A number that is made of answers, and by what rule. A changed rule is another version; numbers of the older one stay what they were.</summary>
/// <param name="Code">By what it is known in addresses.</param>
/// <param name="Version">Which version of its rule, from 1.</param>
/// <param name="Kind">What the answers are made into.</param>
/// <param name="Question">The question whose answers are counted; the one without a name is the headline score.</param>
/// <param name="Low">The lowest answer of its scale.</param>
/// <param name="High">The highest.</param>
public sealed record Measure(string Code, int Version, MeasureKind Kind, string Question, double Low, double High)
{
    /// <summary>From how many answers on a number is shown, and how small no group may be that could be read off by subtraction.</summary>
    public const int Fewest = 5;

    /// <summary>To what it belongs.</summary>
    public MeasureFamily Family { get; init; }

    /// <summary>From which answer on it counts as one of the top; for <see cref="MeasureKind.TopBox"/> only.</summary>
    public double Top { get; init; }

    /// <summary>Below how many answers there is no number.</summary>
    public int AtLeast { get; init; } = Fewest;

    /// <summary>The lowest that the number itself can be.</summary>
    public double Least => Kind switch { MeasureKind.Nps => -100, MeasureKind.TopBox => 0, _ => Low };

    /// <summary>The highest.</summary>
    public double Most => Kind == MeasureKind.Mean ? High : 100;

    /// <summary>Whether more of it is better.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>How many decimals it is written with.</summary>
    public int Decimals { get; init; } = Kind == MeasureKind.Mean ? 2 : 0;

    /// <summary>The first day that this version counts; null where it holds from the first voice on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Whose answers are counted, as <see cref="VoiceLimits"/> writes it; empty for those of every voice.</summary>
    public string Voices { get; init; } = "";

    /// <summary>What the organisation calls it; null where it is called by what all know it by.</summary>
    public string? Name { get; init; }

    /// <summary>The same in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>Whether it is counted of closed cases, not of what voices answered.</summary>
    public bool IsOfCases => OutcomeQuestions.Holds(Question);

    /// <summary>Those that are there from the first day.</summary>
    public static IReadOnlyList<Measure> Ready { get; } =
    [
        new("nps", 1, MeasureKind.Nps, "", 0, 10),
        new("csat", 1, MeasureKind.TopBox, "", 1, 5) { Top = 4 },
        new("stars", 1, MeasureKind.Mean, "", 1, 5),
        new("ces", 1, MeasureKind.Mean, "ces", 1, 7),
        .. Statements(MeasureFamily.Layers, "availability", "professional", "emotional"),
        .. Statements(MeasureFamily.Classic, "fast", "courteous", "fitting"),
        .. Statements(MeasureFamily.Emotional, "surprised", "inspired", "come-back"),
        new("solved-at-first", 1, MeasureKind.TopBox, OutcomeQuestions.SolvedAtFirst, 0, 1) { Top = 1, Family = MeasureFamily.Effectiveness },
        new("confirmed-solved", 1, MeasureKind.TopBox, OutcomeQuestions.Confirmed, 0, 1) { Top = 1, Family = MeasureFamily.Effectiveness },
        new("contact-again", 1, MeasureKind.TopBox, OutcomeQuestions.ContactAgain, 0, 1) { Top = 1, HigherIsBetter = false, Family = MeasureFamily.Effectiveness },
        new("own-minutes", 1, MeasureKind.Mean, OutcomeQuestions.OwnMinutes, 0, 10_000) { HigherIsBetter = false, Decimals = 0, Family = MeasureFamily.Effectiveness },
    ];

    /// <summary>What an answer counts as; null where it is not counted: words, and answers given on another scale or beyond this one.</summary>
    public double? WorthOf(Answer answer)
    {
        if (!double.IsFinite(answer.Number) || answer.Number < Low || answer.Number > High) return null;
        if ((answer.Low ?? Low) != Low || (answer.High ?? High) != High) return null;
        return Kind switch
        {
            MeasureKind.Nps => Statistics.NpsCounts.Worth(answer.Number),
            MeasureKind.TopBox => answer.Number >= Top ? 100 : 0,
            _ => answer.Number,
        };
    }

    // People say on five steps how far they agree; the upper two agree.
    private static IEnumerable<Measure> Statements(MeasureFamily family, params IEnumerable<string> codes) =>
        codes.Select(code => new Measure(code, 1, MeasureKind.TopBox, code, 1, 5) { Top = 4, Family = family });
}
