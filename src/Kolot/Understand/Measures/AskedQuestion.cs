using Kolot.Core.Facts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>A question that customers answered lately: a hint for whoever defines a measure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many of the latest voices answered it with a number.</param>
/// <param name="Low">The lowest number given.</param>
/// <param name="High">The highest.</param>
public sealed record AskedQuestion(string Name, int Count, double Low, double High)
{
    /// <summary>How many voices with answers are looked at.</summary>
    public const int Looked = 1000;

    private const int Most = 40;

    /// <summary>What was asked, most answered first. Words alone are no number, and are left out.</summary>
    public static async Task<IReadOnlyList<AskedQuestion>> Lately(OrganisationStore store, CancellationToken cancel)
    {
        var answers = new List<(string Question, Answer Answer)>();
        var latest = store.Voices.AsNoTracking().OrderByDescending(voice => voice.Place).Where(voice => voice.Answers != null).Select(voice => voice.Answers).Take(Looked);
        foreach (var json in await latest.ToArrayAsync(cancel)) FactAnswers.Read(json ?? "{}", answers);
        return
        [
            .. answers.Where(one => double.IsFinite(one.Answer.Number)).GroupBy(one => one.Question, one => one.Answer.Number)
                .Select(asked => new AskedQuestion(asked.Key, asked.Count(), asked.Min(), asked.Max())).OrderByDescending(asked => asked.Count).ThenBy(asked => asked.Name, StringComparer.Ordinal).Take(Most),
        ];
    }
}
