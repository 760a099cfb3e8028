using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Commitments;

public sealed class CommitmentLedgerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_is_promised_is_kept_moved_with_the_customers_word_or_broken_and_the_row_tells_what_the_ledger_does(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.Open(world));
        var due = Soon(world, days: 1);
        var kept = await Make(world, dana, row.Number, due);
        var moved = await Make(world, dana, row.Number, due);
        var broken = await Make(world, dana, row.Number, due);
        var (end, move) = (world.Services.GetRequiredService<EndCommitment>(), world.Services.GetRequiredService<MoveCommitment>());

        Assert.False((await end.Run(dana, row.Number, new(kept.Id, true, null, null), Cancel)).Refused);
        Assert.Equal("note", Fault(await end.Run(dana, row.Number, new(broken.Id, false, null, null), Cancel)));
        Assert.False((await end.Run(dana, row.Number, new(broken.Id, false, null, "הטכנאי חולה"), Cancel)).Refused);
        Assert.Equal("note", Fault(await move.Run(dana, row.Number, new(moved.Id, due.AddDays(2), CustomersWord.Call, null), Cancel)));
        Assert.False((await move.Run(dana, row.Number, new(moved.Id, due.AddDays(2), CustomersWord.Call, "בסדר, ביום רביעי"), Cancel)).Refused);
        Assert.Equal(new Refusal.Conflict("ended"), (await end.Run(dana, row.Number, new(kept.Id, false, null, "אולי"), Cancel)).Refusal);

        await using var store = await world.Store();
        foreach (var one in await store.Commitments.AsNoTracking().ToListAsync(Cancel))
        {
            var story = new LedgerOf(one, await store.CommitmentOutcomes.AsNoTracking().Where(line => line.CommitmentId == one.Id).OrderBy(line => line.Number).ToListAsync(Cancel)).Story;
            Assert.Equal((story.State, story.DueAt, story.State != CommitmentState.Open), (one.State, one.DueAt, one.EndedAt is not null));
        }

        Assert.Equal(["opened", "commitment_made", "commitment_made", "commitment_made", "commitment_kept", "commitment_broken", "commitment_renegotiated"],
            await store.CaseSteps.Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).Select(step => step.Kind).ToArrayAsync(Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => store.CommitmentOutcomes.ExecuteUpdateAsync(set => set.SetProperty(line => line.Kind, OutcomeKind.Kept), Cancel));
    }

    [Theory, EveryStore]
    public async Task Two_who_end_it_at_once_write_one_line(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.Open(world));
        var made = await Make(world, dana, row.Number, Soon(world, days: 1));
        var end = world.Services.GetRequiredService<EndCommitment>();

        var both = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => Task.Run(() => end.Run(dana, row.Number, new(made.Id, at % 2 == 0, null, "כך היה"), Cancel))));

        Assert.Single(both, one => !one.Refused);
        await using var store = await world.Store();
        Assert.Equal(1, await store.CommitmentOutcomes.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Once_it_was_due_no_word_moves_it_any_more(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.WithPage(world, await Matters.Open(world)));
        var due = Soon(world, days: 1);
        var made = await Make(world, dana, row.Number, due);
        var move = world.Services.GetRequiredService<MoveCommitment>();
        Assert.False((await move.Run(dana, row.Number, new(made.Id, due.AddDays(1), CustomersWord.Link, null), Cancel)).Refused);

        world.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(new Refusal.Conflict("already_due"), (await move.Run(dana, row.Number, new(made.Id, due.AddDays(9), CustomersWord.Call, "בסדר"), Cancel)).Refusal);
        Assert.Equal(new Refusal.Conflict("already_due"), (await move.Agree(World.Cafe, row.Id, made.Id, due.AddDays(1), Cancel)).Refusal);
        var rates = await world.Services.GetRequiredService<ListCommitments>().Run(dana, true, Cancel);
        Assert.Equal((1, 1), (rates.Teams.Single().N, rates.Kinds.Single().N));
    }

    [Theory, EveryStore]
    public async Task Reminders_come_before_and_never_after_and_only_of_the_time_that_holds(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.Open(world));
        var due = Soon(world, days: 5);
        var made = await Make(world, dana, row.Number, due);
        await world.Services.GetRequiredService<MoveCommitment>().Run(dana, row.Number, new(made.Id, due.AddDays(5), CustomersWord.Call, "בסדר"), Cancel);
        var remind = world.Services.GetServices<IErrandAnswer>().Single(one => one.Kind == CommitmentLedger.Remind);
        await using var store = await world.Store();
        var errands = await store.Errands.AsNoTracking().Where(errand => errand.Kind == CommitmentLedger.Remind).OrderBy(errand => errand.DueAt).ToListAsync(Cancel);
        Assert.NotEmpty(errands);
        Assert.All(errands, errand => Assert.True(errand.DueAt < due.AddDays(5)));

        var old = errands.Where(errand => errand.Subject.EndsWith($" {due.Ticks}", StringComparison.Ordinal)).ToArray();
        await remind.Answer(store, old, Cancel);
        Assert.Empty(await store.CaseMails.ToListAsync(Cancel));
        world.Clock.Advance(errands[^1].DueAt - world.Clock.Now + TimeSpan.FromSeconds(1));
        await remind.Answer(store, [errands[^1]], Cancel);
        await remind.Answer(store, [errands[^1]], Cancel);
        Assert.Equal((CaseMailKind.Reminder, made.Id), await store.CaseMails.Select(mail => new ValueTuple<CaseMailKind, Guid>(mail.Kind, mail.SubjectId)).SingleAsync(Cancel));
        world.Clock.Advance(TimeSpan.FromDays(6));
        store.CaseMails.RemoveRange(await store.CaseMails.ToListAsync(Cancel));
        await store.SaveChangesAsync(Cancel);
        await remind.Answer(store, errands, Cancel);
        Assert.Empty(await store.CaseMails.ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_an_answer_promises_is_suggested_and_noted_by_one_press_and_goes_with_the_case(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (yoav, row) = (await Matters.Who(world, Cast.Yoav), await Matters.Open(world));
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Answered, At = world.Clock.Now, ByMember = yoav.Id, Text = "שלום רותי. נחזור אליך תוך 3 ימי עסקים. יום נעים!", SeenByCustomer = true });
        using var dana = world.As(Cast.Dana);
        var page = await dana.Page($"/{World.Cafe}/cases/{row.Number}/commitments");
        var form = page.QuerySelector(".suggested")!;
        Assert.Equal("נחזור אליך תוך 3 ימי עסקים.", form.QuerySelector("input[name=text]")!.GetAttribute("value"));

        using var noted = await dana.Post($"/{World.Cafe}/cases/{row.Number}/commitments", ("id", form.QuerySelector("input[name=id]")!.GetAttribute("value")!), ("text", form.QuerySelector("input[name=text]")!.GetAttribute("value")!), ("due", form.QuerySelector("input[name=due]")!.GetAttribute("value")!));
        using var wrong = await dana.Post($"/{World.Cafe}/cases/{row.Number}/commitments", ("id", Guid.CreateVersion7().ToString()), ("text", "ועוד משהו"), ("due", "אתמול"));

        Assert.Equal((303, 422), ((int)noted.StatusCode, (int)wrong.StatusCode));
        Assert.Contains("ועוד משהו", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Null((await dana.Page($"/{World.Cafe}/cases/{row.Number}/commitments")).QuerySelector(".suggested"));
        await using var store = await world.Store();
        await using (var writing = await store.BeginWriting(Cancel))
        {
            var held = await store.Cases.SingleAsync(one => one.Id == row.Id, Cancel);
            held.OwnerId = yoav.Id;
            await world.Services.GetRequiredService<CaseSteps>().Add(store, held, new() { Kind = CaseStepKinds.HandedOver, At = world.Clock.Now, ByMember = yoav.Id }, Cancel);
            await writing.Commit(Cancel);
        }

        Assert.Equal(yoav.Id, await store.Commitments.AsNoTracking().Select(one => one.OwnerId).SingleAsync(Cancel));
        using var omer = world.As(Cast.Omer);
        using var beyond = await omer.Get($"/{World.Cafe}/cases/{row.Number}/commitments");
        Assert.Equal(404, (int)beyond.StatusCode);
    }

    // In the middle of a day of service, whenever this runs.
    private static DateTime Soon(World world, int days) => world.Clock.Now.Date.AddDays(days).AddHours(12);

    private static async Task<Commitment> Make(World world, Member member, long number, DateTime due) =>
        (await world.Services.GetRequiredService<MakeCommitment>().Run(member, number, new(Guid.CreateVersion7(), "נחזור אליך עם תשובה", null, due), Cancel)).Value;

    private static string Fault<T>(Result<T> done) => Assert.IsType<Refusal.Invalid>(done.Refusal).Faults[0].Field;
}
