namespace Kolot.Core.Facts;

/// <summary>What the course of a case answers, though nobody was asked: how it was solved. It is counted as answers are, under names that no survey can give.</summary>
public static class OutcomeQuestions
{
    /// <summary>How all of their names begin.</summary>
    public const string Prefix = "case:";

    /// <summary>Whether the customer confirmed that it is solved: 1 or 0.</summary>
    public const string Confirmed = Prefix + "confirmed";

    /// <summary>Whether the customer confirmed it after one answer: 1 or 0.</summary>
    public const string SolvedAtFirst = Prefix + "solved-at-first";

    /// <summary>Whether the customer had to turn to us again within seven days of the closing: 1 or 0.</summary>
    public const string ContactAgain = Prefix + "contact-again";

    /// <summary>How many minutes of their own it cost the customer, as they say.</summary>
    public const string OwnMinutes = Prefix + "own-minutes";

    /// <summary>Whether a question is one of them: no voice answers these, whatever was sent.</summary>
    public static bool Holds(string question) => question.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Leaves voices alone: what every outcome has, no voice has.</summary>
    public static IReadOnlyList<FactAxis> VoicesOnly { get; } =
        [new(FactAxisKind.Answer, Confirmed, answer => answer.Length == 0 ? "" : null), new(FactAxisKind.Answer, ContactAgain, answer => answer.Length == 0 ? "" : null)];
}
