using Kolot.Core.Respond.Cases;
using Kolot.Listen.Told;
using Kolot.Organisation.Customers.Merging;
using Kolot.Organisation.People;
using Kolot.Respond.Cases;
using Kolot.Store;
using Writing = Kolot.Tests.Listen.Contact.Writing;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class FollowVoicesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task All_that_is_not_praise_opens_a_case_with_an_owner_near_by_and_history_none(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        await CaseWorld.Speak(world,
            new { source = "till", id = "v-1", channel = "call", kind = "complaint", text = "חיכיתי שעה ואיש לא בא", unit = "haifa", customer = CaseWorld.Ruth },
            new { source = "till", id = "v-2", channel = "call", kind = "praise", text = "תודה רבה", unit = "haifa" },
            new { source = "till", id = "v-3", channel = "survey", score = new { value = 2 }, unit = "yafo" },
            new { source = "till", id = "v-4", channel = "survey", score = new { value = 10 }, unit = "yafo" },
            new { source = "till", id = "v-5", channel = "call", kind = "question", text = "מתי פותחים?" });

        var cases = await CaseWorld.Cases(world);
        Assert.Equal([CaseKind.Complaint, CaseKind.Recovery, CaseKind.Question], cases.Select(row => row.Kind));
        Assert.Equal([await CaseWorld.IdOf(world, Cast.Dana), await CaseWorld.IdOf(world, Cast.Omer), await CaseWorld.IdOf(world, Cast.Tamar)], cases.Select(row => row.OwnerId ?? default));
        Assert.Equal((1, CaseState.Received, "חיכיתי שעה ואיש לא בא", Guid.Empty), (cases[0].Version, cases[0].State, cases[0].Title, cases[0].OpenedByRule));
        Assert.Equal("opened", Assert.Single(await CaseWorld.Steps(world, cases[0].Id)).Kind);
        Assert.Equal([1L, 2L, 3L], cases.Select(row => row.Number));
    }

    [Theory, EveryStore]
    public async Task Many_voices_that_are_heard_at_once_open_what_each_of_them_would_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        await CaseWorld.Speak(world, Voices("together"));
        foreach (var voice in Voices("alone")) await CaseWorld.Speak(world, voice);

        var cases = await CaseWorld.Cases(world);
        Assert.Equal(12, cases.Count);
        Assert.Equal(await Told(world, cases[6..]), await Told(world, cases[..6]));
        Assert.Equal(2, cases[0].Version);
        await using var store = await world.Store();
        Assert.False(await store.Errands.AnyAsync(errand => errand.Kind == LeaveForCases.Errand, Cancel));

        // Who spoke first speaks once more.
        static object[] Voices(string of) =>
        [
            .. Enumerable.Range(0, 7).Select(at => new
            {
                source = "till", id = $"{of}-{at}", channel = "call", kind = at % 2 == 0 ? "complaint" : "question", text = "חיכיתי שעה ואיש לא בא", unit = "haifa", customer = new { source = "crm", id = $"{of}-{at % 6}", name = "רות" },
            }),
        ];
    }

    // What is known of cases, but for whose they are and when they came.
    private static async Task<List<string>> Told(World world, List<Case> cases)
    {
        var told = new List<string>();
        await using var store = await world.Store();
        foreach (var row in cases)
        {
            var steps = await CaseWorld.Steps(world, row.Id);
            var clocks = await store.CaseClocks.Where(clock => clock.CaseId == row.Id).OrderBy(clock => clock.Purpose).ToListAsync(Cancel);
            var updates = await store.Notifications.Where(one => one.CaseId == row.Id).OrderBy(one => one.Reason).ToListAsync(Cancel);
            told.Add(string.Join(" / ",
            [
                $"{row.Kind} {row.Severity} {row.Impact} {row.State} {row.Version} {row.Title} {row.UnitId} {row.OwnerId is null} {row.CustomerId is null} {row.DueAt is null} {row.AwaitingSince} {row.ClosedAt} {row.Confirmed} {row.Reopened} {row.OpenedByRule}",
                .. steps.Select(step => $"{step.Number} {step.Kind} {step.ByCustomer} {step.SeenByCustomer} {step.Text} {step.Details?.Length} {step.At >= row.OpenedAt}"),
                .. clocks.Select(clock => $"{clock.Purpose} {clock.GivenMinutes} {clock.Rule} {clock.UnitId} {clock.ChannelId} {clock.BegunAt >= row.OpenedAt} {clock.DueAt > clock.BegunAt} {clock.FiresAt is null} {clock.MetAt} {clock.StoppedAt}"),
                .. updates.Select(one => $"{one.Reason} {one.MemberId == row.OwnerId} {one.ReadAt}"),
                $"{await store.CaseVoices.CountAsync(one => one.CaseId == row.Id, Cancel)}",
            ]));
        }

        return told;
    }

    [Theory, EveryStore]
    public async Task An_errand_that_is_done_twice_and_a_voice_that_is_sent_twice_open_one_case(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await CaseWorld.Complains(world);
        await using (var store = await world.Store())
        {
            var voice = await store.Voices.Select(row => row.Id).SingleAsync(Cancel);
            store.Errands.Add(new() { Kind = LeaveForCases.Errand, Subject = voice.ToString(), DueAt = world.Clock.Now });
            store.Errands.Add(new() { Kind = LeaveForCases.Errand, Subject = Guid.CreateVersion7().ToString(), DueAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        await world.Round();
        await world.Settle();

        Assert.Equal(1, Assert.Single(await CaseWorld.Cases(world)).Version);
    }

    [Theory, EveryStore]
    public async Task Who_speaks_of_the_same_within_a_week_is_heard_in_the_same_case_and_later_in_another(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Speak(world,
            new { source = "till", id = "v-1", channel = "call", kind = "complaint", text = "חיכיתי שעה", unit = "haifa", customer = CaseWorld.Ruth },
            new { source = "till", id = "v-2", channel = "call", kind = "complaint", text = "ועדיין איש לא בא", unit = "haifa", customer = CaseWorld.Ruth });
        world.Clock.Advance(TimeSpan.FromDays(6));
        await CaseWorld.Complains(world, "v-3");
        var row = Assert.Single(await CaseWorld.Cases(world));
        // By then its clocks have told that they are late, too.
        Assert.Equal(["opened", "heard", "heard"], (await CaseWorld.Steps(world, row.Id)).Select(step => step.Kind).Where(one => !one.StartsWith("clock_", StringComparison.Ordinal)));

        world.Clock.Advance(TimeSpan.FromDays(8));
        await CaseWorld.Complains(world, "v-4");

        Assert.Equal(2, (await CaseWorld.Cases(world)).Count);
        await using var store = await world.Store();
        Assert.Equal(3, await store.CaseVoices.CountAsync(one => one.CaseId == row.Id, Cancel));
    }

    [Theory, EveryStore]
    public async Task What_is_added_to_an_enquiry_is_heard_in_its_case_and_has_a_closed_one_go_on(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        var row = Assert.Single(await CaseWorld.Cases(world));
        await using (var store = await world.Store())
        {
            await using var writing = await store.BeginWriting(Cancel);
            await world.Services.GetRequiredService<CaseSteps>().Add(store, await store.Cases.SingleAsync(Cancel), new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now }, Cancel);
            await writing.Commit(Cancel);
        }

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var token = (await phone.Page(page)).QuerySelector("input[name=token]")!.GetAttribute("value")!;
        using var added = await Writing.Post(phone, $"{page}/words", ("token", token), ("text", "על שם העסק"));
        await world.Settle();

        var again = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((row.Id, CaseState.Assessed, 1), (again.Id, again.State, again.Reopened));
    }

    [Theory, EveryStore]
    public async Task Rules_are_looked_at_in_their_order_and_whoever_has_all_rest_has_no_cases_opened(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (team, first) = (await world.Unit("yafo"), Guid.CreateVersion7());
        await using (var store = await world.Store())
        {
            store.CaseRules.Add(new() { Id = first, Position = 0, Content = KnownRules.Write(new() { Words = ["לבטל"], Kind = CaseKind.Recovery, Team = team, Severity = 4 }), WrittenAt = world.Clock.Now });
            store.CaseRules.Add(new() { Id = Guid.CreateVersion7(), Position = 1, Off = true, Content = KnownRules.Write(CaseRule.Ready), WrittenAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        await CaseWorld.Complains(world, "v-1", "אני רוצה לבטל");
        await CaseWorld.Complains(world, "v-2", "חיכיתי שעה");

        // The second joins as the same customer's matter; of somebody else it opens none.
        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((team, 4, CaseKind.Recovery, first), (row.UnitId, row.Severity, row.Kind, row.OpenedByRule));
        Assert.Equal(await CaseWorld.IdOf(world, Cast.Omer), row.OwnerId);
        await CaseWorld.Speak(world, new { source = "till", id = "v-3", channel = "call", kind = "complaint", text = "קר כאן", unit = "haifa" });
        Assert.Single(await CaseWorld.Cases(world));
    }

    [Theory, EveryStore]
    public async Task A_case_follows_its_customer_into_a_merge_and_out_of_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await CaseWorld.Speak(world, new { source = "till", id = "v-2", channel = "call", kind = "praise", text = "תודה", customer = new { source = "crm", id = "c-2", name = "רותי", mail = "ruthie@abraham.example" } });
        var owner = await CaseWorld.Of(world, Cast.Tamar);
        await using var store = await world.Store();
        var (ruth, other) = (await store.Customers.SingleAsync(one => one.SourceId == "c-1", Cancel), await store.Customers.SingleAsync(one => one.SourceId == "c-2", Cancel));

        var merge = await world.Services.GetRequiredService<MergeCustomers>().Run(owner, new(other.Id, other.Version, ruth.Id, ruth.Version, new HashSet<string>()), Cancel);
        var merged = Assert.Single(await CaseWorld.Cases(world));
        await CaseWorld.Speak(world, new { source = "till", id = "v-3", channel = "call", kind = "complaint", text = "עוד לא", customer = new { source = "crm", id = "c-2" } });
        var joined = Assert.Single(await CaseWorld.Cases(world));
        var undone = await world.Services.GetRequiredService<UnmergeCustomers>().Run(owner, merge.Value, Cancel);

        Assert.Equal((other.Id, ruth.Id, 2), (merged.CustomerId, merged.MergedFrom, joined.Version));
        Assert.False(undone.Refused);
        Assert.Equal((ruth.Id, (Guid?)null), (Assert.Single(await CaseWorld.Cases(world)).CustomerId, (await CaseWorld.Cases(world))[0].MergedFrom));
    }

    [Theory, EveryStore]
    public async Task What_somebody_owned_who_leaves_waits_for_an_owner_or_goes_to_the_heir_and_says_why(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        var (dana, tamar) = (await CaseWorld.IdOf(world, Cast.Dana), await CaseWorld.Of(world, Cast.Tamar));

        await world.Services.GetRequiredService<PartFromMember>().Run(tamar, dana, PartFromMember.Nobody, world.Clock.Now, Cancel);
        await world.Settle();

        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Null(row.OwnerId);
        var step = (await CaseWorld.Steps(world, row.Id))[^1];
        Assert.Equal((CaseStepKinds.HandedOver, "left", dana), (step.Kind, step.Detail("because"), step.DetailId("from")));
        await CaseWorld.Speak(world, new { source = "till", id = "v-2", channel = "call", kind = "complaint", text = "קר כאן", unit = "haifa" });
        Assert.Equal(await CaseWorld.IdOf(world, Cast.Yoav), (await CaseWorld.Cases(world))[1].OwnerId);
    }
}
