using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
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

    /// <summary>Whose it is, where a personal link knows it, or a site proved it.</summary>
    public HeardCustomer? Customer { get; init; }

    /// <summary>Whether they are done.</summary>
    public bool IsDone => Kept?.FinishedAt is not null;

    /// <summary>Them as a site proved who they are, unless it is known already: it stays with what they gave, however far they come.</summary>
    public Respondent Proven(HeardCustomer? customer) => Customer is null && customer is not null ? this with { Customer = customer, Given = ProvenCustomer.Beside(Given, customer) } : this;
}

/// <summary>Finds whoever answers by what their form or their address carries.</summary>
public sealed class Respondents(AskedSurveys surveys, AnswerTokens tokens, Stores stores, TimeProvider clock)
{
    private static readonly ReadyQuery<Guid, SurveyResponse> Responses = new((store, id) => store.SurveyResponses.AsNoTracking().Where(response => response.Id == id));

    /// <summary>Whoever a token is of; null where it opens nothing of this survey.</summary>
    public async Task<Respondent?> Of(string organisation, AskedSurvey asked, string? kept, CancellationToken cancel)
    {
        if (tokens.Open(organisation, kept) is not { } token || token.Survey != asked.Id) return null;
        if (await surveys.Version(organisation, token.Survey, token.Number, cancel) is not { } survey) return null;
        await using var store = await stores.Open(organisation, cancel);
        // A page that was opened before anything was sent may be sent once more when more is kept: by a second tab, by going back where no cookie stays, by whoever else opened the personal link.
        var row = await KeptOf(store, token.Response, cancel);
        var given = row is { Given.Length: > 0 } ? SurveyJson.ReadGiven(row.Given) : Given.Nothing;
        return await Known(store, new Respondent(organisation, asked, survey, token with { Begun = token.Begun || row is not null }) { Kept = row, Given = given, Customer = ProvenCustomer.Of(given) }, cancel);
    }

    /// <summary>Whoever a personal link is of: they go on where they stopped, or begin.</summary>
    public async Task<Respondent?> ByLink(string organisation, AskedSurvey asked, AnswerToken way, Given came, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var row = way.Link is { } own ? await KeptOf(store, own, cancel) : null;
        var (number, now) = (row?.Number ?? asked.Number, clock.GetUtcNow().UtcDateTime);
        if (await surveys.Version(organisation, asked.Id, number, cancel) is not { } survey) return null;
        // Who began in time goes on by when they began; further back than it may count a token would be too old to open.
        var opened = row is null ? now : row.BegunAt > now - AskedSurvey.Grace ? row.BegunAt : now - AskedSurvey.Grace;
        var token = way with { Response = way.Link ?? Guid.Empty, Survey = asked.Id, Number = number, OpenedAt = opened, Begun = row is not null, Notice = row?.Notice };
        var given = row is { Given.Length: > 0 } ? SurveyJson.ReadGiven(row.Given) : Told(survey, came);
        return await Known(store, new Respondent(organisation, asked, survey, token) { Kept = row, Given = given, Customer = ProvenCustomer.Of(given) }, cancel);
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
        return respondent;
    }

    private static async Task<SurveyResponse?> KeptOf(OrganisationStore store, Guid response, CancellationToken cancel) => await Responses.Ask(store, response, cancel) is [var row] ? row : null;

    // Only what the survey wants to know comes along, and only answers that are answers.
    private static Given Told(Survey survey, Given came)
    {
        var read = AnswerReading.Of(survey.Questions.Where(question => question.Asks && question.Kind is not QuestionKind.File), field => came[field]).Read;
        return Given.Nothing.With(read).With(survey.Hidden.Select(name => KeyValuePair.Create(Test.Attribute + name, came[Test.Attribute + name])));
    }

    // Of a link that was revoked, or went with its customer, nobody is known any more.
    private static async Task<Respondent?> Known(OrganisationStore store, Respondent respondent, CancellationToken cancel)
    {
        if (respondent.Token.Link is not { } id) return respondent;
        if (await PersonalLinks.Whose(store, id, cancel) is not { } whose) return null;
        return respondent with
        {
            Customer = whose.Customer ?? respondent.Customer,
            Given = respondent.Given.With(whose.Known.Select(one => KeyValuePair.Create(Test.Attribute + one.Key, (IReadOnlyList<string>)[one.Value]))),
        };
    }
}
