using System.Data.Common;
using System.Text.Json;
using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Sending;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Sending;

public sealed class DueInvitationsTests
{
    private const int Resting = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task However_many_wait_in_a_campaign_that_rests_whoever_sends_reads_none_of_them(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");
        await using var store = await world.Store();
        var running = (await Campaigns.Of(world, ids[0])).CampaignId;
        await Rest(store, running);

        var read = await Read(store, ClaimInvitations.Due(store, running, "mail", world.Clock.Now).Take(24).Select(row => row.Id));
        Assert.True(read <= 2, $"{read} invitations were read for 2 that are due.");
        Assert.Equal(ids.Order(), (await ClaimInvitations.Take(store, "mail", 24, world.Clock.Now, Cancel)).Select(row => row.Id).Order());
        Assert.Equal((await Campaigns.Of(world, ids[0])).NextTryAt, await ClaimInvitations.Next(store, Cancel));
        await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(campaign => campaign.State, CampaignState.Paused), Cancel);
        Assert.Empty(await ClaimInvitations.Take(store, "mail", 24, world.Clock.Now.AddHours(1), Cancel));
        Assert.Null(await ClaimInvitations.Next(store, Cancel));
    }

    // Another campaign, which rests, with very many that would have been due for long: copies of one that is there.
    private static async Task Rest(OrganisationStore store, Guid like)
    {
        var resting = Guid.CreateVersion7();
        var campaign = await store.Campaigns.AsNoTracking().SingleAsync(row => row.Id == like, Cancel);
        store.Campaigns.Add(new() { Id = resting, Name = "נחה", SurveyId = campaign.SurveyId, Ways = "mail", Attributes = "", State = CampaignState.Paused, LinkDays = 30, Version = 1 });
        await store.SaveChangesAsync(Cancel);
        var kind = store.Model.FindEntityType(typeof(Invitation))!;
        string[] columns = [.. kind.GetProperties().Select(property => property.GetColumnName())];
        var pg = store.Database.IsNpgsql();
        var fresh = pg ? "gen_random_uuid()" : "hex(randomblob(16))";
        string Value(string column) => column switch
        {
            "id" or "first_id" or "customer_id" => fresh,
            "campaign_id" => pg ? $"'{resting}'::uuid" : $"'{resting.ToString().ToUpperInvariant()}'",
            "next_try_at" => pg ? "next_try_at - interval '1 day'" : "'2020-01-01 00:00:00'",
            _ => column,
        };
        var numbers = pg ? $"generate_series(1, {Resting})" : $"(with recursive n(x) as (select 1 union all select x + 1 from n where x < {Resting}) select x from n)";
        await Run(store, $"insert into invitations ({string.Join(", ", columns)}) select {string.Join(", ", columns.Select(Value))} from (select * from invitations where campaign_id = {(pg ? $"'{like}'::uuid" : $"'{like.ToString().ToUpperInvariant()}'")} limit 1) one cross join {numbers} many");
        await Run(store, "analyze invitations");
    }

    /// <summary>How many invitations a query reads: PostgreSQL counts them; of SQLite, which counts none, whether it goes straight to those it wants.</summary>
    private static async Task<long> Read(OrganisationStore store, IQueryable<Guid> query)
    {
        await store.Database.OpenConnectionAsync(Cancel);
        await using var command = query.CreateDbCommand();
        var pg = store.Database.IsNpgsql();
        command.CommandText = (pg ? "explain (analyze, format json) " : "explain query plan ") + command.CommandText;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel)) lines.Add(reader.GetString(pg ? 0 : 3));
        var plan = string.Join('\n', lines);
        if (!pg) return plan.Contains("ix_invitations_campaign_id_way_next_try_at (campaign_id=? AND way=? AND next_try_at<?)", StringComparison.Ordinal) && !plan.Contains("SCAN", StringComparison.Ordinal) && !plan.Contains("TEMP B-TREE", StringComparison.Ordinal) ? 0 : throw new InvalidOperationException(plan);
        using var told = JsonDocument.Parse(plan);
        return Rows(told.RootElement[0].GetProperty("Plan"));
    }

    private static long Rows(JsonElement node)
    {
        var own = node.TryGetProperty("Relation Name", out _) ? (long)(node.GetProperty("Actual Rows").GetDouble() * node.GetProperty("Actual Loops").GetDouble()) + (node.TryGetProperty("Rows Removed by Filter", out var removed) ? (long)removed.GetDouble() : 0) : 0;
        return own + (node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().Sum(Rows) : 0);
    }

    private static async Task Run(OrganisationStore store, string sql)
    {
        await store.Database.OpenConnectionAsync(Cancel);
        await using var command = store.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
