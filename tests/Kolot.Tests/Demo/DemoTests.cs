using System.Net;
using Kolot.Core.Demo;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Restatements;
using Kolot.Demo;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Demo;

public sealed class DemoTests
{
    private const int Customers = 300;

    [Theory, EveryStore]
    public async Task It_is_planted_whole_and_every_voice_has_its_place_customer_and_language(StoreKind kind)
    {
        await using var world = await Demonstration(kind);
        await using var store = await world.Store(DemoOrganisation.Code);
        var told = DemoYear.Of(new DemoDay(world).Date, size: Customers);

        Assert.Equal(Customers, await store.Customers.CountAsync());
        Assert.Equal(told.Customers.Sum(customer => customer.Identities.Count), await store.Identities.CountAsync());
        var trust = await store.SurveyResponses.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(told.Voices.Count + trust, await store.Voices.CountAsync());
        Assert.Equal(told.Voices.Count(voice => voice.Heard.Customer is not null) + trust, await store.Voices.CountAsync(voice => voice.CustomerId != null));
        // Read on arrival, where the words tell a language at all.
        Assert.True(await store.Voices.CountAsync(voice => voice.Text != null && voice.Language == null) < told.Voices.Count / 100);
        Assert.Equal(0, await store.Voices.CountAsync(voice => voice.UnitId == null));
        Assert.Equal(DemoOrganisation.Cast.Count, await store.Members.CountAsync());
        // What was written through the form stands as an organisation would have it: waiting, seen, answered, solved, each with its case.
        Assert.Equal(Enum.GetValues<EnquiryState>(), await store.Enquiries.Select(enquiry => enquiry.State).Distinct().OrderBy(state => state).ToArrayAsync(TestContext.Current.CancellationToken));
        Assert.False(await store.Enquiries.AnyAsync(enquiry => !store.CaseVoices.Any(voice => voice.VoiceId == enquiry.VoiceId), TestContext.Current.CancellationToken));
        Assert.Equal(6, await store.Tiles.CountAsync(tile => store.Boards.Any(board => board.Id == tile.BoardId && board.Shared)));
    }

