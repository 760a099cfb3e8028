using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Errands;

public sealed class ErrandsTests
{
    private const string Page = "/cafe-tamar/settings/errands";

    [Theory, EveryStore]
    public async Task What_fails_is_tried_later_and_later_and_ends_on_the_list_while_the_others_go_on(StoreKind kind)
    {
        var answer = new Moody();
        await using var world = await Quiet(kind, answer);
        await Leave(world, "good-1", "bad", "good-2");
        var round = world.Services.GetRequiredService<ErrandRound>();
        var waits = new List<TimeSpan>();

        for (var attempt = 0; attempt < 6; attempt++)
        {
            var begun = world.Clock.Now;
            await round.Run(World.Cafe, TestContext.Current.CancellationToken);
            var errand = await Bad(world);
            Assert.Equal(attempt + 1, errand.Tries);
            waits.Add(errand.FailedAt is null ? errand.DueAt - begun : TimeSpan.Zero);
            world.Clock.Advance(waits[^1] + TimeSpan.FromSeconds(1));
        }

        Assert.Equal(waits[..5].Order(), waits[..5]);
        Assert.True(waits[0] >= TimeSpan.FromSeconds(5));
        var given = await Bad(world);
        Assert.NotNull(given.FailedAt);
        Assert.DoesNotContain("סוד", given.Trouble, StringComparison.Ordinal);
        Assert.Equal(["good-1", "good-2"], answer.Done.Order());
        await using var store = await world.Store();
        Assert.Equal(1, await store.Errands.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task Whoever_answers_for_it_sees_what_failed_and_has_it_tried_again(StoreKind kind)
    {
        var answer = new Moody();
        await using var world = await Quiet(kind, answer);
        await Fail(world, "bad", "bad-too");
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page(Page);
        Assert.Equal(2, page.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("InvalidOperationException", page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        answer.Mood = true;
        using (var retried = await tamar.Post($"{Page}/retry")) Assert.Equal(HttpStatusCode.SeeOther, retried.StatusCode);
        await world.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, TestContext.Current.CancellationToken);

        Assert.Equal(["bad", "bad-too"], answer.Done.Distinct().Order());
        Assert.Empty((await tamar.Page(Page)).QuerySelectorAll("tbody tr"));
        await using var store = await world.Store();
        Assert.True(await store.LogLines.AnyAsync(line => line.Act == "errand.retried", TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task What_is_given_up_is_gone_and_the_log_remembers_it(StoreKind kind)
    {
        await using var world = await Quiet(kind, new Moody());
        await Fail(world, "bad");
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        var id = (await Bad(world)).Id;

        using (var refused = await dana.Post($"{Page}/{id}/removal")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using (var removed = await tamar.Post($"{Page}/{id}/removal")) Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        using (var again = await tamar.Post($"{Page}/{id}/removal")) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);

        await using var store = await world.Store();
        Assert.False(await store.Errands.AnyAsync(TestContext.Current.CancellationToken));
        Assert.Equal("bad", (await store.LogLines.SingleAsync(line => line.Act == "errand.given-up", TestContext.Current.CancellationToken)).Subject);
    }

    private static Task<World> Quiet(StoreKind kind, Moody answer) => World.Open(kind, services =>
    {
        World.WithoutRounds(services);
        services.AddSingleton<IErrandAnswer>(answer);
    });

    private static async Task Leave(World world, params string[] subjects)
    {
        await using var store = await world.Store();
        foreach (var subject in subjects) store.Errands.Add(new() { Kind = Moody.Errand, Subject = subject, DueAt = world.Clock.Now.AddSeconds(-1) });
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task Fail(World world, params string[] subjects)
    {
        await using var store = await world.Store();
        foreach (var subject in subjects)
            store.Errands.Add(new()
            {
                Kind = Moody.Errand, Subject = subject, DueAt = world.Clock.Now, Tries = 6, FailedAt = world.Clock.Now, Trouble = "InvalidOperationException in Moody.Answer",
            });
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Errand> Bad(World world)
    {
        await using var store = await world.Store();
        return await store.Errands.AsNoTracking().FirstAsync(errand => errand.Subject == "bad", TestContext.Current.CancellationToken);
    }

    /// <summary>Does what it is asked, but nothing bad until its mood is better.</summary>
    private sealed class Moody : IErrandAnswer
    {
        public const string Errand = "test.mood";

        private readonly System.Collections.Concurrent.ConcurrentQueue<string> done = new();

        public bool Mood { get; set; }

        public IEnumerable<string> Done => done;

        public string Kind => Errand;

        public Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
        {
            if (!Mood && errands.Any(errand => errand.Subject.StartsWith("bad", StringComparison.Ordinal))) throw new InvalidOperationException("סוד של לקוח");
            foreach (var errand in errands) done.Enqueue(errand.Subject);
            return Task.CompletedTask;
        }
    }
}
