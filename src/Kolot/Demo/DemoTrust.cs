using System.Globalization;
using System.Text.Json;
using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>Plants answers to the trust question: of those for whom something was put right, and of others who never were hurt, to compare with.</summary>
public sealed class DemoTrust(Stores stores, DemoVoices voices)
{
    private const int NeverHurt = 80;

    // Of five. Whoever saw it put right trusts much as others do; where something was lacking, less.
    private static readonly int[] Whole = [5, 4, 4, 5, 3, 4, 5, 4], Lacking = [2, 3, 2, 4], Others = [4, 5, 4, 3, 4, 5, 4, 4, 3, 5];

    private sealed record Answer(string Customer, int Score, DateTime At);

    /// <summary>Plants them.</summary>
    public async Task Plant(DemoVoices.Ground ground, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(DemoOrganisation.Code, cancel);
        Answer[] answers = [.. await Recovered(store, now, cancel), .. await Never(store, now, cancel)];
        var source = SurveyVoice.SourceOf(ReadySurvey.TrustKey);
        await voices.Keep([.. answers.Select((one, at) => new DemoVoice(new()
        {
            Source = source, Id = at.ToString("d4", CultureInfo.InvariantCulture), HeardAt = one.At, Channel = "survey", Kind = "feedback", Score = new(one.Score, 1, 5), History = true,
            Answers = new Dictionary<string, JsonElement> { [ReadySurvey.TrustKey] = JsonSerializer.SerializeToElement(one.Score) }, Customer = new() { Source = DemoYear.CustomerSource, Id = one.Customer },
        }, null))], ground, cancel);
        await Survey(store, source, now, ground.Members[0].Id, cancel);
    }

    // A week after it was closed, as the rule asks.
    private static async Task<IEnumerable<Answer>> Recovered(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var asked = await (from row in store.Cases.AsNoTracking()
                           where row.ClosedAt < now.AddDays(-9) && store.RecoverySteps.Any(step => step.CaseId == row.Id)
                           join customer in store.Customers on row.CustomerId equals customer.Id
                           orderby row.Number
                           select new { customer.SourceId, At = row.ClosedAt!.Value, Steps = store.RecoverySteps.Count(step => step.CaseId == row.Id) }).ToListAsync(cancel);
        return asked.Select((one, at) => new Answer(one.SourceId, one.Steps < 4 ? Lacking[at % Lacking.Length] : Whole[at % Whole.Length], one.At.AddDays(7)));
    }

    private static async Task<IEnumerable<Answer>> Never(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var others = await store.Customers.Where(customer => !store.Cases.Any(row => row.CustomerId == customer.Id && (row.Kind == CaseKind.Complaint || row.Kind == CaseKind.Recovery)))
            .OrderBy(customer => customer.SourceId).Select(customer => customer.SourceId).Take(NeverHurt).ToListAsync(cancel);
        return others.Select((one, at) => new Answer(one, Others[at % Others.Length], now.AddDays(-1 - at)));
    }

    private static async Task Survey(OrganisationStore store, string source, DateTime now, Guid owner, CancellationToken cancel)
    {
        await using var writing = await store.BeginWriting(cancel);
        var ready = ReadySurvey.All.Single(one => one.Code == ReadySurvey.TrustKey);
        var channel = await store.Channels.Where(one => one.Code == "survey").Select(one => one.Id).SingleAsync(cancel);
        var begun = now.AddDays(-150);
        var survey = new SurveyRow { Id = Guid.CreateVersion7(begun), Code = ready.Code, Name = ready.Name.For("he", ["he"]) ?? ready.Code, Draft = SurveyJson.Write(ready.Survey), Asked = 1, ChannelId = channel, BegunAt = begun, BegunBy = owner };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = begun, PublishedBy = owner });
        foreach (var voice in await store.Voices.AsNoTracking().Where(one => one.Source == source).ToListAsync(cancel))
            store.SurveyResponses.Add(new()
            {
                Id = Guid.CreateVersion7(voice.HeardAt), SurveyId = survey.Id, Number = 1, Language = "he", Way = "mail", BegunAt = voice.HeardAt, SentAt = voice.HeardAt, FinishedAt = voice.HeardAt, Screen = 1, Seconds = "24", Given = "", VoiceId = voice.Id,
            });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }
}
