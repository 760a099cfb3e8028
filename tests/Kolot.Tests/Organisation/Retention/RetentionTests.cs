using System.Net;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Retention;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Retention;

public sealed class RetentionTests
{
    private const string Page = "/cafe-tamar/settings/retention";

    [Theory, EveryStore]
    public async Task Nothing_is_removed_unless_it_was_asked_for(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Say(world, "1", 900, "ישן מאוד");
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page(Page);
        await Night(world);

        Assert.All(page.QuerySelectorAll("input[type=number]"), field => Assert.Equal("", field.GetAttribute("value")));
        await using var store = await world.Store();
        Assert.Equal("ישן מאוד", (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).Text);
        Assert.False(await store.Errands.AnyAsync(errand => errand.Kind == RetentionNights.Errand, TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task What_would_go_is_shown_before_it_is_saved_and_goes_the_next_night(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Say(world, "old", 800, "הקפה היה קר");
        await Say(world, "older", 900, "חיכיתי שעה");
        await Say(world, "young", 10, "מצוין");
        using var tamar = world.As(Cast.Tamar);

        var preview = await tamar.Page($"{Page}?voices=24");
        await Night(world);
        await using (var before = await world.Store()) Assert.Equal(3, await before.Voices.CountAsync(TestContext.Current.CancellationToken));
        using var saved = await tamar.Post(Page, ("voices", "24"), ("version", "0"));
        await Night(world);

        Assert.Contains("2 מלפני", preview.QuerySelector("main")?.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        await using var store = await world.Store();
        Assert.Equal("young", (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).SourceId);
        var run = await store.RetentionRuns.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, RetentionNights.RemovedBy(run)["voices"]);
        Assert.NotNull(run.EndedAt);
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "retention.applied", TestContext.Current.CancellationToken));
        Assert.True((await store.Errands.SingleAsync(errand => errand.Kind == RetentionNights.Errand, TestContext.Current.CancellationToken)).DueAt > world.Clock.Now);
        Assert.Empty(await Found(world, "שעה"));
    }

    [Theory, EveryStore]
    public async Task A_voice_that_was_removed_does_not_come_back_when_it_is_sent_again(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Say(world, "old", 800, "הקפה היה קר");
        await Keep(world, "voices", 24);
        await Night(world);

        await Say(world, "old", 800, "הקפה היה קר");
        await Say(world, "old", 800, "הקפה היה פושר");

        await using var store = await world.Store();
        Assert.False(await store.Voices.AnyAsync(TestContext.Current.CancellationToken));
        var key = await store.VoiceKeys.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((PastKey.Source, PastKey.Of("pos", "old")), (key.Source, key.SourceId));
    }

    [Theory, EveryStore]
    public async Task Words_go_and_what_is_counted_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Say(world, "old", 800, "הקפה היה קר");
        await Say(world, "old", 800, "הקפה היה קר מאוד");
        await Keep(world, "voice-words", 24);
        await Night(world);
        await Say(world, "old", 800, "הקפה היה רותח");

        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((null, 2.0, """{"nps":7}"""), (voice.Text, voice.Score, voice.Answers));
        Assert.NotNull(voice.WordsRemovedAt);
        Assert.False(await store.VoiceRevisions.AnyAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await Found(world, "קפה"));
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("המילים נמחקו", (await tamar.Page($"/cafe-tamar/voices/{voice.Id}")).QuerySelector("main")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_customer_who_is_held_keeps_their_voices(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Say(world, "held", 800, "נשאר", "ruth@example.org");
        await Say(world, "other", 800, "הולך", "noam@example.org");
        using var tamar = world.As(Cast.Tamar);
        var ruth = await CustomerOf(world, "ruth@example.org");
        using var wrong = await tamar.Post($"/cafe-tamar/customers/{ruth}/hold", ("reason", " "));
        using var held = await tamar.Post($"/cafe-tamar/customers/{ruth}/hold", ("reason", "תביעה תלויה ועומדת"));
        await Keep(world, "voices", 24);
        await Keep(world, "customers", 1, version: 1);
        world.Clock.Advance(TimeSpan.FromDays(60));
        await Night(world);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (wrong.StatusCode, held.StatusCode));
        await using var store = await world.Store();
        Assert.Equal("נשאר", (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).Text);
        Assert.Equal(ruth, (await store.Customers.SingleAsync(TestContext.Current.CancellationToken)).Id);
        using var later = world.As(Cast.Tamar);
        Assert.Contains("תביעה תלויה", (await later.Page(Page)).QuerySelector("main")?.TextContent);
        using (await later.Post($"/cafe-tamar/customers/{ruth}/hold/removal"))
            Assert.False(await store.CustomerHolds.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task The_log_is_kept_for_two_years_at_least_and_the_database_itself_refuses_less(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var tamar = world.As(Cast.Tamar);
        await using var store = await world.Store();
        foreach (var days in new[] { 900, 740, 600 })
            store.LogLines.Add(new() { At = world.Clock.Now.AddDays(-days), ByName = "תמר", Act = "customer.read", Subject = $"{days}" });
        await store.SaveChangesAsync(TestContext.Current.CancellationToken);

        using var less = await tamar.Post(Page, ("log", "23"), ("version", "0"));
        await Keep(world, "log", 24);
        await Night(world);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, less.StatusCode);
        Assert.Contains("24", (await Visitor.Read(less)).QuerySelector(".error")?.TextContent);
        Assert.Equal(["600"], await store.LogLines.Where(line => line.Act == "customer.read").Select(line => line.Subject).ToListAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<Exception>(() => store.LogLines.Where(line => line.Subject == "600").ExecuteDeleteAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task Whoever_decides_from_a_stale_page_is_told_so(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Keep(world, "voices", 24);
        using var tamar = world.As(Cast.Tamar);

        using var stale = await tamar.Post(Page, ("voices", "12"), ("version", "0"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(24, (await store.RetentionRules.SingleAsync(TestContext.Current.CancellationToken)).Months);
    }

    [Theory, EveryStore]
    public async Task Two_nodes_remove_what_is_over_once_and_leave_one_night_to_come(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await using (var filling = await world.Store())
        {
            var import = new ImportRun { Id = Guid.CreateVersion7(), Kind = "voices", FileName = "a.csv", BegunAt = world.Clock.Now.AddDays(-100), State = ImportState.Done };
            filling.Add(import);
            filling.AddRange(Enumerable.Range(1, 2_500).Select(line => new RefusedRow { ImportId = import.Id, Line = line, Cells = "[]", Reason = "text:required" }));
            await filling.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Keep(world, "refused-rows", 1);
        await using var beside = world.Beside();
        world.Clock.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(new[] { world, beside }.Select(node => Task.Run(() => node.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, TestContext.Current.CancellationToken))));

        await using var store = await world.Store();
        var now = world.Clock.Now;
        // The node beside has rounds of its own, which may have the last part in hand.
        for (var tries = 0; tries < 600 && await store.Errands.AnyAsync(errand => errand.DueAt <= now, TestContext.Current.CancellationToken); tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(await store.RefusedRows.AnyAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2_500, (await store.RetentionRuns.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).Sum(run => RetentionNights.RemovedBy(run).GetValueOrDefault("refused-rows")));
        Assert.Equal(1, await store.Errands.CountAsync(errand => errand.Kind == RetentionNights.Errand, TestContext.Current.CancellationToken));
    }

    private static async Task Say(World world, string id, int daysAgo, string text, string? mail = null) => await world.Hear(new
    {
        source = "pos", id, channel = "survey", unit = "haifa", text, heardAt = world.Clock.Now.Date.AddDays(-daysAgo), score = new { value = 2, low = 1, high = 5 },
        answers = new Dictionary<string, object> { ["nps"] = 7, ["why"] = "כי קר" }, customer = mail is null ? null : new { mail },
    });

    private static async Task Keep(World world, string code, int months, int version = 0)
    {
        await using var store = await world.Store();
        var written = await store.RetentionRules.ToDictionaryAsync(rule => rule.Kind, rule => $"{rule.Months}", TestContext.Current.CancellationToken);
        written[code] = $"{months}";
        var tamar = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail, TestContext.Current.CancellationToken);
        var member = new Member(World.Cafe, tamar.Id, tamar.Name, Rights.For(Role.Owner), Reach.All, null);
        Assert.Null((await world.Services.GetRequiredService<SetRetention>().Run(member, written, version, TestContext.Current.CancellationToken)).Refusal);
    }

    private static async Task Night(World world)
    {
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Round();
    }

    private static async Task<string> Found(World world, string word)
    {
        using var tamar = world.As(Cast.Tamar);
        return await tamar.Finds($"q={Uri.EscapeDataString(word)}");
    }

    private static async Task<Guid> CustomerOf(World world, string mail)
    {
        await using var store = await world.Store();
        return await store.Identities.Where(identity => identity.Value == mail).Select(identity => identity.CustomerId).SingleAsync(TestContext.Current.CancellationToken);
    }
}
