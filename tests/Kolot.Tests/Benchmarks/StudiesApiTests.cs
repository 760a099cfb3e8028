using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

public sealed class StudiesApiTests
{
    private const string Api = $"/api/v1/{World.Cafe}/studies";

    [Theory, EveryStore]
    public async Task Programs_begin_a_study_design_it_fill_it_and_plan_a_wave(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var key = await world.Key(Right.ReadScores, Right.RunStudies);
        using var begun = await key.PostJson(Api, new { name = "מי עונה", nameEn = "Who answers", code = "autumn" });
        Assert.Equal((HttpStatusCode.Created, Api + "/autumn"), (begun.StatusCode, begun.Headers.Location!.OriginalString));
        var client = await key.Client();
        using var designed = await client.PutAsJsonAsync($"{Api}/autumn/design", new { version = 0, design = new { channels = new[] { "mail", "contactForm" }, probesEach = 2, names = "all" } }, TestContext.Current.CancellationToken);
        var study = await designed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((2, "all", "mail", 14), (study.GetProperty("design").GetProperty("probesEach").GetInt32(), study.GetProperty("design").GetProperty("names").GetString(), study.GetProperty("design").GetProperty("channels")[0].GetString(), study.GetProperty("design").GetProperty("days").GetInt32()));
        using var stale = await client.PutAsJsonAsync($"{Api}/autumn/design", new { version = 0, design = new { days = 3 } }, TestContext.Current.CancellationToken);
        using var unknown = await client.PutAsJsonAsync($"{Api}/autumn/design", new { design = new { channels = new[] { "pigeon" } } }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity), (stale.StatusCode, unknown.StatusCode));

        using var wrong = await key.PostJson($"{Api}/autumn/companies", new { companies = new object[] { new { name = "א", addresses = new { mail = "a@a.example" } }, new { name = "ב", addresses = new { mail = "ב" } } } });
        Assert.Contains("companies[1].mail", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var added = await key.PostJson($"{Api}/autumn/companies", new { companies = new object[] { new { name = "א", ours = true, addresses = new { mail = "a@a.example" } }, new { name = "ב", addresses = new { contactForm = "b.example" } } } });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        using var tamar = world.As(Cast.Tamar);
        using var shopper = await tamar.Post($"/{World.Cafe}/studies/autumn/shoppers", ("name", "מאיה"), ("language", "he"));

        var (from, until) = Designing.Days(world);
        using var apart = await key.PostJson($"{Api}/autumn/waves", new { from, until, sharedChannels = true });
        Assert.Contains("none_shared", await apart.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var shown = await key.PostJson($"{Api}/autumn/waves", new { from, until });
        var plan = await shown.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, 4, JsonValueKind.Null, 4), (shown.StatusCode, plan.GetProperty("probes").GetInt32(), plan.GetProperty("wave").ValueKind, plan.GetProperty("days").EnumerateObject().Sum(day => day.Value.GetInt32())));
        Assert.Equal((1, 1), (plan.GetProperty("lacking").GetProperty("mail").GetInt32(), plan.GetProperty("lacking").GetProperty("contactForm").GetInt32()));
        using var kept = await key.PostJson($"{Api}/autumn/waves", new { from, until, seed = plan.GetProperty("seed").GetInt64(), agreed = plan.GetProperty("mark").GetString() });
        Assert.Equal((HttpStatusCode.Created, 1), (kept.StatusCode, (await kept.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("wave").GetInt32()));
        var brief = (await key.Json(Api)).GetProperty("studies")[0];
        Assert.Equal(("autumn", "fielded", 2, 1, 4), (brief.GetProperty("code").GetString(), brief.GetProperty("state").GetString(), brief.GetProperty("companies").GetInt32(), brief.GetProperty("waves").GetInt32(), brief.GetProperty("probes").GetInt32()));
    }

    [Fact]
    public async Task A_key_that_only_reads_scores_sees_what_was_published_and_changes_nothing()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await Designing.Begin(world);
        using var key = await world.Key(Right.ReadScores);
        Assert.Equal(0, (await key.Json(Api)).GetProperty("studies").GetArrayLength());
        using var hidden = await key.Get(Api + "/autumn");
        using var refused = await key.PostJson($"{Api}/autumn/companies", new { companies = new[] { new { name = "א" } } });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (hidden.StatusCode, refused.StatusCode));
        await using (var store = await world.Store()) await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.State, StudyState.Published), TestContext.Current.CancellationToken);
        Assert.Equal(3, (await key.Json(Api + "/autumn")).GetProperty("study").GetProperty("companies").GetInt32());
    }

    [Theory, EveryStore]
    public async Task How_a_studys_mailbox_stands_is_told_to_whoever_runs_studies(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, World.WithoutRounds));
        using var runs = await field.World.Key(Right.ReadScores, Right.RunStudies);
        using var reads = await field.World.Key(Right.ReadScores);
        var now = field.World.Clock.Now;
        async Task<JsonElement> Told() => (await runs.Json($"{Api}/{FieldWorld.Code}")).GetProperty("mailbox");
        async Task<string?> State(DateTime? due, DateTime? looked, DateTime? failing)
        {
            await using var store = await field.World.Store();
            await store.StudyMailboxes.ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, due).SetProperty(one => one.LookedAt, looked).SetProperty(one => one.FailingSince, failing).SetProperty(one => one.Reason, failing == null ? null : "sign_in"), TestContext.Current.CancellationToken);
            return (await Told()).GetProperty("state").GetString();
        }

        Assert.Equal(JsonValueKind.Null, (await Told()).ValueKind);
        await using (var store = await field.World.Store())
        {
            store.StudyMailboxes.Add(new() { StudyId = field.StudyId, Host = "imap.cafe.example", Port = 993, Security = MailSecurity.Tls, UserName = "study", Password = [1], Folder = "INBOX", DueAt = now.AddDays(1), Version = 1 });
            await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.State, StudyState.Published), TestContext.Current.CancellationToken);
            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(("new", "read", "resting"), (await State(now.AddDays(1), null, null), await State(now.AddDays(1), now, null), await State(null, now, null)));
        Assert.Equal("failing", await State(now.AddDays(1), now.AddHours(-2), now.AddHours(-1)));
        var failing = await Told();
        Assert.True(Near((now.AddHours(-2), now.AddHours(-1), "sign_in"), (failing.GetProperty("lookedAt").GetDateTime(), failing.GetProperty("failingSince").GetDateTime(), failing.GetProperty("reason").GetString())));
        Assert.DoesNotContain("imap", failing.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await reads.Json($"{Api}/{FieldWorld.Code}")).GetProperty("mailbox").ValueKind);
    }

    // Databases keep milliseconds.
    private static bool Near((DateTime, DateTime, string?) one, (DateTime, DateTime, string?) other) => (one.Item1 - other.Item1).Duration() < TimeSpan.FromSeconds(1) && (one.Item2 - other.Item2).Duration() < TimeSpan.FromSeconds(1) && one.Item3 == other.Item3;
}
