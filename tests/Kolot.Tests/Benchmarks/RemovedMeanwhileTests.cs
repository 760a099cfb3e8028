using Kolot.Benchmarks.Field;
using Kolot.Benchmarks.Findings;
using Kolot.Benchmarks.Studies;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Benchmarks;

/// <summary>Whoever is at a study while it is removed finds none, and leaves nothing behind.</summary>
public sealed class RemovedMeanwhileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task An_objection_that_comes_while_its_study_is_removed_is_not_kept(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));

        var (done, _) = await While(field, async () => (await field.World.Services.GetRequiredService<SendAppeal>().Run(World.Cafe, FieldWorld.Bakery, new(Guid.CreateVersion7(), null, "דוד", null, "ענינו"), Cancel)).Refusal);

        Assert.IsType<Refusal.NotFound>(done);
        await using var store = await field.World.Store();
        Assert.False(await store.StudyAppeals.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_link_that_is_made_while_its_study_is_removed_is_refused(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        var member = await Tamar(field.World);

        var (done, _) = await While(field, async () => (await field.World.Services.GetRequiredService<CompanyLink>().Make(member, FieldWorld.Code, 1, null, Cancel)).Refusal);

        Assert.IsType<Refusal.NotFound>(done);
    }

    [Theory, EveryStore]
    public async Task A_letter_whose_study_is_gone_is_not_written(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds, Listen.Sending.Campaigns.Settings));
        await using var store = await field.World.Store();
        await store.StudyShoppers.Where(one => one.Id == field.AdiId).ExecuteUpdateAsync(set => set.SetProperty(one => one.Mail, "adi@shop.example"), Cancel);
        await store.Studies.ExecuteDeleteAsync(Cancel);

        var written = await field.World.Services.GetRequiredService<WriteShopperMail>().Write(store, new() { Id = field.AdiId }, Cancel);

        Assert.True(written.Refused);
    }

    [Theory, EveryStore]
    public async Task Whoever_looks_after_mailboxes_and_field_work_of_a_removed_study_ends_quietly(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        await field.Done("sent", ("when", "now"));
        await using (var store = await field.World.Store())
        {
            store.StudyMailboxes.Add(new() { StudyId = field.StudyId, Host = "127.0.0.1", Port = 1, Security = MailSecurity.None, UserName = "study", Folder = "INBOX", DueAt = field.World.Clock.Now.AddMinutes(-1), Version = 1, Password = [1] });
            MailboxRounds.Arm(store, field.World.Clock.Now);
            await store.SaveChangesAsync(Cancel);
        }

        Assert.False((await field.World.Services.GetRequiredService<RemoveStudy>().Run(await Tamar(field.World), FieldWorld.Code, Cancel)).Refused);
        await field.World.Services.GetRequiredService<MailboxRound>().Run(World.Cafe, Cancel);
        field.World.Clock.Advance(TimeSpan.FromDays(8));
        await field.World.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, Cancel);

        await using var after = await field.World.Store();
        Assert.False(await after.Errands.AnyAsync(errand => errand.Kind == MailboxRounds.Errand || errand.Kind == FieldSweep.Errand, Cancel));
    }

    private static async Task<Member> Tamar(World world)
    {
        await using var store = await world.Store();
        var row = await store.Members.SingleAsync(one => one.Mail == Cast.Tamar.Mail, Cancel);
        return new(World.Cafe, row.Id, row.Name, Rights.For(Role.Owner), Reach.All, null);
    }

    // What begins after the removal did, and before it is kept.
    private static async Task<(Refusal? Done, bool Waited)> While(FieldWorld field, Func<Task<Refusal?>> act)
    {
        await using var store = await field.World.Store();
        var writing = await store.BeginWriting(Cancel);
        await store.StudyAppeals.ExecuteDeleteAsync(Cancel);
        await store.Studies.Where(one => one.Id == field.StudyId).ExecuteDeleteAsync(Cancel);
        var going = Task.Run(act, Cancel);
        var waited = await Task.WhenAny(going, Task.Delay(TimeSpan.FromMilliseconds(400), Cancel)) != going;
        await store.StudyCompanies.ExecuteDeleteAsync(Cancel);
        await writing.Commit(Cancel);
        await writing.DisposeAsync();
        return (await going, waited);
    }
}
