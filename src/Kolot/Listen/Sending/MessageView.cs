using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Shows what messages of a survey or a campaign say, how they look, and what in them reads as advertising.</summary>
public sealed class MessageView(Stores stores, EntranceMembers entrance)
{
    private const int Versions = 10;

    /// <summary>What the page shows.</summary>
    /// <param name="Place">Of what, by which way and in which language.</param>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Look">How it comes out.</param>
    /// <param name="Findings">What in it reads as advertising.</param>
    public sealed record Shown(WriteMessage.Place Place, MessageDraft Draft, WriteInvitation.Written Look, IReadOnlyList<AdvertisingFinding> Findings)
    {
        /// <summary>The versions there were, newest first.</summary>
        public IReadOnlyList<MessageText> Versions { get; init; } = [];

        /// <summary>A mail's document, without what surrounds it.</summary>
        public string Body { get; init; } = "";

        /// <summary>Whether what is shown was typed and is not kept.</summary>
        public bool IsTyped { get; init; }

        /// <summary>What became of a trial; null where none was sent.</summary>
        public (bool Good, string Told)? Trial { get; init; }
    }

    /// <summary>A survey by its code, as messages are of it; null where there is none.</summary>
    public async Task<MessageOwner?> OfSurvey(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await store.Surveys.AsNoTracking().SingleOrDefaultAsync(row => row.Code == code, cancel) is { } survey ? await Owner(store, survey, (survey.Id, survey.Name, $"surveys/{code}/messages"), cancel) : null;
    }

    /// <summary>A campaign, as messages are of it; null where there is none.</summary>
    public async Task<MessageOwner?> OfCampaign(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, cancel) is not { } campaign) return null;
        return await store.Surveys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == campaign.SurveyId, cancel) is { } survey ? await Owner(store, survey, (id, campaign.Name, $"campaigns/{id}/messages"), cancel) with { Campaign = campaign } : null;
    }

    /// <summary>Loads it, with what was typed.</summary>
    public async Task<Shown> Load(HttpContext context, WriteMessage.Place place, MessageDraft? typed, CancellationToken cancel)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var (own, newest) = await Kept(store, place, cancel);
        var draft = typed ?? new(place.Way, newest.Subject, newest.Text, own.FirstOrDefault()?.Number ?? 0);
        var (look, body) = Look(place, draft, await Places(context, place, visit.Here.Organisation, cancel));
        return new(place, draft, look, Advertising.In($"{(place.Way == "mail" ? draft.Subject : "")}\n{draft.Text}")) { Versions = [.. own.Take(Versions)], Body = body, IsTyped = typed is not null };
    }

    /// <summary>Whether what was typed is what would be sent in any case.</summary>
    public async Task<bool> Stands(Member member, WriteMessage.Place place, MessageDraft typed, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var (own, newest) = await Kept(store, place, cancel);
        return (own.FirstOrDefault()?.Number ?? 0) == typed.Number && Plain(newest.Text) == Plain(typed.Text) && (place.Way == "sms" || newest.Subject == typed.Subject.Trim());

        static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();
    }

    /// <summary>How some words come out for an invented reader.</summary>
    public async Task<WriteInvitation.Written> Sample(HttpContext context, WriteMessage.Place place, MessageDraft draft, CancellationToken cancel) =>
        Look(place, draft, await Places(context, place, context.RequestServices.GetRequiredService<Visit>().Here.Organisation, cancel)).Look;

    /// <summary>The page.</summary>
    public async Task<IResult> Page(HttpContext context, WriteMessage.Place place, MessageDraft? typed, Refusal? refusal, (bool Good, string Told)? trial = null)
    {
        var shown = await Load(context, place, typed, context.RequestAborted) with { Trial = trial };
        if (refusal is Refusal.Conflict && shown.Versions is [var newest, ..]) shown = shown with { Draft = shown.Draft with { Number = newest.Number } };
        return new RazorComponentResult<MessagePage>(new { View = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static (WriteInvitation.Written Look, string Body) Look(WriteMessage.Place place, MessageDraft draft, MessagePlaces places)
    {
        var culture = CultureInfo.GetCultureInfo(place.Language);
        var text = new MessageText { Way = place.Way, Language = place.Language, Subject = draft.Subject, Text = draft.Text };
        var scores = place.Owner.Survey is { } survey ? Core.Listen.Sharing.MailScores.Block(survey, place.Language, places.Link) : null;
        return (WriteInvitation.Of(text, places, culture, place.Owner.Survey), place.Way == "mail" ? InvitationHtml.Body(InvitationPieces.Of(draft.Text, places), places, culture, scores) : "");
    }

    // The versions of its own, and the one that is sent: the newest of them, or of its survey, or the usual one.
    private static async Task<(MessageText[] Own, MessageText Newest)> Kept(OrganisationStore store, WriteMessage.Place place, CancellationToken cancel)
    {
        var owners = new[] { place.Owner.Id, place.Owner.SurveyId };
        var all = await store.MessageTexts.AsNoTracking().Where(text => owners.Contains(text.OwnerId) && text.Way == place.Way && text.Language == place.Language).OrderByDescending(text => text.Number).ToArrayAsync(cancel);
        var own = all.Where(text => text.OwnerId == place.Owner.Id).ToArray();
        return (own, own.FirstOrDefault() ?? all.FirstOrDefault() ?? UsualTexts.Of(place.Way, place.Language));
    }

    private async Task<MessagePlaces> Places(HttpContext context, WriteMessage.Place place, string organisation, CancellationToken cancel)
    {
        var face = await entrance.FaceOf(organisation, cancel);
        var home = $"{PublicAddress.Of(context)}/{organisation}";
        var name = UsualTexts.Say("SampleName", CultureInfo.GetCultureInfo(place.Language));
        return new(name, place.Language == "en" ? face.NameEn ?? face.Name : face.Name, $"{home}/s/{place.Owner.Code}", StopLinks.Sample(home) + (place.Owner.Campaign?.Purpose == Purpose.Marketing ? StopLinks.OfAll : "")) { Known = place.Owner.Known.ToDictionary(known => known, known => $"[{known}]") };
    }

    private static async Task<MessageOwner> Owner(OrganisationStore store, SurveyRow survey, (Guid Id, string Name, string Path) owner, CancellationToken cancel)
    {
        var content = await store.SurveyVersions.Where(version => version.SurveyId == survey.Id && version.Number == survey.Asked).Select(version => version.Content).SingleOrDefaultAsync(cancel);
        var asked = content is null ? null : SurveyJson.Read(content);
        return new(owner.Id, owner.Name, owner.Path, survey.Id, survey.Code) { Known = asked?.Hidden ?? [], Survey = asked };
    }
}
