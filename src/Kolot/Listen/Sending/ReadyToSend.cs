using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Tells what a campaign would say, whose words those are, and what is missing before anything can go.</summary>
public sealed class ReadyToSend(Stores stores, WriteInvitation write)
{
    /// <summary>What stands for the address of the house among the ways that are shut.</summary>
    public const string House = "house";

    /// <summary>Whose words are sent.</summary>
    public enum Whose
    {
        /// <summary>The usual ones, since nobody wrote any.</summary>
        Usual,

        /// <summary>Those of the survey.</summary>
        Survey,

        /// <summary>The campaign's own.</summary>
        Campaign,
    }

    /// <summary>What is sent by one way in one language.</summary>
    /// <param name="Way">By which way.</param>
    /// <param name="Language">In which language.</param>
    /// <param name="Whose">Whose words.</param>
    /// <param name="Findings">What in them reads as advertising.</param>
    public sealed record Line(string Way, string Language, Whose Whose, IReadOnlyList<AdvertisingFinding> Findings);

    /// <summary>The words of each way and language of a campaign.</summary>
    public async Task<IReadOnlyList<Line>> Of(string organisation, Campaign campaign, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        Guid[] owners = [campaign.Id, campaign.SurveyId];
        var texts = await store.MessageTexts.AsNoTracking().Where(text => owners.Contains(text.OwnerId)).OrderByDescending(text => text.Number).ToArrayAsync(cancel);
        var content = await (from row in store.Surveys where row.Id == campaign.SurveyId join version in store.SurveyVersions on new { Survey = row.Id, Number = row.Asked } equals new { Survey = version.SurveyId, version.Number } select version.Content).SingleOrDefaultAsync(cancel);
        var languages = MessageOwner.LanguagesOf(content is null ? null : SurveyJson.Read(content));
        return [.. MessageOwner.WaysOf(campaign).SelectMany(way => languages.Select(language => Told(way, language)))];

        Line Told(string way, string language)
        {
            var text = owners.Select(owner => texts.FirstOrDefault(one => one.OwnerId == owner && one.Way == way && one.Language == language)).FirstOrDefault(one => one is not null);
            var whose = text is null ? Whose.Usual : text.OwnerId == campaign.Id ? Whose.Campaign : Whose.Survey;
            return new(way, language, whose, text is null ? [] : Advertising.In($"{(way == "mail" ? text.Subject : "")}\n{text.Text}"));
        }
    }

    /// <summary>The ways of a campaign by which nothing can go yet: <see cref="House"/>, or those that have no server or gateway.</summary>
    public async Task<IReadOnlyList<string>> Shut(string organisation, Campaign campaign, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var open = await store.Gateways.Where(gateway => gateway.Address != null).Select(gateway => gateway.Way).ToListAsync(cancel);
        if (await store.MailSettings.AnyAsync(settings => settings.Host != null, cancel)) open.Add("mail");
        return [.. write.Address is null ? [House] : Array.Empty<string>(), .. MessageOwner.WaysOf(campaign).Except(open)];
    }
}
