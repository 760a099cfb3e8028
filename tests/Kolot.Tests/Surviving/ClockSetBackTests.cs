using System.Net;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Surviving;

public sealed class ClockSetBackTests
{
    private static readonly TimeSpan Wrong = TimeSpan.FromHours(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Voices_come_in_as_before_are_known_when_sent_again_and_are_read(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);
        using var tamar = world.As(Cast.Tamar);
        await tamar.Page("/cafe-tamar/voices");
        foreach (var number in Enumerable.Range(0, 10)) Assert.Equal(HttpStatusCode.Accepted, await Send(pos, number));
        await world.Settle();

        world.Clock.SetBack(Wrong);
        foreach (var number in Enumerable.Range(5, 10)) Assert.Equal(HttpStatusCode.Accepted, await Send(pos, number));

        await world.Settle();
        await tamar.Page("/cafe-tamar/voices");
        await using var store = await world.Store();
        Assert.Equal(15, await store.Voices.CountAsync(voice => voice.Language != null, Token));
        Assert.Equal(15, await store.Voices.Select(voice => voice.Place).Distinct().CountAsync(Token));
    }

    [Theory, EveryStore]
    public async Task What_another_node_ended_ends_here_too_and_is_not_remembered_until_the_clock_has_caught_up(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);
        using var tamar = world.As(Cast.Tamar);
        using var rina = world.As(Cast.All.First(person => person.Role == Role.Agent));
        Assert.Equal(HttpStatusCode.Accepted, await Send(pos, 1));
        await tamar.Page("/cafe-tamar/voices");
        await rina.Page("/cafe-tamar/voices");

        world.Clock.SetBack(Wrong);
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            await directory.AccessKeys.ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, world.Clock.Now), Token);
            await directory.SessionTickets.Where(session => directory.Users.Any(account => account.Id == session.AccountId && account.Email == Cast.Tamar.Mail)).ExecuteDeleteAsync(Token);
        }

        await using (var store = await world.Store())
            await store.Members.Where(member => member.Role == Role.Agent).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now), Token);
        world.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(HttpStatusCode.Unauthorized, await Send(pos, 2));
        Assert.Equal(HttpStatusCode.Redirect, await Status(tamar));
        Assert.Equal(HttpStatusCode.NotFound, await Status(rina));
    }

    [Theory, EveryStore]
    public async Task An_import_whose_node_never_returns_is_taken_up_before_the_clock_has_caught_up(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = Guid.CreateVersion7(world.Clock.GetUtcNow());
        await using (var store = await world.Store())
        {
            store.ImportRuns.Add(new() { Id = import, Kind = "voices", FileName = "a.csv", State = ImportState.Running, BegunAt = world.Clock.Now });
            await store.SaveChangesAsync(Token);
        }

        var leases = world.Services.GetRequiredService<ImportLeases>();
        Assert.NotNull(await leases.Take(World.Cafe, import, Token));
        Assert.Null(await leases.Take(World.Cafe, import, Token));

        world.Clock.SetBack(Wrong);

        Assert.NotNull(await leases.Take(World.Cafe, import, Token));
        Assert.Null(await leases.Take(World.Cafe, import, Token));
    }

    private static async Task<HttpStatusCode> Status(Visitor visitor)
    {
        using var answer = await visitor.Get("/cafe-tamar/voices");
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Send(Visitor pos, int number)
    {
        using var answer = await pos.PostJson("/api/v1/cafe-tamar/voices", new { source = "pos", id = $"v{number}", channel = "survey", text = $"תודה רבה {number}" });
        return answer.StatusCode;
    }
}
