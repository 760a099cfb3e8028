using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Running.Status;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static Kolot.Tests.Benchmarks.MailboxWorld;

namespace Kolot.Tests.Benchmarks;

/// <summary>Mailboxes that cannot be read, and when they are read at all.</summary>
public sealed class MailboxFailingTests(Dovecot server) : IClassFixture<Dovecot>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_server_that_says_nothing_holds_up_no_other_mailbox_is_left_and_tried_again_ever_more_rarely(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server, Impatient);
        await using var mute = new FakeMailServer();
        mute.Answers[""] = FakeMailServer.Silence;
        var other = await Another(world, mute.Port);
        await world.Came(TimeSpan.FromMinutes(1), Mail());

        var (begun, ended) = await Looked(world);

        Assert.Single(await world.Replies());
        var first = await world.Kept(other);
        Assert.Equal((ReadMailbox.TooSlow, 1, null), (first.Reason, first.Tries, first.LookedAt));
        Assert.InRange(first.DueAt!.Value, begun.AddMinutes(1), ended.AddMinutes(1));
        (begun, ended) = await Looked(world);
        var second = await world.Kept(other);
        Assert.Equal((2, first.FailingSince), (second.Tries, second.FailingSince));
        Assert.InRange(second.DueAt!.Value, begun.AddMinutes(5), ended.AddMinutes(5));
    }

    [Theory, EveryStore]
    public async Task A_wrong_password_is_told_to_whoever_runs_studies_and_to_whoever_looks_after_the_house_until_it_is_mended(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Mail());
        var mailboxes = world.World.Services.GetRequiredService<StudyMailboxes>();
        await Change(world, one => one.Password = mailboxes.Seal(World.Cafe, "wrong"));

        var (begun, ended) = await Looked(world);

        var kept = await world.Kept();
        Assert.Equal("sign_in", kept.Reason);
        // Who gives a wrong password often is shut out.
        Assert.InRange(kept.DueAt!.Value, begun.AddHours(1), ended.AddHours(1));
        using var tamar = world.World.As(Cast.Tamar);
        var section = (await tamar.Page(FieldWorld.Review)).QuerySelector("#mailbox")!;
        Assert.True(section.HasAttribute("open"));
        Assert.Contains("השרת לא קיבל את שם המשתמש והסיסמה", section.QuerySelector(".note.bad")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Care.MailboxesUnread, (await world.World.Services.GetRequiredService<LookAt>().Organisation(World.Cafe, Cancel)).Cares);
        world.World.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains(Care.MailboxesUnread, (await world.World.Services.GetRequiredService<LookAt>().Organisation(World.Cafe, Cancel)).Cares);

        await Change(world, one => (one.Password, one.DueAt) = (mailboxes.Seal(World.Cafe, Dovecot.Password), world.World.Clock.Now.AddMinutes(-1)));
        await world.Look();
        kept = await world.Kept();
        Assert.Equal((null, null, 0), (kept.Reason, kept.FailingSince, kept.Tries));
        Assert.Single(await world.Replies());
    }

    [Theory, EveryStore]
    public async Task A_password_that_was_sealed_for_another_organisation_opens_nothing_here(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        var mailboxes = world.World.Services.GetRequiredService<StudyMailboxes>();
        await Change(world, one => one.Password = mailboxes.Seal("bakery", Dovecot.Password));
        await world.Look();
        Assert.Equal("password_gone", (await world.Kept()).Reason);
    }

    [Theory, EveryStore]
    public async Task A_mailbox_rests_while_no_wave_is_open_and_is_read_again_when_one_is_planned(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Mail());
        await world.Field.Close();
        await world.Look();
        var resting = await world.Kept();
        Assert.Equal((null, 1), (resting.DueAt, resting.Strange));
        Assert.Empty(await world.Replies());

        using var tamar = await Designing.Begin(world.World);
        await world.Reads(await Id(world, "autumn"), server.Port);
        await Change(world, one => one.DueAt = null);
        await using (var store = await world.World.Store()) await store.Errands.Where(errand => errand.Kind == MailboxRounds.Errand).ExecuteDeleteAsync(Cancel);
        await Designing.Plan(world.World, tamar);

        Assert.Null((await world.Kept()).DueAt);
        Assert.NotNull((await world.Kept(await Id(world, "autumn"))).DueAt);
        await using var after = await world.World.Store();
        Assert.Single(await after.Errands.Where(errand => errand.Kind == MailboxRounds.Errand).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Before_its_first_day_a_wave_is_looked_after_once_an_hour_and_then_each_minute(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        var now = world.World.Clock.Now;
        await using var store = await world.World.Store();
        var study = await store.Studies.SingleAsync(Cancel);
        Assert.Equal(now.AddMinutes(1), await MailboxRounds.Next(store, study, now, Cancel));
        Assert.Equal(now.AddDays(-9).AddHours(1), await MailboxRounds.Next(store, study, now.AddDays(-9), Cancel));
        Assert.Equal(now.AddDays(60).AddHours(1), await MailboxRounds.Next(store, study, now.AddDays(60), Cancel));
    }

    [Theory, EveryStore]
    public async Task The_errand_has_due_mailboxes_read_and_comes_again_when_the_next_is(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await using var house = world.World.Beside(settings: Listen.Sending.Campaigns.Settings);
        await world.Came(TimeSpan.FromMinutes(1), Mail());
        var armed = world.World.Clock.Now;
        await using (var store = await house.Store())
        {
            MailboxRounds.Arm(store, armed);
            await store.SaveChangesAsync(Cancel);
        }

        house.Services.GetRequiredService<ErrandRounds>().Ring(World.Cafe);
        Assert.True(await Comes.About(async () => (await world.Kept()).LookedAt is not null));
        Assert.Single(await world.Replies());
        // Whoever answers the errand and whoever looks go on side by side.
        await using var after = await world.World.Store();
        Assert.True(await Comes.About(() => after.Errands.AnyAsync(errand => errand.Kind == MailboxRounds.Errand && errand.DueAt > armed, Cancel)));
        Assert.InRange((await after.Errands.SingleAsync(errand => errand.Kind == MailboxRounds.Errand, Cancel)).DueAt, armed.AddSeconds(30), world.World.Clock.Now.AddMinutes(1));
    }

    // Between when, as exactly as is kept.
    private static async Task<(DateTime Begun, DateTime Ended)> Looked(MailboxWorld world)
    {
        var begun = world.World.Clock.Now.AddMilliseconds(-1);
        await world.Look();
        return (begun, world.World.Clock.Now - MailboxWorld.Next);
    }

    private static void Impatient(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(provider => new ReadMailbox(provider.GetRequiredService<OutsideDoor>()) { Patience = TimeSpan.FromSeconds(6) }));

    private static async Task<Guid> Another(MailboxWorld world, int port)
    {
        var id = Guid.CreateVersion7();
        await using (var store = await world.World.Store())
        {
            var design = await store.Studies.Select(study => study.Design).SingleAsync(Cancel);
            store.Studies.Add(new() { Id = id, Code = "others", Name = "אחרים", State = StudyState.Fielded, Design = design, BegunAt = world.World.Clock.Now });
            store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = id, Number = 1, From = DateOnly.FromDateTime(world.World.Clock.Now), Until = DateOnly.FromDateTime(world.World.Clock.Now).AddDays(9) });
            await store.SaveChangesAsync(Cancel);
        }

        await world.Reads(id, port);
        return id;
    }

    private static async Task<Guid> Id(MailboxWorld world, string code)
    {
        await using var store = await world.World.Store();
        return await store.Studies.Where(study => study.Code == code).Select(study => study.Id).SingleAsync(Cancel);
    }

    private static async Task Change(MailboxWorld world, Action<StudyMailbox> change)
    {
        await using var store = await world.World.Store();
        change(await store.StudyMailboxes.SingleAsync(one => one.StudyId == world.Field.StudyId, Cancel));
        await store.SaveChangesAsync(Cancel);
    }
}
