namespace Kolot.Core.Listen.Surveys;

/// <summary>Changes the endings and the quotas of a draft, each known by its place.</summary>
public static class DraftingEnds
{
    /// <summary>Adds an ending before the last one where that is for everybody who is left, so that it can be read at all.</summary>
    /// <returns>The draft, and where the ending stands.</returns>
    public static (Survey Survey, int At) Add(Survey survey, Ending ending)
    {
        var at = ending.ShowIf is not null && survey.Endings is [.., { ShowIf: null }] ? survey.Endings.Count - 1 : survey.Endings.Count;
        return (Insert(survey, at, ending), at);
    }

    /// <summary>Puts an ending at a place.</summary>
    public static Survey Insert(Survey survey, int at, Ending ending) => survey with { Endings = [.. survey.Endings.Take(at), ending, .. survey.Endings.Skip(at)] };

    /// <summary>Puts another in the place of an ending.</summary>
    public static Survey Change(Survey survey, int at, Ending ending) => survey with { Endings = [.. survey.Endings.Select((one, index) => index == at ? ending : one)] };

    /// <summary>Takes an ending away.</summary>
    public static Survey Remove(Survey survey, int at) => survey with { Endings = [.. survey.Endings.Where((_, index) => index != at)] };

    /// <summary>Moves an ending one place up or down.</summary>
    public static Survey Step(Survey survey, int at, bool down)
    {
        var other = down ? at + 1 : at - 1;
        if (at < 0 || other < 0 || Math.Max(at, other) >= survey.Endings.Count) return survey;
        var endings = survey.Endings.ToArray();
        (endings[at], endings[other]) = (endings[other], endings[at]);
        return survey with { Endings = endings };
    }

    /// <summary>Adds a quota, or puts another in the place of one that is there.</summary>
    public static Survey Keep(Survey survey, int at, Quota quota) => survey with
    {
        Quotas = at >= 0 && at < survey.Quotas.Count ? [.. survey.Quotas.Select((one, index) => index == at ? quota : one)] : [.. survey.Quotas, quota],
    };

    /// <summary>Takes a quota away.</summary>
    public static Survey RemoveQuota(Survey survey, int at) => survey with { Quotas = [.. survey.Quotas.Where((_, index) => index != at)] };
}
