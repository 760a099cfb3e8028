namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>What became of one question of a LimeSurvey file.</summary>
/// <param name="Code">Its code there.</param>
/// <param name="Text">What it asks, in the main language.</param>
/// <param name="Became">The questions that stand for it; none where it was not taken over.</param>
/// <param name="Lost">What of it was not taken over: codes such as <c>relevance</c>, <c>type</c>, <c>comments</c>.</param>
public sealed record LssNote(string Code, string Text, IReadOnlyList<Question> Became, IReadOnlyList<string> Lost);

/// <summary>A LimeSurvey file as a draft.</summary>
/// <param name="Survey">The draft.</param>
/// <param name="Notes">What became of each question.</param>
/// <param name="Lost">What of the survey as a whole was not taken over: <c>quotas</c>, <c>dates</c>, <c>language</c>, <c>group_relevance</c>.</param>
public sealed record LssSurvey(Survey Survey, IReadOnlyList<LssNote> Notes, IReadOnlyList<string> Lost);

/// <summary>What an expression may speak of: a question there, a field here.</summary>
/// <param name="Field">The field here.</param>
/// <param name="Values">The value here for a value there; null where it is the same.</param>
/// <param name="Tick">The choice that is ticked, where it is one of several.</param>
/// <param name="IsWhole">Whether its answers are whole numbers.</param>
internal sealed record LssVariable(string Field, IReadOnlyDictionary<string, string>? Values = null, string? Tick = null, bool IsWhole = false)
{
    public string? Value(string there) => Values is null ? there : Values.GetValueOrDefault(there);
}
