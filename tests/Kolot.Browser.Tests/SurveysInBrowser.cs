using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A survey of the café, open to be answered.</summary>
internal static class SurveysInBrowser
{
    /// <summary>Asks it, or another that is ready.</summary>
    /// <returns>Its code.</returns>
    public static async Task<string> Ask(OrganisationStore store, DateTime now, string which = "branch")
    {
        var ready = ReadySurvey.All.Single(one => one.Code == which);
        var survey = new SurveyRow
        {
            Id = Guid.CreateVersion7(now), Code = ready.Code, Name = ready.Name.For("he", ["he"]), Draft = SurveyJson.Write(ready.Survey), Asked = 1, BegunAt = now,
            ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(),
        };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = now });
        await store.SaveChangesAsync();
        return survey.Code;
    }

    /// <summary>Has a file be given with a voice.</summary>
    /// <returns>Its id.</returns>
    public static async Task<Guid> GiveFile(OrganisationStore store, Guid voice, DateTime now)
    {
        var survey = await store.Surveys.Select(one => one.Id).FirstAsync();
        var response = new SurveyResponse { Id = Guid.CreateVersion7(now), SurveyId = survey, Number = 1, Language = "he", Way = "link", BegunAt = now, SentAt = now, FinishedAt = now, Screen = 1, Seconds = "9", Given = "", VoiceId = voice };
        var file = new SurveyFile { Id = Guid.CreateVersion7(now), ResponseId = response.Id, Question = "photo", Name = "קבלה.png", Kind = "image/png", Bytes = 4, KeptAt = now };
        store.AddRange(response, file, new FilePart { FileId = file.Id, Number = 0, Content = [0x89, 0x50, 0x4E, 0x47] });
        await store.SaveChangesAsync();
        return file.Id;
    }

    /// <summary>Makes two personal ways into it, one of them taken back.</summary>
    /// <returns>The secret of the one that opens.</returns>
    public static async Task<string> Link(OrganisationStore store, DateTime now)
    {
        const string Secret = "AAAAAAAAAAAAAAAAAAAAAA";
        var survey = await store.Surveys.Select(survey => survey.Id).FirstAsync();
        // Not by id: of those kept in one moment anybody may be the first, and one of them asks to be forgotten.
        var whose = await store.Customers.OrderBy(customer => customer.SourceId).Select(customer => customer.Id).FirstAsync();
        store.AddRange(
            new SurveyLink { Id = Guid.CreateVersion7(now), SurveyId = survey, SecretHash = EntranceKeys.HashOf(Secret), CustomerId = whose, Known = "{}", Until = now.AddDays(20), MadeAt = now },
            new SurveyLink { Id = Guid.CreateVersion7(now), SurveyId = survey, SecretHash = EntranceKeys.HashOf("B"), Known = """{"customer.mail":"dana@example.com"}""", MadeAt = now, RevokedAt = now });
        await store.SaveChangesAsync();
        return Secret;
    }
}
