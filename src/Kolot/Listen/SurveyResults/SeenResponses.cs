using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.SurveyResults;

/// <summary>A response with what its voice says.</summary>
public sealed class SeenResponse
{
    /// <summary>The response itself.</summary>
    public required SurveyResponse Response { get; init; }

    /// <summary>Its voice, where it has one within reach.</summary>
    public Guid? Voice { get; init; }

    /// <summary>Whose it is, if known.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The headline score.</summary>
    public double? Score { get; init; }

    /// <summary>The words.</summary>
    public string? Text { get; init; }

    /// <summary>The language of the words, once read.</summary>
    public string? Spoken { get; init; }

    /// <summary>All other answers.</summary>
    public string? Answers { get; init; }
}

/// <summary>Surveys and responses within a member's reach: what is not is not found.</summary>
internal static class SeenResponses
{
    /// <summary>The surveys that a member may read the results of: of their units, and those by which a voice in reach came.</summary>
    public static IQueryable<SurveyRow> SurveysSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.ReadVoices)) return store.Surveys.Where(_ => false);
        if (member.Units is not { } units) return store.Surveys;
        var within = units.Select(unit => (Guid?)unit).ToArray();
        var voices = store.VoicesSeenBy(member);
        return store.Surveys.Where(survey => within.Contains(survey.UnitId) || store.SurveyResponses.Any(response => response.SurveyId == survey.Id && voices.Any(voice => voice.Id == response.VoiceId)));
    }

    /// <summary>The responses to a survey: those with a voice in reach; those without one where the survey itself is.</summary>
    public static IQueryable<SeenResponse> ResponsesSeenBy(this OrganisationStore store, Member member, SurveyRow survey, IQueryable<SurveyResponse> responses)
    {
        if (!member.May(Right.ReadVoices)) responses = responses.Where(_ => false);
        var all = member.SeesAll;
        var own = member.Sees(survey.UnitId, null);
        var (id, voices) = (survey.Id, store.VoicesSeenBy(member));
        return from response in responses.AsNoTracking()
               where response.SurveyId == id
               from voice in voices.Where(voice => voice.Id == response.VoiceId).DefaultIfEmpty()
               where all || voice != null || (own && response.VoiceId == null)
               select new SeenResponse
               {
                   Response = response, Voice = voice == null ? null : voice.Id, Customer = voice == null ? null : voice.CustomerId, Score = voice == null ? null : voice.Score,
                   Text = voice == null ? null : voice.Text, Spoken = voice == null ? null : voice.Language, Answers = voice == null ? null : voice.Answers,
               };
    }
}
