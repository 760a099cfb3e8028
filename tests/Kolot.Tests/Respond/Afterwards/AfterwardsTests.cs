using System.Net;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Afterwards;

public sealed class AfterwardsTests
{
    private static readonly string Page = $"/{World.Cafe}/cases/afterwards";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task One_press_begins_the_trust_question_and_whoevers_matter_was_put_right_is_asked_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (hurt, small) = (await Matters.Open(world, CaseKind.Recovery), await Matters.Open(world, title: "שאלה קטנה"));
        using var tamar = world.As(Cast.Tamar);
        Assert.Equal(2, (await tamar.Page(Page)).QuerySelectorAll("form[action*='/afterwards/'] button").Length);
        Assert.Contains(Page, (await tamar.Page($"/{World.Cafe}/cases/{hurt.Number}")).QuerySelectorAll("a").Select(link => link.GetAttribute("href")!.Split('#')[0]));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var begun = await tamar.Post($"{Page}/trust");
            Assert.Equal(HttpStatusCode.SeeOther, begun.StatusCode);
        }

        await using var store = await world.Store();
        var campaign = await store.Campaigns.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((CampaignState.Running, "recovered", 7), (campaign.State, campaign.EventKind, campaign.AfterDays));
        var survey = await store.Surveys.AsNoTracking().SingleAsync(row => row.Id == campaign.SurveyId, Cancel);
        Assert.Equal((1, 4), (survey.Asked, SurveyJson.Read(survey.Draft)!.Languages.Count));
        await Close(world, hurt.Number);
        await Close(world, small.Number);
        Assert.Equal(["case-closed", "recovered"], await store.CustomerEvents.Select(one => one.Kind).OrderBy(one => one).ToArrayAsync(Cancel));
        var planned = await store.Invitations.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((Matters.Ruti, InvitationState.Planned), (planned.CustomerId, planned.State));
        Assert.InRange(planned.DueAt, world.Clock.Now.AddDays(7).AddMinutes(-5), world.Clock.Now.AddDays(11));
        Assert.Single((await tamar.Page(Page)).QuerySelectorAll("form[action*='/afterwards/'] button"));
    }

    [Theory, EveryStore]
    public async Task Whose_case_goes_on_before_they_were_asked_is_not_and_whoever_was_asked_is_asked_no_second_time(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var row = await Matters.Open(world);
        using var tamar = world.As(Cast.Tamar);
        using var begun = await tamar.Post($"{Page}/closed");
        await Close(world, row.Number);
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Reopened, At = world.Clock.Now });
        await using var store = await world.Store();
        Assert.Equal((InvitationState.Skipped, SkipReason.TakenBack), await store.Invitations.Select(one => new ValueTuple<InvitationState, SkipReason>(one.State, one.Skip!.Value)).SingleAsync(Cancel));
        Assert.Empty(await store.CustomerEvents.ToListAsync(Cancel));

        await Close(world, row.Number);
        Assert.Equal(1, await store.Invitations.CountAsync(one => one.State == InvitationState.Planned, Cancel));
        await store.Invitations.Where(one => one.State == InvitationState.Planned).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, InvitationState.Sent), Cancel);
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Reopened, At = world.Clock.Now });
        await Close(world, row.Number);
        Assert.Equal((1, 0), (await store.Invitations.CountAsync(one => one.State == InvitationState.Sent, Cancel), await store.Invitations.CountAsync(one => one.State == InvitationState.Planned, Cancel)));
    }

    [Fact]
    public async Task What_rests_goes_on_and_a_survey_that_was_begun_before_is_asked_as_it_stands()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        using var tamar = world.As(Cast.Tamar);
        using var drafted = await tamar.Post($"/{World.Cafe}/surveys", ("ready", "closed"), ("name", "איך היה"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var begun = await tamar.Post($"{Page}/closed");
            await using var store = await world.Store();
            var campaign = await store.Campaigns.AsNoTracking().SingleAsync(Cancel);
            Assert.Equal((CampaignState.Running, "איך היה", 1), (campaign.State, await store.Surveys.Select(survey => survey.Name).SingleAsync(Cancel), await store.Surveys.Select(survey => survey.Asked).SingleAsync(Cancel)));
            using var paused = await tamar.Post($"/{World.Cafe}/campaigns/{campaign.Id}/pause");
            Assert.Equal(CampaignState.Paused, await store.Campaigns.Select(one => one.State).SingleAsync(Cancel));
        }

        using var dana = world.As(Cast.Dana);
        using var notHers = await dana.Post($"{Page}/closed");
        using var unknown = await tamar.Post($"{Page}/anything");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (notHers.StatusCode, unknown.StatusCode));
    }

    private static async Task Close(World world, long number)
    {
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await Matters.Step(world, number, new() { Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now, ByCustomer = true });
        await world.Round();
    }
}
