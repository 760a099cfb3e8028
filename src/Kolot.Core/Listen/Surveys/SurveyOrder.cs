using Kolot.Core.Statistics;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Orders of their own for each who answers, the same each time they look.</summary>
public static class SurveyOrder
{
    /// <summary>Whether anything on a screen comes in an order of their own for each who answers.</summary>
    public static bool IsOwn(Screen screen) => screen.Shuffled || screen.Questions.Any(question => question.Shuffled);

    /// <summary>The questions of a screen in the order of whoever has this number.</summary>
    public static IReadOnlyList<Question> Of(Screen screen, IReadOnlyList<Question> asked, ulong number)
    {
        if (screen.Parts.Count > 0) return [.. screen.Parts.SelectMany(part => Of(part, [.. asked.Where(question => part.Questions.Any(one => one.Key == question.Key))], number))];
        return screen.Shuffled ? Drawn(asked, number, "") : asked;
    }

    /// <summary>The choices of a question in the order of whoever has this number; what excludes the others stays last.</summary>
    public static IReadOnlyList<Choice> Of(Question question, ulong number) => question.Shuffled
        ? [.. Drawn([.. question.Choices.Where(choice => !choice.Alone)], number, question.Key), .. question.Choices.Where(choice => choice.Alone)]
        : question.Choices;

    private static T[] Drawn<T>(IReadOnlyList<T> all, ulong number, string of)
    {
        var draws = new Draws(of.Aggregate(number, (seed, letter) => (seed * 31) + letter));
        T[] order = [.. all];
        for (var at = order.Length - 1; at > 0; at--)
        {
            var other = draws.Below(at + 1);
            (order[at], order[other]) = (order[other], order[at]);
        }

        return order;
    }
}
