using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>What is held of a customer's invitations, for whoever asks what is held of them.</summary>
internal static class HeldInvitations
{
    /// <summary>An invitation or a reminder, or that they were spared one, with what became of it.</summary>
    public sealed record Invited(string Campaign, string Survey, string Purpose, string State, DateTime PlannedAt)
    {
        /// <summary>What became of it, in the reader's language.</summary>
        [JsonIgnore]
        public string Said { get; init; } = "";

        /// <summary>By which way; null where they were spared before one was chosen.</summary>
        public string? Way { get; init; }

        /// <summary>Where it went, or was to go.</summary>
        public string? Address { get; init; }

        /// <summary>Which reminder it is; 0 for the invitation itself.</summary>
        public int Reminder { get; init; }

        /// <summary>Why they were spared it.</summary>
        public string? Spared { get; init; }

        /// <summary>When it was to go.</summary>
        public DateTime DueAt { get; init; }

        /// <summary>When it went.</summary>
        public DateTime? SentAt { get; init; }

        /// <summary>When it arrived, as far as that was told.</summary>
        public DateTime? DeliveredAt { get; init; }

        /// <summary>When it came back.</summary>
        public DateTime? BouncedAt { get; init; }

        /// <summary>When the survey was opened by it.</summary>
        public DateTime? OpenedAt { get; init; }

        /// <summary>When the first screen was answered.</summary>
        public DateTime? BegunAt { get; init; }

        /// <summary>When the last one was.</summary>
        public DateTime? FinishedAt { get; init; }

        /// <summary>What came along to the survey.</summary>
        public JsonElement Known { get; init; }
    }

    /// <summary>That they stand in the list of a campaign, with what stands there of them.</summary>
    public sealed record Listed(string Campaign, JsonElement Known);

    /// <summary>What another system told of them.</summary>
    public sealed record Happened(string Kind, DateTime At, string Source, string SourceId, DateTime KeptAt, JsonElement Known);

    /// <summary>One of these as it is read: when, what, and what came along; null where it is something else.</summary>
    public static (DateTime? At, string Title, JsonElement Known)? Told(object item) => item switch
    {
        Invited invited => (invited.SentAt ?? invited.DueAt, $"{invited.Survey} · {invited.Campaign} · {invited.Said}", invited.Known),
        Listed listed => (null, listed.Campaign, listed.Known),
        Happened happened => (happened.At, $"{happened.Kind} · {happened.Source} · {happened.SourceId}", happened.Known),
        _ => null,
    };

    /// <summary>Those of some customers, the oldest first, under the name of their list.</summary>
    public static async IAsyncEnumerable<(string List, object? Item)> Of(OrganisationStore store, IReadOnlyCollection<Guid> customers, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return ("invitations", null);
        var invitations = from row in store.Invitations.AsNoTracking()
                          where customers.Contains(row.CustomerId)
                          join campaign in store.Campaigns on row.CampaignId equals campaign.Id
                          join survey in store.Surveys on row.SurveyId equals survey.Id
                          orderby row.PlannedAt, row.Reminder
                          select new { Row = row, Campaign = campaign.Name, campaign.Purpose, Survey = survey.Name };
        foreach (var one in await invitations.ToArrayAsync(cancel)) yield return ("invitations", Of(one.Row, one.Campaign, one.Survey, one.Purpose));
        yield return ("lists", null);
        var lists = store.CampaignPeople.AsNoTracking().Where(person => customers.Contains(person.CustomerId)).Join(store.Campaigns, person => person.CampaignId, campaign => campaign.Id, (person, campaign) => new { person.Known, campaign.Name, campaign.BegunAt });
        foreach (var one in await lists.OrderBy(one => one.BegunAt).ToArrayAsync(cancel)) yield return ("lists", new Listed(one.Name, Json(one.Known)));
        yield return ("events", null);
        foreach (var one in await store.CustomerEvents.AsNoTracking().Where(happened => customers.Contains(happened.CustomerId)).OrderBy(happened => happened.At).ToArrayAsync(cancel))
            yield return ("events", new Happened(one.Kind, one.At, one.Source, one.SourceId, one.KeptAt, Json(one.Known)));
    }

    private static Invited Of(Invitation row, string campaign, string survey, Purpose purpose) => new(campaign, survey, InvitingWords.Code(purpose), InvitingWords.Code(row.State), row.PlannedAt)
    {
        Way = row.Way.Length > 0 ? row.Way : null, Address = row.Address, Reminder = row.Reminder, Spared = row.Skip is { } why ? InvitingWords.Code(why) : null, DueAt = row.DueAt, SentAt = row.SentAt, DeliveredAt = row.DeliveredAt,
        BouncedAt = row.BouncedAt, OpenedAt = row.OpenedAt, BegunAt = row.StartedAt, FinishedAt = row.FinishedAt, Known = Json(row.Known), Said = Say(row),
    };

    private static string Say(Invitation row)
    {
        var step = Funnel.StepOf(row.State, row.OpenedAt is not null, row.StartedAt is not null, row.FinishedAt is not null);
        string?[] said = [row.Reminder > 0 ? Words.HeldReminder : null, row.Way.Length > 0 ? InvitingWords.Way(row.Way) : null, row.Address, InvitingWords.Of(step), row.Skip is { } why && step == Step.Spared ? InvitingWords.Why(why) : null];
        return string.Join(" · ", said.OfType<string>());
    }

    private static JsonElement Json(string known) => JsonSerializer.Deserialize<JsonElement>(known.Length > 0 ? known : "{}");
}
