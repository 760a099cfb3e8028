namespace Kolot.Core.Listen.Surveys;

/// <summary>The ways through a draft, as they are drawn: screens in order, what each is asked of, and the endings.</summary>
/// <param name="Stops">The screens.</param>
/// <param name="Ends">The endings, in the order in which they are looked at.</param>
public sealed record SurveyFlow(IReadOnlyList<FlowStop> Stops, IReadOnlyList<FlowEnd> Ends)
{
    /// <summary>Whether somebody may come to the end and find nothing that is for them.</summary>
    public bool LeavesSomeOut => Ends is [.., { Of: not null }];

    /// <summary>The ways through a draft.</summary>
    public static SurveyFlow Of(Survey survey)
    {
        var ways = new DeadEnds(survey);
        var stops = survey.Screens.Select((screen, at) => new FlowStop(
            at, screen.ShowIf, screen.ShowIf is null || ways.Reached(screen.ShowIf),
            [.. screen.Questions.Select(question => new FlowQuestion(question, ways.Reached(screen.ShowIf, question.ShowIf)))]));
        var closed = false;
        var ends = new List<FlowEnd>();
        foreach (var (at, ending) in survey.Endings.Index())
        {
            ends.Add(new(at, ending.ShowIf, !closed && (ending.ShowIf is null || ways.Reached(ending.ShowIf))));
            closed |= ending.ShowIf is null;
        }

        return new([.. stops], ends);
    }
}

/// <summary>A screen on the way.</summary>
/// <param name="Screen">Its place, from 0.</param>
/// <param name="Of">Of whom it is asked; null for everybody. The others pass it by.</param>
/// <param name="Reached">Whether anybody can get to it.</param>
/// <param name="Questions">What is asked there.</param>
public sealed record FlowStop(int Screen, Condition? Of, bool Reached, IReadOnlyList<FlowQuestion> Questions);

/// <summary>A question on the way.</summary>
/// <param name="Question">The question.</param>
/// <param name="Reached">Whether anybody can be asked it.</param>
public sealed record FlowQuestion(Question Question, bool Reached);

/// <summary>An ending.</summary>
/// <param name="At">Its place, from 0.</param>
/// <param name="Of">To whom it is said; null for everybody who is left.</param>
/// <param name="Reached">Whether anybody can read it.</param>
public sealed record FlowEnd(int At, Condition? Of, bool Reached);
