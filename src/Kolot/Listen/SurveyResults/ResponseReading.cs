using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.SurveyResults;

/// <summary>A survey with what was published of it.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Versions">Its versions by number, on as many screens as they were asked on.</param>
public sealed record ReadSurvey(SurveyRow Row, IReadOnlyDictionary<int, Survey> Versions)
{
    private readonly Dictionary<int, AnswerSheet> sheets = Versions.ToDictionary(version => version.Key, version => new AnswerSheet(version.Value));

    /// <summary>The versions, the newest first.</summary>
    public IReadOnlyList<Survey> NewestFirst { get; } = [.. Versions.OrderByDescending(version => version.Key).Select(version => version.Value)];

    /// <summary>The newest as it was written; null where none was published.</summary>
    public Survey? Written { get; init; }

    /// <summary>The languages that it was asked in, the main one first.</summary>
    public IReadOnlyList<string> Languages => [.. NewestFirst.SelectMany(survey => survey.Languages).Distinct()];

    /// <summary>The survey of a code, if a member may read its results; null otherwise.</summary>
    public static async Task<ReadSurvey?> Load(OrganisationStore store, Member reader, string code, CancellationToken cancel)
    {
        if (await store.SurveysSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } row) return null;
        var versions = await store.SurveyVersions.AsNoTracking().Where(version => version.SurveyId == row.Id).ToArrayAsync(cancel);
        var read = new Dictionary<int, Survey>();
        foreach (var version in versions)
            if (SurveyJson.Read(version.Content) is { } survey) read[version.Number] = survey;
        return new(row, read.ToDictionary(version => version.Key, version => OneScreen.Arranged(version.Value))) { Written = read.MaxBy(version => version.Key).Value };
    }

    /// <summary>What was answered: what its voice says, or, without one, what was given so far and counts.</summary>
    public Given GivenOf(SeenResponse seen)
    {
        var response = seen.Response;
        if (!Versions.TryGetValue(response.Number, out var survey)) return Given.Nothing;
        if (seen.Voice is not null) return sheets[response.Number].Read(seen.Score, seen.Text, seen.Answers);
        return response.Given.Length == 0 ? Given.Nothing : new SurveyWalk(survey, SurveyJson.ReadGiven(response.Given)).Given;
    }
}

/// <summary>Reads the responses to a survey page by page, in the order in which they were begun.</summary>
public sealed class ResponseReading(Stores stores)
{
    // So few that a page is mostly let go of before it counts as old.
    private const int Together = 250;

    /// <summary>All of them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SeenResponse>> All(
        Member reader, SurveyRow survey, Func<IQueryable<SurveyResponse>, IQueryable<SurveyResponse>> narrow, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (Guid? after = null; ;)
        {
            IReadOnlyList<SeenResponse> page;
            // Between two pages no connection is held: whoever is given them may take long.
            await using (var store = await stores.OpenSparing(reader.Organisation, cancel)) page = await Page(store, reader, survey, after, narrow, cancel);
            if (page.Count > 0) yield return page;
            if (page.Count < Together) yield break;
            after = page[^1].Response.Id;
        }
    }

    /// <summary>The latest ones before another, newest first.</summary>
    public async Task<IReadOnlyList<SeenResponse>> Latest(
        Member reader, SurveyRow survey, (Guid? Before, int Most) page, Func<IQueryable<SurveyResponse>, IQueryable<SurveyResponse>> narrow, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var responses = narrow(store.SurveyResponses);
        if (page.Before is { } before) responses = responses.Where(response => response.Id.CompareTo(before) < 0);
        return await store.ResponsesSeenBy(reader, survey, responses).OrderByDescending(seen => seen.Response.Id).Take(page.Most).ToArrayAsync(cancel);
    }

    /// <summary>How many there are.</summary>
    public async Task<long> Count(Member reader, SurveyRow survey, Func<IQueryable<SurveyResponse>, IQueryable<SurveyResponse>> narrow, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await store.ResponsesSeenBy(reader, survey, narrow(store.SurveyResponses)).LongCountAsync(cancel);
    }

    private static async Task<IReadOnlyList<SeenResponse>> Page(
        OrganisationStore store, Member reader, SurveyRow survey, Guid? after, Func<IQueryable<SurveyResponse>, IQueryable<SurveyResponse>> narrow, CancellationToken cancel)
    {
        var responses = narrow(store.SurveyResponses);
        if (after is { } last) responses = responses.Where(response => response.Id.CompareTo(last) > 0);
        return await store.ResponsesSeenBy(reader, survey, responses).OrderBy(seen => seen.Response.Id).Take(Together).ToArrayAsync(cancel);
    }
}
