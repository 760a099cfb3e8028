using System.Text;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation.Mail;
using Kolot.Respond.Notifications;
using Kolot.Shell.Parts;
using Kolot.Store;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Notifications;

/// <summary>A café that sends mail, where nothing is done but what a test does, and nobody has quiet time unless a test gives it, and digests are half a day away: tests run at any hour.</summary>
internal static class PostRoom
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens it.</summary>
    public static async Task<World> Open(StoreKind kind, FakeMailServer server)
    {
        var world = await RecoveringTests.Open(kind, services =>
        {
            World.WithoutRounds(services);
            World.Without<MailRounds<NotificationMail>>(services);
            World.Without<MailRounds<TeamDigest>>(services);
        });
        await RecoveringTests.SetMail(world, server);
        foreach (var person in new[] { Cast.Tamar, Cast.Yoav, Cast.Dana, Cast.Omer }) await world.Choose(person, new() { Quiet = new(0, 0, false), DigestHour = (Moments.Local(world.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).Hour + 12) % 24 });
        return world;
    }

    /// <summary>Somebody chooses how they are told.</summary>
    public static async Task Choose(this World world, Person person, Core.Respond.Notifications.NotificationChoices choices)
    {
        await using var store = await world.Store();
        var id = (await Matters.Who(world, person)).Id;
        var row = await store.NotificationChoices.SingleOrDefaultAsync(one => one.MemberId == id, Cancel);
        if (row is null) store.NotificationChoices.Add(row = new() { MemberId = id });
        row.Take(choices);
        PlanMails.Leave(store, id, world.Clock.Now);
        await store.SaveChangesAsync(Cancel);
    }

    /// <summary>A case of somebody's in Haifa, of which nobody was told.</summary>
    public static async Task<Case> Owned(this World world, Person person, string title = "חויבתי פעמיים")
    {
        var row = await Matters.Open(world, title: title, known: false);
        var owner = (await Matters.Who(world, person)).Id;
        await using var store = await world.Store();
        await store.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.OwnerId, owner), Cancel);
        await store.Notifications.Where(one => one.CaseId == row.Id).ExecuteDeleteAsync(Cancel);
        return await store.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id, Cancel);
    }

    /// <summary>Somebody is told of a case, as acts of other parts tell.</summary>
    public static async Task Tell(this World world, Person person, string reason, Case of)
    {
        var member = (await Matters.Who(world, person)).Id;
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(Cancel);
        world.Services.GetRequiredService<Notify>().Add(store, member, reason, (of.Id, Guid.CreateVersion7()), world.Clock.Now);
        await store.SaveChangesAsync(Cancel);
        await writing.Commit(Cancel);
    }

    /// <summary>Time passes; then errands are done, and what is due of one kind goes, on several nodes at once.</summary>
    public static async Task Pass<TRow>(this World world, TimeSpan time) where TRow : class, IMailed
    {
        world.Clock.Advance(time);
        await world.Round();
        var round = world.Services.GetRequiredService<MailRound<TRow>>();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => round.Run(World.Cafe, Cancel))));
    }

    /// <summary>The document of a mail.</summary>
    public static string Html(string mail)
    {
        var part = mail[(mail.IndexOf("base64", mail.IndexOf("text/html", StringComparison.Ordinal), StringComparison.Ordinal) + 6)..].TrimStart();
        return Encoding.UTF8.GetString(Convert.FromBase64String(part[..part.IndexOf("--", StringComparison.Ordinal)].ReplaceLineEndings("")));
    }
}
