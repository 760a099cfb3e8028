namespace Kolot.Core.Respond.Lessons;

/// <summary>What was learned from a case: what happened, why, and what prevents it.</summary>
/// <param name="Happened">What happened; null where nothing is to be learned.</param>
/// <param name="Cause">Why, where that is known.</param>
/// <param name="Prevents">What prevents it; null where nothing is to be learned.</param>
public sealed record LessonDraft(string? Happened, string? Cause, string? Prevents)
{
    /// <summary>The longest of each, in characters.</summary>
    public const int LongestText = 2_000;

    /// <summary>Whether somebody says that there is nothing to learn.</summary>
    public bool Declined => Happened is null;

    /// <summary>Reads what was typed.</summary>
    /// <param name="happened">What happened.</param>
    /// <param name="cause">Why.</param>
    /// <param name="prevents">What prevents it.</param>
    /// <param name="declined">Whether nothing is to be learned: then nothing may be written either, lest it be lost.</param>
    public static Result<LessonDraft> Read(string? happened, string? cause, string? prevents, bool declined)
    {
        var faults = new List<Fault>();
        var draft = new LessonDraft(PlainText.Of(happened, LongestText, "happened", faults), PlainText.Of(cause, LongestText, "cause", faults), PlainText.Of(prevents, LongestText, "prevents", faults));
        var written = draft is not { Happened: null, Cause: null, Prevents: null };
        if (declined && written) faults.Add(new("declined", "written"));
        if (!declined && draft.Happened is null) faults.Add(new("happened", "required"));
        if (!declined && draft.Prevents is null) faults.Add(new("prevents", "required"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : draft;
    }
}
