using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A survey of the café, open to be answered.</summary>
internal static class SurveysInBrowser
{
    /// <summary>Asks it.</summary>
    /// <returns>Its code.</returns>
    public static async Task<string> Ask(OrganisationStore store, DateTime now)
    {
        var ready = ReadySurvey.All.Single(one => one.Code == "branch");
        var survey = new SurveyRow
        {
            Id = Guid.CreateVersion7(now), Code = ready.Code, Name = ready.Name.For("he", ["he"]), Draft = SurveyJson.Write(ready.Survey), Asked = 1, BegunAt = now,
            ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(),
        };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = now });
        await store.SaveChangesAsync();
        return survey.Code;
    }
}
