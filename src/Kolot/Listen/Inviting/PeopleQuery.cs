using System.Globalization;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Somebody behind a number of a campaign.</summary>
/// <param name="Invitation">Their invitation.</param>
/// <param name="Name">How they are called.</param>
/// <param name="Number">Their number in the system that knows them.</param>
/// <param name="Because">The campaign of the invitation because of which they were spared.</param>
public sealed record CampaignPersonShown(Invitation Invitation, string? Name, string Number, string? Because)
{
    /// <summary>How far they have come.</summary>
    public Step Step => Funnel.StepOf(Invitation.State, Invitation.OpenedAt is not null, Invitation.StartedAt is not null, Invitation.FinishedAt is not null);
}

/// <summary>Which people of a campaign: at a step or beyond, by a way, spared for a reason.</summary>
public sealed record PeopleQuery
{
    /// <summary>How many stand on a page.</summary>
    public const int OnPage = 50;

    /// <summary>How many are read together for a file.</summary>
    public const int InFile = 1_000;

    /// <summary>The columns of a file.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["source_id", "name", "step", "skipped_because", "skipped_until", "way", "address", "due_at", "sent_at", "delivered_at", "opened_at", "started_at", "finished_at", "bounced_at", "outcome"];

    /// <summary>At this step.</summary>
    public Step? Step { get; init; }

    /// <summary>At this step or beyond: <c>sent</c>, <c>arrived</c>, <c>opened</c>, <c>begun</c>, <c>invited</c>.</summary>
    public string? From { get; init; }

    /// <summary>Spared for this reason.</summary>
    public SkipReason? Why { get; init; }

    /// <summary>By this way.</summary>
    public string? Way { get; init; }

    /// <summary>After this invitation.</summary>
    public Guid? After { get; init; }

    /// <summary>Which an address says.</summary>
    public static PeopleQuery FromAddress(IQueryCollection query) => new()
    {
        Step = Enum.TryParse<Step>(query["step"], ignoreCase: true, out var step) && Enum.IsDefined(step) ? step : null,
        From = query["from"].ToString() is "invited" or "sent" or "arrived" or "opened" or "begun" ? query["from"].ToString() : null,
        Why = Enum.TryParse<SkipReason>(query["why"], ignoreCase: true, out var why) && Enum.IsDefined(why) ? why : null,
        Way = CampaignChange.Ways.Contains(query["way"].ToString()) ? query["way"].ToString() : null,
        After = Guid.TryParse(query["after"], out var after) ? after : null,
    };

    /// <summary>Some of them, in the order in which they were planned.</summary>
    public async Task<IReadOnlyList<CampaignPersonShown>> Page(OrganisationStore store, Guid campaign, int most, CancellationToken cancel)
    {
        var rows = Narrowed(store.Invitations.AsNoTracking().Where(row => row.CampaignId == campaign && row.Reminder == 0));
        if (After is { } after) rows = rows.Where(row => row.Id.CompareTo(after) > 0);
        return await (from row in rows.OrderBy(row => row.Id).Take(most)
                      join customer in store.Customers on row.CustomerId equals customer.Id
                      orderby row.Id
                      select new CampaignPersonShown(row, customer.Name, customer.SourceId, store.Invitations.Where(other => other.Id == row.SkipBecause)
                          .Join(store.Campaigns, other => other.CampaignId, one => one.Id, (_, one) => one.Name).FirstOrDefault())).ToListAsync(cancel);
    }

    /// <summary>A line of a file.</summary>
    public static IEnumerable<string?> Cells(CampaignPersonShown one)
    {
        var row = one.Invitation;
        return [one.Number, one.Name, one.Step.ToString().ToLowerInvariant(), row.Skip?.ToString(), At(row.SkipUntil), row.Way, row.Address, At(row.DueAt), At(row.SentAt), At(row.DeliveredAt), At(row.OpenedAt), At(row.StartedAt), At(row.FinishedAt), At(row.BouncedAt), row.Outcome];
    }

    private IQueryable<Invitation> Narrowed(IQueryable<Invitation> rows)
    {
        if (Way is { } way) rows = rows.Where(row => row.Way == way);
        if (Why is { } why) rows = rows.Where(row => row.State == InvitationState.Skipped && row.Skip == why);
        rows = Step switch
        {
            null => rows,
            Core.Listen.Inviting.Step.Finished => rows.Where(row => row.FinishedAt != null),
            Core.Listen.Inviting.Step.Begun => rows.Where(row => row.FinishedAt == null && row.StartedAt != null),
            Core.Listen.Inviting.Step.Opened => rows.Where(row => row.FinishedAt == null && row.StartedAt == null && row.OpenedAt != null),
            { } step => StateOf(step) is var states ? rows.Where(row => row.OpenedAt == null && row.StartedAt == null && row.FinishedAt == null && states.Contains(row.State)) : rows,
        };
        InvitationState[] went = [InvitationState.Sent, InvitationState.Delivered, InvitationState.Bounced];
        return From switch
        {
            "invited" => rows.Where(row => row.State != InvitationState.Skipped || row.OpenedAt != null || row.StartedAt != null || row.FinishedAt != null),
            "sent" => rows.Where(row => went.Contains(row.State) || row.OpenedAt != null || row.StartedAt != null || row.FinishedAt != null),
            "arrived" => rows.Where(row => row.OpenedAt != null || row.StartedAt != null || row.FinishedAt != null || row.State == InvitationState.Delivered || (row.State == InvitationState.Sent && row.DeliveredAt != null)),
            "opened" => rows.Where(row => row.OpenedAt != null || row.StartedAt != null || row.FinishedAt != null),
            "begun" => rows.Where(row => row.StartedAt != null || row.FinishedAt != null),
            _ => rows,
        };
    }

    private static InvitationState[] StateOf(Step step) => step switch
    {
        Core.Listen.Inviting.Step.Waiting => [InvitationState.Planned],
        Core.Listen.Inviting.Step.Spared => [InvitationState.Skipped],
        Core.Listen.Inviting.Step.Sending => [InvitationState.Sending],
        Core.Listen.Inviting.Step.Uncertain => [InvitationState.Uncertain],
        Core.Listen.Inviting.Step.Refused => [InvitationState.Refused],
        Core.Listen.Inviting.Step.Bounced => [InvitationState.Bounced],
        _ => [InvitationState.Sent, InvitationState.Delivered],
    };

    private static string? At(DateTime? moment) => moment?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