    [Fact]
    public async Task Each_shopper_of_the_wave_that_goes_on_has_probes_for_today()
    {
        await using var world = await Demonstration(StoreKind.Sqlite);
        await using var store = await world.Store(DemoOrganisation.Code);
        var day = new DemoDay(world).Begins;

        var today = await (from probe in store.Probes where probe.State == Core.Benchmarks.ProbeState.Planned && probe.PlannedAt >= day && probe.PlannedAt < day.AddDays(1) join shopper in store.StudyShoppers on probe.ShopperId equals shopper.Id select shopper.Name)
            .Distinct().ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["איתן", "דפנה"], today.Order(StringComparer.Ordinal));
    }

    [Theory, EveryStore]
    public async Task What_a_lead_looks_at_has_something_to_look_at(StoreKind kind)
    {
        await using var world = await Demonstration(kind);
        await using var store = await world.Store(DemoOrganisation.Code);
        var (now, cancel) = (world.Clock.Now, TestContext.Current.CancellationToken);

        Assert.Equal(4, await store.Snippets.CountAsync(one => one.Text != null && one.TextEn != null, cancel));
        Assert.Equal([Role.Owner, Role.Manager, Role.Agent], await store.Allowances.Where(row => row.Incident > 0).Select(row => row.Role).OrderBy(role => role).ToArrayAsync(cancel));
        Assert.True(await store.AllowanceEntries.AnyAsync(entry => entry.At < now, cancel));
        Assert.Equal([CommitmentState.Open, CommitmentState.Kept, CommitmentState.Broken], await store.Commitments.Select(one => one.State).Distinct().OrderBy(state => state).ToArrayAsync(cancel));
        Assert.True(await store.Commitments.AnyAsync(one => one.State == CommitmentState.Open && one.DueAt < now, cancel));
        Assert.Equal([RestatementEnding.Confirmed, RestatementEnding.Corrected, RestatementEnding.Skipped], await store.Restatements.Select(one => one.Ending).Distinct().OrderBy(ending => ending).ToArrayAsync(cancel));
        Assert.True(await store.TopLineCases.AnyAsync(line => line.NextAt != null && store.Cases.Any(row => row.Id == line.CaseId && row.ClosedAt == null), cancel));
        var tamar = await store.Members.SingleAsync(member => member.Role == Role.Owner, cancel);
        var read = await world.Services.GetRequiredService<Kolot.Respond.Recovery.ReadTrust>().Run(new(DemoOrganisation.Code, tamar.Id, tamar.Name, Rights.For(Role.Owner), Reach.All, null), cancel);
        Assert.True(read.Understood.Value.Value is > 0.3 and < 0.9);
        Assert.True(read.Trust.NeverHurt.Try(out var never) && never.N >= 5);
        Assert.True(read.Closed > 0);
    }

    [Theory, EveryStore]
    public async Task Started_again_it_is_left_as_it_is_and_a_planting_broken_off_is_done_anew(StoreKind kind)
    {
        await using var world = await Demonstration(kind);
        await using var store = await world.Store(DemoOrganisation.Code);
        var before = await store.Voices.Select(voice => voice.Id).OrderBy(id => id).FirstAsync();

        await Plant(world);
        Assert.True(await store.Voices.AnyAsync(voice => voice.Id == before));

        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory()) await directory.Memberships.ExecuteDeleteAsync();
        await Plant(world);

        Assert.False(await store.Voices.AnyAsync(voice => voice.Id == before));
        Assert.Equal(Customers, await store.Customers.CountAsync());
    }

    [Fact]
    public async Task The_door_shows_the_cast_and_one_click_enters()
    {
        await using var world = await Demonstration(StoreKind.Sqlite);
        using var guest = world.Nobody();
        // Whoever played with the second step before them locked nobody out.
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            var noa = await directory.Users.Where(user => user.Email == "noa@shaked.example").Select(user => user.Id).SingleAsync(TestContext.Current.CancellationToken);
            directory.SecondSteps.Add(new() { AccountId = noa, Secret = [1], BegunAt = world.Clock.Now, ConfirmedAt = world.Clock.Now });
            await directory.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var knocking = await guest.Get("/sign-in?to=/shaked/voices");
        var door = await guest.Page("/demo?to=/shaked/voices");
        var client = await guest.Client();
        using var entering = await client.PostAsync("/demo", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["mail"] = "noa@shaked.example",
            ["to"] = "/shaked/voices",
            ["__RequestVerificationToken"] = door.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "",
        }));
        var stream = await guest.Page("/shaked/voices");

        Assert.Equal("/demo?to=/shaked/voices", knocking.Headers.Location?.OriginalString);
        Assert.Equal(DemoOrganisation.Cast.Count, door.QuerySelectorAll("button[name=mail]").Length);
        Assert.Equal((HttpStatusCode.SeeOther, "/shaked/voices"), (entering.StatusCode, entering.Headers.Location?.OriginalString));
        Assert.Contains("נועה ברק", stream.Body?.TextContent);
    }

    [Fact]
    public async Task A_house_that_was_not_started_as_a_demonstration_has_no_such_door()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);
        using var guest = world.Nobody();
        using var answer = await guest.Get("/demo");

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Null(world.Services.GetService<DemoVoices>());
    }

    private static Task<World> Demonstration(StoreKind kind) =>
        World.Empty(kind, new Dictionary<string, string> { ["Demo:On"] = "true", ["Demo:Customers"] = $"{Customers}" });

    private static async Task Plant(World world)
    {
        await using var scope = world.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlantDemo>().Run(Customers, TestContext.Current.CancellationToken);
    }

    /// <summary>The day on which the test stands, as the organisation counts days.</summary>
    private sealed record DemoDay(World World)
    {
        private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

        public DateOnly Date => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(World.Clock.GetUtcNow(), Zone).DateTime);

        public DateTime Begins => TimeZoneInfo.ConvertTimeToUtc(Date.ToDateTime(TimeOnly.MinValue), Zone);
    }
}
