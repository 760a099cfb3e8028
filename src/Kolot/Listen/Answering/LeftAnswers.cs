using Kolot.Core.Listen;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Keeping;
using Kolot.Listen.Sharing;
using Kolot.Organisation.Privacy;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Kolot.Listen.Answering;

/// <summary>Answers the errand "look whether it was left": what was broken off a day ago is heard as it stands, marked as not finished.</summary>
/// <remarks>Its voice has the id that the whole one will have: whoever comes back and finishes revises it.</remarks>
public sealed class LeftAnswers(DecideVoices decide, AskedSurveys surveys, KnownNotices notices, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "survey.left";

    /// <summary>How long nothing is sent of what counts as left.</summary>
    public static readonly TimeSpan After = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var open = await Open(store, [.. errands.Select(errand => Guid.Parse(errand.Subject)).Distinct()], cancel);
        foreach (var response in open.Where(response => response.SentAt + After > now)) store.Errands.Add(new() { Kind = Errand, Subject = response.Id.ToString(), DueAt = response.SentAt + After });
        foreach (var response in open.Where(response => response.SentAt + After <= now)) await HearAsItStands(store, response, cancel);
        await store.SaveChangesAsync(cancel);
    }

    // Whoever finishes it in this moment waits until it is decided, or has finished already.
    private static Task<SurveyResponse[]> Open(OrganisationStore store, Guid[] ids, CancellationToken cancel) => (store.Database.IsNpgsql()
        ? store.SurveyResponses.FromSql($"select * from survey_responses where id = any({ids}) for update")
        : store.SurveyResponses.Where(response => ids.Contains(response.Id)))
        .AsNoTracking().Where(response => response.FinishedAt == null && response.Counted == Counted.Yes && response.Given != "").ToArrayAsync(cancel);

    private async Task HearAsItStands(OrganisationStore store, SurveyResponse response, CancellationToken cancel)
    {
        var code = await store.Surveys.Where(survey => survey.Id == response.SurveyId).Select(survey => survey.Code).SingleOrDefaultAsync(cancel) ?? (response.SurveyId == FeedbackSurvey.Id ? FeedbackSurvey.Code : null);
        if (code is null || await surveys.Of(store.Organisation, code, cancel) is not { } asked || await surveys.Version(store.Organisation, response.SurveyId, response.Number, cancel) is not { } survey) return;
        var whose = response.LinkId is { } link ? await PersonalLinks.Whose(store, link, cancel) : null;
        var given = SurveyJson.ReadGiven(response.Given);
        var voice = SurveyVoice.Left(new SurveyWalk(survey, given), SendAnswers.VoiceOf(asked, response.LinkId ?? response.Id) with
        {
            HeardAt = new DateTimeOffset(response.SentAt, TimeSpan.Zero),
            Customer = whose?.Customer ?? ProvenCustomer.Of(given),
            Notice = await notices.Named(store.Organisation, response.Notice, cancel),
        });
        if (voice is null || store.Database.CurrentTransaction is not { } transaction) return;
        // What cannot be heard is of somebody who was erased, or of a survey whose channel is gone: it stays as it is.
        if (await decide.Run(Member.Anybody(store.Organisation), [voice], null, cancel) is not [{ Refused: false } whole]) return;
        var heard = await VoiceKeeper.KeepWithin(transaction.GetDbTransaction(), [whole.Value], cancel);
        var id = heard[0].Id;
        await store.SurveyResponses.Where(row => row.Id == response.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.VoiceId, id), cancel);
    }
}
