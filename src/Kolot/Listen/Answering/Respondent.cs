using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Answering;

/// <summary>Somebody who answers: which survey, how far they are, what they gave.</summary>
/// <param name="Organisation">The organisation that asks.</param>
/// <param name="Asked">The survey as it is asked now.</param>
/// <param name="Survey">The version that they answer.</param>
/// <param name="Token">What their form carries.</param>
public sealed record Respondent(string Organisation, AskedSurvey Asked, Survey Survey, AnswerToken Token)
{
    /// <summary>What is kept of them; null before they sent a screen.</summary>
    public SurveyResponse? Kept { get; init; }

    /// <summary>What they gave so far, and what came along.</summary>
    public Given Given { get; init; } = Given.Nothing;

    /// <summary>Whose it is, where a personal link knows it: source and id of the customer.</summary>
    public Customer? Customer { get; init; }

    /// <summary>Whether they are done.</summary>
    public bool IsDone => Kept?.FinishedAt is not null;
}

/// <summary>Finds whoever answers by what their form or their address carries.</summary>
public sealed class Respondents(AskedSurveys surveys, AnswerTokens tokens, Stores stores, TimeProvider clock)
{
    /// <summary>Whoever a token is of; null where it opens nothing of this survey.</summary>
    public async Task<Respondent?> Of(string organisation, AskedSurvey asked, string? kept, CancellationToken cancel)
    {
        if (tokens.Open(organisation, kept) is not { } token || token.Survey != asked.Id) return null;
        if (await surveys.Version(organisation, token.Survey, token.Number, cancel) is not { } survey) return null;
        var respondent = new Respondent(organisation, asked, survey, token);
        if (!token.Begun && token.Link is null) return respondent;
        await using var store = await stores.Open(organisation, cancel);
        var row = token.Begun ? await store.SurveyResponses.AsNoTracking().SingleOrDefaultAsync(response => response.Id == token.Response, cancel) : null;
        if (row is { Given.Length: > 0 }) respondent = respondent with { Given = SurveyJson.ReadGiven(row.Given) };
        return await Known(store, respondent with { Kept = row }, cancel);
    }

    /// <summary>Somebody new.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="asked">The survey that they opened.</param>
    /// <param name="way">By which way.</param>
    /// <param name="came">What came along in the address: <c>is.NAME</c>, and first answers.</param>
    /// <param name="cancel">Ends the search.</param>
    public async Task<Respondent?> New(string organisation, AskedSurvey asked, AnswerToken way, Given came, CancellationToken cancel)
    {
        if (await surveys.Version(organisation, asked.Id, asked.Number, cancel) is not { } survey) return null;
        var now = clock.GetUtcNow();
        var token = way with { Response = Guid.CreateVersion7(now), Survey = asked.Id, Number = asked.Number, OpenedAt = now.UtcDateTime };
        var respondent = new Respondent(organisation, asked, survey, token) { Given = Told(survey, came) };
        if (way.Link is null) return respondent;
        await using var store = await stores.Open(organisation, cancel);
        return await Known(store, respondent, cancel);
    }

    // Only what the survey wants to know comes along, and only answers that are answers.
    private static Given Told(Survey survey, Given came)
    {
        var read = AnswerReading.Of(survey.Questions.Where(question => question.Asks && question.Kind is not QuestionKind.File), field => came[field]).Read;
        return Given.Nothing.With(read).With(survey.Hidden.Select(name => KeyValuePair.Create(Test.Attribute + name, came[Test.Attribute + name])));
    }

    private static async Task<Respondent> Known(OrganisationStore store, Respondent respondent, CancellationToken cancel)
    {
        if (respondent.Token.Link is not { } id) return respondent;
        var link = await store.SurveyLinks.AsNoTracking().SingleOrDefaultAsync(link => link.Id == id, cancel);
        if (link is null) return respondent;
        var customer = link.CustomerId is { } whose ? await store.Customers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == whose, cancel) : null;
        var known = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(link.Known) ?? [];
        if (customer?.Name is { } name) known.TryAdd("name", name);
        return respondent with
        {
            Customer = customer,
            Given = respondent.Given.With(known.Select(one => KeyValuePair.Create(Test.Attribute + one.Key, (IReadOnlyList<string>)[one.Value]))),
        };
    }
}
