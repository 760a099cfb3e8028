using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Starts a campaign, has it rest and go on, ends it and takes that back, removes it and brings it back.</summary>
public sealed class RunCampaign(Stores stores, ErrandRounds rounds, Log log, TimeProvider clock)
{
    // What was due within this before a campaign went on again is not late.
    private static readonly TimeSpan Late = TimeSpan.FromDays(2);

    private const string Restored = "campaign.restored";

    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Starts it: from now on customers are invited.</summary>
    public Task<Result<Campaign>> Start(Member member, Guid id, CancellationToken cancel) => Do(member, id, "campaign.started", async (store, campaign) =>
    {
        if (campaign.State != CampaignState.Draft) return new Refusal.Conflict("started");
        var survey = await store.Surveys.AsNoTracking().SingleOrDefaultAsync(row => row.Id == campaign.SurveyId, cancel);
        var people = campaign.Occasion == Occasion.List ? await store.CampaignPeople.CountAsync(person => person.CampaignId == id, cancel) : 0;
        if (CampaignChange.Start(campaign, survey is { Asked: > 0, ClosedAt: null } && !(survey.ClosesAt <= Now), people, Now) is { } refusal) return refusal;
        (campaign.State, campaign.StartedAt) = (CampaignState.Running, Now);
        await store.FileParts.Where(part => part.FileId == id).ExecuteDeleteAsync(cancel);
        return null;
    }, cancel);

    /// <summary>Has it rest: nothing is planned and nothing goes.</summary>
    public Task<Result<Campaign>> Pause(Member member, Guid id, CancellationToken cancel) => Do(member, id, "campaign.paused", (_, campaign) =>
    {
        if (campaign.State != CampaignState.Running) return Task.FromResult<Refusal?>(new Refusal.Conflict("not_running"));
        campaign.State = CampaignState.Paused;
        return Task.FromResult<Refusal?>(null);
    }, cancel);

    /// <summary>Goes on. What has waited meanwhile goes now; after an event, what waited too long is left.</summary>
    public Task<Result<Campaign>> Resume(Member member, Guid id, CancellationToken cancel) => Do(member, id, "campaign.resumed", async (store, campaign) =>
    {
        if (campaign.State is not (CampaignState.Paused or CampaignState.Stopped)) return new Refusal.Conflict("not_resting");
        var now = Now;
        var mine = store.Invitations.Where(row => row.CampaignId == id);
        if (campaign.State == CampaignState.Stopped)
            await mine.Where(row => row.State == InvitationState.Skipped && row.Skip == SkipReason.Stopped).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, InvitationState.Planned).SetProperty(row => row.Skip, (SkipReason?)null).SetProperty(row => row.NextTryAt, row => row.DueAt), cancel);
        var planned = mine.Where(row => row.State == InvitationState.Planned && row.Tries == 0);
        if (campaign.Occasion == Occasion.Event)
        {
            var border = now - Late - TimeSpan.FromDays(campaign.PatienceDays);
            await planned.Where(row => row.DueAt < border).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, InvitationState.Skipped).SetProperty(row => row.Skip, SkipReason.TooLate).SetProperty(row => row.NextTryAt, (DateTime?)null), cancel);
        }

        // It counts from when it goes, also for how often customers may be asked.
        await planned.Where(row => row.DueAt < now).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now).SetProperty(row => row.NextTryAt, now), cancel);
        campaign.State = CampaignState.Running;
        return null;
    }, cancel);

    /// <summary>Ends it: what has not gone does not go.</summary>
    public Task<Result<Campaign>> Stop(Member member, Guid id, CancellationToken cancel) => Do(member, id, "campaign.stopped", async (store, campaign) =>
    {
        if (campaign.State is not (CampaignState.Running or CampaignState.Paused)) return new Refusal.Conflict("not_running");
        campaign.State = CampaignState.Stopped;
        await store.Invitations.Where(row => row.CampaignId == id && row.State == InvitationState.Planned).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, InvitationState.Skipped).SetProperty(row => row.Skip, SkipReason.Stopped).SetProperty(row => row.NextTryAt, (DateTime?)null), cancel);
        return null;
    }, cancel);

    /// <summary>Removes one that invites nobody, or brings it back.</summary>
    public Task<Result<Campaign>> Remove(Member member, Guid id, bool back, CancellationToken cancel) => Do(member, id, back ? Restored : "campaign.removed", async (store, campaign) =>
    {
        if (campaign.State is not (CampaignState.Draft or CampaignState.Stopped)) return new Refusal.Conflict("running");
        campaign.RemovedAt = back ? null : Now;
        if (!back) await store.FileParts.Where(part => part.FileId == id).ExecuteDeleteAsync(cancel);
        return null;
    }, cancel);

    /// <summary>What the pages send.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        Post("start", (act, member, id, cancel) => act.Start(member, id, cancel), () => Words.Started);
        Post("pause", (act, member, id, cancel) => act.Pause(member, id, cancel), () => Words.PausedNow);
        Post("resumption", (act, member, id, cancel) => act.Resume(member, id, cancel), () => Words.ResumedNow);
        Post("stop", (act, member, id, cancel) => act.Stop(member, id, cancel), () => Words.StoppedNow);
        Post("removal", (act, member, id, cancel) => act.Remove(member, id, back: false, cancel), () => Words.RemovedNow);
        Post("restoration", (act, member, id, cancel) => act.Remove(member, id, back: true, cancel), () => Words.RestoredNow);

        void Post(string what, Func<RunCampaign, Member, Guid, CancellationToken, Task<Result<Campaign>>> run, Func<string> done) =>
            organisation.MapPost($"/campaigns/{{id:guid}}/{what}", async (Guid id, HttpContext context, Visit visit, RunCampaign act, CampaignRoutes pages) =>
            {
                var ran = await run(act, visit.Here, id, context.RequestAborted);
                if (ran.Refusal is { } refusal) return await pages.One(context, id, refusal);
                context.RequestServices.GetRequiredService<Notices>().Leave(done());
                return Redirects.SeeOther(visit.Path(ran.Value.RemovedAt is null ? $"campaigns/{id}" : "campaigns"));
            }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<Result<Campaign>> Do(Member member, Guid id, string act, Func<OrganisationStore, Campaign, Task<Refusal?>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Whoever plans it in this moment has finished the lot before, and sees it as it is now after.
        await PlanInvitations.Alone(store, cancel);
        if (await store.Campaigns.SingleOrDefaultAsync(row => row.Id == id && (row.RemovedAt == null || act == Restored), cancel) is not { } campaign) return new Refusal.NotFound();
        if (await change(store, campaign) is { } refusal) return refusal;
        campaign.Version++;
        DateTime? due = campaign is { State: CampaignState.Running, RemovedAt: null } ? Now : null;
        await CampaignRound.Arm(store, id, campaign.Occasion == Occasion.Event || (campaign.SweptAt is not null && campaign.Occasion != Occasion.Rhythm) ? null : due, cancel);
        await ReminderRound.Arm(store, campaign, due, cancel);
        if (due is { } now) await Sending.InvitationsDue.Arm(store, now, cancel);
        log.Write(store, member, act, id.ToString(), new { campaign.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (due is not null) rounds.Ring(store.Organisation);
        return campaign;
    }
}
