using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Sharing;

/// <summary>What was answered last at a kiosk.</summary>
/// <param name="Scores">The answers that were tapped.</param>
/// <param name="At">When they were sent.</param>
/// <param name="Same">How many in a row were the same, each soon after the one before.</param>
public sealed record KioskTurn(string Scores, DateTime At, int Same);

/// <summary>Tells play at a kiosk from answers: nobody who means it answers faster than one can read, or three times the same within a minute.</summary>
/// <remarks>Whoever writes something is believed: what they wrote is read anyhow.</remarks>
public static class KioskPlay
{
    private const int FewestStraight = 5;
    private const int MostSame = 2;
    private const int ShortestWords = 10;
    private static readonly TimeSpan ForAScore = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan ForAStatement = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    /// <summary>Looks at one who finished.</summary>
    /// <param name="walk">What they answered.</param>
    /// <param name="took">How long it took them, from the first page on.</param>
    /// <param name="before">Who finished before them at the same kiosk, if anybody did.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is play, and what to compare the next one with.</returns>
    public static (bool IsPlay, KioskTurn Turn) Look(SurveyWalk walk, TimeSpan took, KioskTurn? before, DateTime now)
    {
        var fields = walk.Survey.Questions.Where(question => question.Scale is not null).SelectMany(question => question.Fields).Where(field => walk.Given[field].Count > 0).ToArray();
        var scores = string.Join(' ', walk.Survey.Questions.Where(question => question.Scale is not null || question.HasChoices).SelectMany(question => question.Fields).SelectMany(field => walk.Given[field].Select(value => $"{field}={value}")));
        var again = before is not null && before.Scores == scores && now - before.At < Soon;
        var turn = new KioskTurn(scores, now, again ? (before?.Same ?? 0) + 1 : 1);
        if (walk.Survey.Questions.Any(question => question.Kind is QuestionKind.Text or QuestionKind.Contact && question.Fields.Any(field => walk.Given.One(field)?.Length >= ShortestWords))) return (false, turn);

        var quick = took < ForAScore * Math.Max(1, fields.Length);
        var straight = fields.Length >= FewestStraight && fields.Select(walk.Given.One).Distinct().Count() == 1 && took < ForAStatement * fields.Length;
        var repeated = again && (turn.Same > MostSame || now - before?.At < AtOnce);
        return (quick || straight || repeated, turn);
    }
}
