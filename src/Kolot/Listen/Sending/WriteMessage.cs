using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Writes what a message says, of a survey or a campaign, by one way in one language. Each change is a version that stays; the newest is sent.</summary>
public sealed class WriteMessage(Stores stores, EntranceMembers entrance, Log log, TimeProvider clock)
{
    /// <summary>Of what, by which way and in which language.</summary>
    public sealed record Place(MessageOwner Owner, string Way, string Language);

    /// <summary>Keeps it as the next version, unless somebody else wrote one meanwhile.</summary>
    public async Task<Result<MessageText>> Run(Member member, Place place, MessageDraft draft, CancellationToken cancel)
    {
        if (!UsualTexts.Languages.Contains(place.Language)) return new Refusal.NotFound();
        var face = await entrance.FaceOf(member.Organisation, cancel);
        var decided = MessageChange.Decide(draft with { Way = place.Way }, [face.Name, .. face.NameEn is { } english ? new[] { english } : []], place.Owner.Known);
        if (decided.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var last = await store.MessageTexts.Where(text => text.OwnerId == place.Owner.Id && text.Way == place.Way && text.Language == place.Language).MaxAsync(text => (int?)text.Number, cancel) ?? 0;
        if (last != draft.Number) return new Refusal.Conflict("changed_meanwhile");
        var kept = new MessageText
        {
            OwnerId = place.Owner.Id, Way = place.Way, Language = place.Language, Number = last + 1, Subject = decided.Value.Subject, Text = decided.Value.Text, WrittenAt = clock.GetUtcNow().UtcDateTime, WrittenBy = member.Id,
        };
        store.MessageTexts.Add(kept);
        log.Write(store, member, "message.written", place.Owner.Id.ToString(), new { place.Owner.Name, place.Way, place.Language, kept.Number });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await writing.Commit(cancel);
        return kept;
    }
}

/// <summary>What messages are of: a survey, or one campaign of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the organisation calls it.</param>
/// <param name="Path">Where its messages are written.</param>
/// <param name="SurveyId">The survey.</param>
/// <param name="Code">The survey's code.</param>
public sealed record MessageOwner(Guid Id, string Name, string Path, Guid SurveyId, string Code)
{
    /// <summary>What comes along with an invitation, by name: it may stand in the words.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>The survey as it is asked; null before it was published.</summary>
    public Core.Listen.Surveys.Survey? Survey { get; init; }

    /// <summary>The campaign; null where it is a survey.</summary>
    public Campaign? Campaign { get; init; }

    /// <summary>Whether it is a campaign.</summary>
    public bool IsCampaign => Campaign is not null;

    /// <summary>Whether it is a campaign that is being written: its words are a step on the way to its start.</summary>
    public bool IsDraft => Campaign?.State == CampaignState.Draft;

    /// <summary>The ways by which it may be sent.</summary>
    public IReadOnlyList<string> Ways => Campaign is null ? MessageChange.Ways : WaysOf(Campaign);

    /// <summary>The languages in which it may be sent.</summary>
    public IReadOnlyList<string> Languages => Campaign is null ? UsualTexts.Languages : LanguagesOf(Survey);

    /// <summary>The ways of a campaign, the preferred first.</summary>
    public static IReadOnlyList<string> WaysOf(Campaign campaign) => campaign.Ways.Split(',', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } ways ? ways : [MessageChange.Ways[0]];

    /// <summary>The languages in which somebody may be invited to a survey, the main one first.</summary>
    public static IReadOnlyList<string> LanguagesOf(Core.Listen.Surveys.Survey? survey) => survey?.Languages.Where(UsualTexts.Languages.Contains).ToArray() is { Length: > 0 } languages ? languages : [UsualTexts.Languages[0]];

    /// <summary>What is written after this way and language; null where that was the last.</summary>
    public (string Way, string Language)? After(string way, string language)
    {
        var all = Ways.SelectMany(one => Languages.Select(tongue => (one, tongue))).ToList();
        return all.IndexOf((way, language)) is >= 0 and var at && at + 1 < all.Count ? all[at + 1] : null;
    }
}
