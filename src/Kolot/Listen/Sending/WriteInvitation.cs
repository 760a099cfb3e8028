using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Writes invitations: the organisation's own words, or the usual ones, with what is each reader's in their places.</summary>
public sealed class WriteInvitation(EntranceMembers entrance, Marks marks, IConfiguration configuration)
{
    /// <summary>A message as it goes.</summary>
    /// <param name="Subject">A mail's subject, or the template's name.</param>
    /// <param name="Text">The words alone.</param>
    /// <param name="Language">The language.</param>
    public sealed record Written(string Subject, string Text, CultureInfo Language)
    {
        /// <summary>The same as a document; empty where the way knows words alone.</summary>
        public string Html { get; init; } = "";

        /// <summary>Where its reader ends it.</summary>
        public required string Stop { get; init; }

        /// <summary>As a mail.</summary>
        public MailWords Mail => new(Subject, Text, Language) { Html = Html, StopsAt = Stop.StartsWith("https://", StringComparison.Ordinal) ? new(Stop) : null };
    }

    /// <summary>What all invitations of one round have in common.</summary>
    /// <param name="Home">The house's address, and the organisation's in it.</param>
    /// <param name="Face">How the organisation introduces itself.</param>
    /// <param name="Texts">Its words, newest first.</param>
    /// <param name="Surveys">The surveys, as they are asked.</param>
    public sealed record Ground(string Home, Face Face, IReadOnlyList<MessageText> Texts, IReadOnlyDictionary<Guid, Survey> Surveys)
    {
        /// <summary>Who writes the marks by which readers opt out.</summary>
        public required MarkWriter Marks { get; init; }

        /// <summary>The campaigns that sell: what ends their messages ends all of that kind too.</summary>
        public IReadOnlySet<Guid> Selling { get; init; } = new HashSet<Guid>();
    }

    /// <summary>The house's address; null where it is not set: then a link would lead nowhere.</summary>
    public string? Address => configuration["PublicAddress"] is { Length: > 0 } set ? set.TrimEnd('/') : null;

    /// <summary>What invitations of some campaigns to some surveys have in common.</summary>
    public async Task<Ground?> Lay(OrganisationStore store, IReadOnlyCollection<Guid> campaigns, IReadOnlyCollection<Guid> surveys, CancellationToken cancel)
    {
        if (Address is not { } address) return null;
        Guid[] owners = [.. campaigns, .. surveys];
        var texts = await store.MessageTexts.AsNoTracking().Where(text => owners.Contains(text.OwnerId)).OrderByDescending(text => text.Number).ToArrayAsync(cancel);
        var asked = await (from row in store.Surveys where surveys.Contains(row.Id) join version in store.SurveyVersions on new { Survey = row.Id, Number = row.Asked } equals new { Survey = version.SurveyId, version.Number } select new { row.Id, version.Content }).ToArrayAsync(cancel);
        return new($"{address}/{store.Organisation}", await entrance.FaceOf(store.Organisation, cancel), texts, asked.Select(one => (one.Id, Survey: SurveyJson.Read(one.Content))).Where(one => one.Survey is not null).ToDictionary(one => one.Id, one => one.Survey ?? throw new InvalidOperationException()))
        {
            Marks = await marks.Of(store.Organisation, cancel),
            Selling = await store.Campaigns.Where(row => campaigns.Contains(row.Id) && row.Purpose == Purpose.Marketing).Select(row => row.Id).ToHashSetAsync(cancel),
        };
    }

    /// <summary>Writes one.</summary>
    /// <param name="ground">What it has in common with others.</param>
    /// <param name="invitation">The invitation.</param>
    /// <param name="secret">The secret of its link.</param>
    /// <param name="name">How its reader is called.</param>
    public static Written Of(Ground ground, Invitation invitation, string secret, string? name)
    {
        var language = invitation.Language.Length > 0 ? invitation.Language : ground.Face.Language;
        var culture = CultureInfo.GetCultureInfo(language switch { "he" => "he-IL", "en" => "en-GB", _ => language });
        var text = TextOf(ground, invitation.CampaignId, invitation.SurveyId, (invitation.Way, language));
        var organisation = language == "en" ? ground.Face.NameEn ?? ground.Face.Name : ground.Face.Name;
        var stop = StopLinks.At(ground.Home, ground.Marks, invitation.CustomerId, StopLinks.MarkOf(invitation.Way, invitation.Address ?? "")) + (ground.Selling.Contains(invitation.CampaignId) ? StopLinks.OfAll : "");
        var places = new MessagePlaces(name ?? "", organisation, $"{ground.Home}/a/{secret}{(language == ground.Face.Language ? "" : $"?lang={language}")}", stop)
        {
            Known = JsonSerializer.Deserialize<Dictionary<string, string>>(invitation.Known) ?? [],
        };
        return Of(text, places, culture, ground.Surveys.GetValueOrDefault(invitation.SurveyId));
    }

    /// <summary>Writes one of some words.</summary>
    public static Written Of(MessageText text, MessagePlaces places, CultureInfo culture, Survey? survey)
    {
        var subject = MessageWords.Fill(text.Subject, places);
        if (text.Way != "mail")
        {
            // Where one ends being asked is told even where nobody thought of it; a template's words are approved as they are.
            var words = text.Way == "sms" && !MessageWords.In(text.Text).Contains("stop") ? $"{text.Text}\n{UsualTexts.Say("SmsStop", culture)}" : text.Text;
            return new(subject, text.Way == "whatsapp" ? Template(words, places, culture) : MessageWords.Fill(words, places), culture) { Stop = places.Stop };
        }

        var pieces = InvitationPieces.Of(text.Text, places);
        var scores = survey is null ? null : MailScores.Block(survey, culture.TwoLetterISOLanguageName, places.Link.Split('?')[0]);
        return new(subject.Length > 0 ? subject : places.Organisation, InvitationPieces.Plain(pieces, places, culture), culture)
        {
            Html = InvitationHtml.Of(pieces, places, culture, scores), Stop = places.Stop,
        };
    }

    // A template has its number of parts: one that is left out, or empty, and none of this account's messages would be taken.
    private static string Template(string words, MessagePlaces places, CultureInfo culture) => string.Join('\n', words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => MessageWords.Fill(line, places) is { Length: > 0 } part ? part : line == "{name}" ? UsualTexts.Say("NoName", culture) : "–"));

    /// <summary>The words of a campaign, or else of its survey, or else the usual ones.</summary>
    public static MessageText TextOf(Ground ground, Guid campaign, Guid survey, (string Way, string Language) told) =>
        ground.Texts.FirstOrDefault(text => text.OwnerId == campaign && text.Way == told.Way && text.Language == told.Language)
        ?? ground.Texts.FirstOrDefault(text => text.OwnerId == survey && text.Way == told.Way && text.Language == told.Language)
        ?? UsualTexts.Of(told.Way, told.Language);
}
